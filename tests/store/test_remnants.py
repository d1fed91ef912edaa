"""What was sealed or refused late leaves nothing behind in the file's bytes."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.records import Answer, Attachment, Result
from app.store.file import EstablishmentFile
from app.store.rows import Row, row_checksum
from tests.store.forgetful import forgetful_sqlite
from tests.store.samples import PASSPHRASE, RESTRICTED, Begun, put_answer, raw_bytes, said

HIDDEN = "the north gate keys lie beneath the third lamp"
PIECES = [b"north gate keys lie", b"beneath the third lamp"]


def _pieces(folder: Path) -> list[bytes]:
    return [piece for piece in PIECES if piece in raw_bytes(folder)]


def _save_in_plain(file: EstablishmentFile, begun: Begun) -> str:
    """Save the words in plain by way of drafts and revisions, among others that come and go."""
    with file.work("Answered") as work:
        others = [put_answer(work, begun, said("Other words. " * 200), item_ref=f"1a-1{number}") for number in range(9)]
        entry = put_answer(work, begun, said("Seen. the north gate keys lie"))
    for until in (30, 40, len(HIDDEN)):
        with file.work("Typed") as work:
            work.save_draft(Answer, entry.record.id, "narrative", [said(f"Seen. {HIDDEN[:until]}")])
    with file.work("Left the field") as work:
        work.put(entry.record, {"narrative": [said(f"Seen. {HIDDEN}")]})
        work.put(others[3].record, {"narrative": []})
        work.save_draft(Answer, entry.record.id, "narrative", [said(f"Seen. {HIDDEN}, they say")])
    return entry.record.id


def test_no_plain_copy_is_left_when_a_passage_is_sealed(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    answer_id = _save_in_plain(unlocked, begun)
    assert _pieces(path.parent) == PIECES
    with unlocked.work("Sealed") as work:
        entry = work.get(Answer, answer_id)
        assert entry is not None
        work.put(entry.record, {"narrative": [said("Seen. "), said(HIDDEN, RESTRICTED)]})
        assert work.is_purge_due
        assert [revision.texts is None for revision in work.history(Answer, answer_id)] == [True, True, False]
    assert unlocked.purge_if_due()
    assert _pieces(path.parent) == []
    assert not unlocked.is_purge_due
    assert not unlocked.purge_if_due()
    assert unlocked.inspect().is_sound


def test_no_plain_copy_is_left_when_a_record_is_withheld(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    answer_id = _save_in_plain(unlocked, begun)
    with unlocked.work("Withheld") as work:
        entry = work.get(Answer, answer_id)
        assert entry is not None
        work.put(entry.record.model_copy(update={"result": Result.NOT_MET}), is_withheld=True)
        assert work.drafts() == []
    unlocked.close()
    assert _pieces(path.parent) == []
    with EstablishmentFile.open(path) as again:
        assert again.inspect().is_sound


def test_no_plain_copy_is_left_when_an_attachment_is_withheld(unlocked: EstablishmentFile, path: Path) -> None:
    with unlocked.work("Attached") as work:
        kept = work.put(Attachment(content=HIDDEN.encode() * 500, size=500))
    with unlocked.work("Withheld") as work:
        work.put(kept.record, is_withheld=True)
    assert unlocked.purge_if_due()
    assert _pieces(path.parent) == []


def test_draft_leaves_no_plain_copy_when_its_passage_is_sealed(
    unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    with unlocked.work("Typed") as work:
        work.save_draft(Answer, "an answer", "narrative", [said(HIDDEN)])
        work.save_draft(Answer, "an answer", "narrative", [said(HIDDEN, RESTRICTED)])
        assert work.is_purge_due
    assert unlocked.purge_if_due()
    assert _pieces(path.parent) == []


def test_history_keeps_what_still_stands_in_plain(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        first = put_answer(work, begun, said("Seen. "))
        work.put(first.record, {"narrative": [said("Seen. "), said(HIDDEN)]})
        work.put(first.record, {"narrative": [said("Seen. "), said(HIDDEN, RESTRICTED)]})
        assert [revision.texts is None for revision in work.history(Answer, first.record.id)] == [False, True, False]


def test_no_purge_is_due_when_text_was_sealed_from_the_start(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        put_answer(work, begun, said("Seen. "), said(HIDDEN, RESTRICTED))
        assert not work.is_purge_due


def test_purge_waiting_from_last_time_is_done_when_the_file_was_inspected(
    unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    answer_id = _save_in_plain(unlocked, begun)
    with unlocked.work("Sealed") as work:
        entry = work.get(Answer, answer_id)
        assert entry is not None
        work.put(entry.record, {"narrative": [said(HIDDEN, RESTRICTED)]})
    crashed = path.parent / "crashed" / path.name
    crashed.parent.mkdir()
    crashed.write_bytes(path.read_bytes())
    with EstablishmentFile.open(crashed) as again:
        assert again.is_purge_due
        assert again.inspect().is_sound
        assert not again.is_purge_due
        assert _pieces(crashed.parent) == []


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Make every connection in this process one of an SQLite whose `secure_delete` is off."""
    with forgetful_sqlite():
        yield


def _remnants(path: Path) -> None:
    """Leave remnants in free cells and free pages, as a program without `secure_delete` would."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA secure_delete").fetchone() == (0,)
        for number in range(40):
            row: Row = {"key": f"local:{number}", "value": f"{HIDDEN} " * number}
            checksum = row_checksum("fact", row)  # a row like any other, so that the file stays sound
            connection.execute("INSERT INTO fact VALUES (?, ?, ?)", (*row.values(), checksum))
        connection.execute("DELETE FROM fact WHERE key LIKE 'local:%'")


def test_secure_delete_is_on_when_sqlite_was_built_with_it_off(forgetful: None, stages: Any, path: Path) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as plain:
        assert plain.execute("PRAGMA secure_delete").fetchone() == (0,)
    path.write_bytes(stages.begun)
    with EstablishmentFile.open(path) as file:
        assert file._hold.raw.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_remnants_are_taken_out_that_were_left_by_an_sqlite_with_secure_delete_off(
    forgetful: None, stages: Any, path: Path
) -> None:
    path.write_bytes(stages.with_sealed_store)
    _remnants(path)
    assert _pieces(path.parent) == PIECES
    with EstablishmentFile.open(path) as file:
        file.unlock(PASSPHRASE)
        answer_id = _save_in_plain(file, stages.ids)
        with file.work("Sealed") as work:
            entry = work.get(Answer, answer_id)
            assert entry is not None
            work.put(entry.record, {"narrative": [said(HIDDEN, RESTRICTED)]})
        assert file.purge_if_due()
        assert _pieces(path.parent) == []
        assert file.inspect().is_sound


def test_nothing_but_the_file_and_its_lock_is_there_after_a_purge(
    unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    answer_id = _save_in_plain(unlocked, begun)
    with unlocked.work("Sealed") as work:
        work.purge_field(Answer, answer_id, "narrative")
    assert unlocked.purge_if_due()
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, f"{path.name}.lock"]
    assert unlocked._hold.raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert unlocked._hold.raw.execute("PRAGMA freelist_count").fetchone() == (0,)
