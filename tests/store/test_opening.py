"""What is refused at opening, and that a refused file is left as it is."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import BadFile, UserError
from app.domain.records import Person
from app.store.errors import Altered, CannotSave, Damaged, Foreign, Newer
from app.store.file import EstablishmentFile
from tests.store.conftest import Stages
from tests.store.samples import make_file, said

Spoil = Callable[[Path], None]


def _sql(*statements: str) -> Spoil:
    def spoil(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return spoil


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _of_another_kind(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + bytes(5000))


def _another_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    _sql("CREATE TABLE answer (id TEXT)")(path)


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribbled_on(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:1500] = b"\xa5" * 1400
    path.write_bytes(content)


SPOILS: dict[str, tuple[Spoil, type[BadFile]]] = {
    "zero-byte": (_empty, Foreign),
    "not a database": (_of_another_kind, Foreign),
    "another program's database": (_another_database, Foreign),
    "newer": (_sql("PRAGMA user_version=2"), Newer),
    "without a version": (_sql("PRAGMA user_version=0"), Altered),
    "in WAL mode": (_sql("PRAGMA journal_mode=WAL"), Altered),
    "cut short": (_cut_short, Damaged),
    "scribbled on": (_scribbled_on, Damaged),
    "with a trigger": (_sql("CREATE TRIGGER t AFTER DELETE ON passage BEGIN DELETE FROM fact; END"), Altered),
    "with a table": (_sql("CREATE TABLE copy (words)"), Altered),
    "with a view": (_sql("CREATE VIEW v AS SELECT * FROM passage"), Altered),
    "with an index": (_sql("CREATE INDEX i ON passage (text)"), Altered),
    "without an index": (_sql("DROP INDEX passage_owner"), Altered),
    "with a column": (_sql("ALTER TABLE passage ADD COLUMN words TEXT"), Altered),
    "with another migration": (_sql("UPDATE alembic_version SET version_num='0099'"), Altered),
    "with a scheme that is none": (_sql("UPDATE fact SET value='{}' WHERE key='scheme'"), Damaged),
}


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize("name", SPOILS)
def test_refused_and_untouched_when_file_is(name: str, read_only: bool, path: Path, stages: Stages) -> None:
    spoil, error = SPOILS[name]
    path.write_bytes(stages.empty)
    spoil(path)
    before = path.read_bytes(), path.stat().st_mtime_ns

    with pytest.raises(error) as refused:
        EstablishmentFile.open(path, read_only=read_only)

    assert refused.value.sentence.endswith(".")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_foreign_file_keeps_its_journal_when_refused(path: Path) -> None:
    _another_database(path)
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    with pytest.raises(Foreign):
        EstablishmentFile.open(path)
    assert journal.stat().st_size == 608


def test_sentence_when_there_is_no_file(path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        EstablishmentFile.open(path)
    assert list(path.parent.iterdir()) == []


def test_existing_file_is_kept_when_one_is_made_there(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(UserError, match="already"):
        make_file(path)
    assert path.read_bytes() == b"mine"


def test_nothing_is_left_when_making_fails(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(CannotSave, match="could not be made"):
        make_file(path)
    assert list(path.parent.iterdir()) == []


def test_second_window_only_reads_when_first_is_open(file: EstablishmentFile, path: Path) -> None:
    with EstablishmentFile.open(path) as second:
        assert second.read_only_reason is not None
        assert "another window" in second.read_only_reason
        with second.reading() as work:
            assert work.list(Person) == []
        with pytest.raises(CannotSave, match="another window"), second.work("Named"):
            pass
    with file.work("Named") as work:
        work.put(Person(), {"name": [said("Ann")]})


def test_second_window_sees_what_first_saved(file: EstablishmentFile, path: Path) -> None:
    with EstablishmentFile.open(path) as second:
        with file.work("Named") as work:
            work.put(Person(), {"name": [said("Ann")]})
        with second.reading() as work:
            assert len(work.list(Person)) == 1


def test_file_can_be_written_again_when_first_window_has_closed(path: Path) -> None:
    make_file(path).close()
    with EstablishmentFile.open(path) as again:
        assert not again.is_read_only
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_only_reads_when_asked(path: Path) -> None:
    make_file(path).close()
    with EstablishmentFile.open(path, read_only=True) as first, EstablishmentFile.open(path) as second:
        assert first.is_read_only
        assert not second.is_read_only


def test_only_reads_when_disk_is_read_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_file(path).close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with EstablishmentFile.open(path) as opened:
        assert opened.read_only_reason is not None
        assert "read-only" in opened.read_only_reason
    assert [each.name for each in path.parent.iterdir()] == [path.name]


_HOLD_AND_WAIT = """
import sys
from pathlib import Path
from app.domain.records import Person
from app.store.file import EstablishmentFile
from tests.store.samples import said
file = EstablishmentFile.open(Path(sys.argv[1]))
with file.work("Named") as work:
    for _ in range(15):
        work.put(Person(), {"name": [said("A name that must not be half there. " * 3000)]})
    print("half way", flush=True)
    sys.stdin.read()
"""


def test_file_is_whole_and_free_when_writer_is_killed(path: Path, root: Path) -> None:
    make_file(path).close()
    command = [sys.executable, "-c", _HOLD_AND_WAIT, str(path)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "half way\n"
        writer.kill()
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0  # SQLite had begun to write the file itself
    with EstablishmentFile.open(path, read_only=True) as looked_at, looked_at.reading() as work:
        assert work.list(Person) == []
    with EstablishmentFile.open(path) as again:
        assert not again.is_read_only
        assert again.inspect().is_sound
        with again.work("Named") as work:
            assert work.list(Person) == []
            work.put(Person(), {"name": [said("Ann")]})
