"""An inspection finds what was damaged, taken out, added or changed by other hands."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Cancelled
from app.domain.records import Answer, Person, Result
from app.store.errors import CannotSave, Damaged
from app.store.file import EstablishmentFile
from app.store.rows import row_checksum
from app.store.tables import METADATA
from tests.store.conftest import Stages
from tests.store.samples import PASSPHRASE, RESTRICTED, put_answer, said


@pytest.fixture(scope="session")
def written_bytes(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make a file with something in every kind of table."""
    path = tmp_path_factory.mktemp("written") / "example.assure"
    path.write_bytes(stages.with_sealed_store)
    with EstablishmentFile.open(path) as file:
        file.unlock(PASSPHRASE)
        with file.work("Answered") as work:
            entry = put_answer(work, stages.ids, said("Seen. "), said("Sealed.", RESTRICTED))
            work.put(entry.record.model_copy(update={"result": Result.MET}))
            work.put(entry.record.model_copy(update={"result": Result.NOT_MET}), {"narrative": [said("Seen twice.")]})
            work.save_draft(Answer, entry.record.id, "reason", [said("Half a thought")])
    return path.read_bytes()


@pytest.fixture
def written(written_bytes: bytes, path: Path) -> Path:
    """Return a closed file with something in every kind of table."""
    path.write_bytes(written_bytes)
    return path


def _sql(path: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def _forge(path: Path, table: str, where: str, **values: object) -> None:
    """Change a row and make its checksum right again."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        row = {**connection.execute(f"SELECT * FROM {table} WHERE {where}").fetchone(), **values}
        row["checksum"] = row_checksum(table, row)
        changes = ", ".join(f"{name}=?" for name in row)
        connection.execute(f"UPDATE {table} SET {changes} WHERE {where}", tuple(row.values()))


def _faults(path: Path) -> str:
    with EstablishmentFile.open(path) as file:
        return " ".join(file.inspect().faults)


def test_nothing_is_found_when_the_file_is_as_it_was_saved(written: Path) -> None:
    with EstablishmentFile.open(written) as file:
        inspection = file.inspect()
    assert inspection.faults == ()
    assert inspection.revisions == 9
    assert inspection.rows > 30


@pytest.mark.parametrize("table", [name for name, table in METADATA.tables.items() if "checksum" in table.c])
def test_row_is_found_when_a_bit_of_it_has_flipped(table: str, written: Path) -> None:
    with contextlib.closing(sqlite3.connect(written)) as connection:
        has_rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone() != (0,)
    if has_rows:
        _sql(written, f"UPDATE {table} SET checksum=x'0000000000000000' WHERE rowid=1")
    assert (f"In the table {table}, 1 rows" in _faults(written)) == has_rows


FORGERIES: dict[str, tuple[Callable[[Path], None], str]] = {
    "text changed": (lambda p: _forge(p, "passage", "text='Seen twice.'", text="Seen once."), "register answer, 1"),
    "result changed": (lambda p: _forge(p, "answer", "rowid=1", result="met"), "register answer, 1"),
    "record taken out": (lambda p: _sql(p, "DELETE FROM answer"), "1 records that have revisions are missing"),
    "record added": (lambda p: _sql(p, "UPDATE person SET id='other'"), "point to rows that are not there"),
    "act renamed": (lambda p: _forge(p, "revision", "sequence=3", act="Other"), "Revision 3 does not say"),
    "person exchanged": (lambda p: _forge(p, "revision", "sequence=3", person_id="x"), "Revision 3 does not say"),
    "payload changed": (lambda p: _forge(p, "revision_payload", "rowid=2", payload="{}"), "Revision 2 does not say"),
    "revision taken out": (
        lambda p: _sql(p, "UPDATE revision SET sequence=sequence+100 WHERE sequence=4"),
        "Revision 4 is missing",
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_chain_tells_when_other_hands_changed(name: str, written: Path) -> None:
    forge, expected = FORGERIES[name]
    forge(written)
    assert expected in _faults(written)


def test_chain_verifies_when_payloads_were_purged(written: Path) -> None:
    _sql(written, "DELETE FROM revision_payload")
    assert _faults(written) == ""


def test_damage_is_found_when_pages_do_not_read(written: Path) -> None:
    content = bytearray(written.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 3 * 4096] = b"\xa5" * 3 * 4096
    written.write_bytes(content)
    assert "damaged" in _faults(written)


def test_damage_is_found_and_said_when_text_is_no_text(written: Path) -> None:
    _sql(written, "UPDATE passage SET text=CAST(x'ff' AS TEXT) WHERE owner_kind='person'")
    assert "damaged" in _faults(written)
    with EstablishmentFile.open(written) as file, pytest.raises(Damaged), file.reading() as work:
        work.list(Person)


def test_nothing_is_saved_when_the_file_was_found_damaged(written: Path) -> None:
    _forge(written, "answer", "rowid=1", result="met")
    before = written.read_bytes()
    with EstablishmentFile.open(written) as file:
        with pytest.raises(CannotSave, match="damaged"), file.work("Named") as work:
            work.put(Person())
        with file.reading() as work:
            assert len(work.list(Answer)) == 1
    assert written.read_bytes() == before


def test_progress_is_told_and_cancel_is_heard(written: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    with EstablishmentFile.open(written) as file:
        file.inspect(progress=lambda *step: steps.append(step))
        with pytest.raises(Cancelled):
            file.inspect(is_cancelled=lambda: True)
        with file.work("Named") as work:
            work.put(Person())
    assert [done for _, done, _ in steps] == [0, 1, 2, 3, 4]


def test_saving_waits_for_the_verdict_when_another_thread_inspects(written: Path) -> None:
    with EstablishmentFile.open(written) as file:
        begun, may_go_on = threading.Event(), threading.Event()

        def hold(step: str, done: int, total: int) -> None:
            begun.set()
            may_go_on.wait(60)

        worker = threading.Thread(target=lambda: file.inspect(progress=hold))
        worker.start()
        assert begun.wait(60)
        with file.reading() as work:
            assert len(work.list(Answer)) == 1
        with pytest.raises(CannotSave, match="still being checked"), file.work("Named"):
            pass
        may_go_on.set()
        worker.join()
        with file.work("Named") as work:
            work.put(Person())
