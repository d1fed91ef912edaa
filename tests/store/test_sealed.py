"""The sealed store: who opens it, what it hides, and what it notices."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from sqlite3 import DatabaseError

import pytest

from app.domain.errors import UserError
from app.domain.records import Action, Answer, Attachment, Evidence, Period, Person, Result
from app.domain.text import Passage
from app.store.errors import Damaged, SealedDamaged, SealedStoreLocked, WrongPassphrase
from app.store.file import EstablishmentFile
from app.store.padding import pad, unpad
from app.store.rows import row_checksum
from app.store.wrapping import Cost
from tests.store.samples import PASSPHRASE, PLAIN, QUICK, RESTRICTED, Begun, put_answer, raw_bytes, said, words

HIDDEN = "the north gate keys lie beneath the third lamp"


def _change(path: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(statement, values).fetchall()


def _change_row(path: Path, table: str, name: str, value: object) -> None:
    """Change a column of a table's only row, checksum and all, as a forger would."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        row = {**connection.execute(f"SELECT * FROM {table}").fetchone(), name: value}
        checksum = row_checksum(table, row)
        connection.execute(f"UPDATE {table} SET {name}=?, checksum=?", (value, checksum))


def test_sealed_text_is_a_placeholder_while_locked(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    with unlocked.work("Answered") as work:
        entry = put_answer(work, begun, said("Seen. "), said(HIDDEN, RESTRICTED))
    assert words(entry.text("narrative")) == ["Seen. ", HIDDEN]
    unlocked.lock()
    with unlocked.reading() as work:
        (locked,) = work.list(Answer)
        assert not work.is_unlocked
    assert words(locked.text("narrative")) == ["Seen. ", None]
    assert [part.is_sealed for part in locked.text("narrative")] == [False, True]
    assert HIDDEN.encode() not in raw_bytes(path.parent)
    unlocked.unlock(PASSPHRASE)
    with unlocked.reading() as work:
        assert work.list(Answer) == [entry]


def test_passphrase_opens_however_its_letters_are_composed(unlocked: EstablishmentFile) -> None:
    unlocked.lock()
    unlocked.unlock("four plain words w\u0302")
    assert unlocked.is_unlocked


def test_sentence_when_the_passphrase_is_wrong(unlocked: EstablishmentFile) -> None:
    unlocked.lock()
    with pytest.raises(WrongPassphrase) as wrong:
        unlocked.unlock("four other words")
    assert wrong.value.sentence.startswith("That passphrase does not open the sealed store")
    assert not unlocked.is_unlocked


def test_sentence_when_there_is_no_sealed_store(file: EstablishmentFile) -> None:
    assert not file.has_sealed_store
    with pytest.raises(UserError, match="no sealed store yet"):
        file.unlock(PASSPHRASE)


def test_second_sealed_store_is_refused(unlocked: EstablishmentFile, begun: Begun) -> None:
    with pytest.raises(UserError, match="already"):
        unlocked.set_up_sealed_store(begun.person_id, PASSPHRASE, QUICK)


@pytest.mark.parametrize(
    ("name", "value"), [("memory_kib", 2**30), ("passes", 10_000), ("lanes", 4000), ("salt", b""), ("passes", 0)]
)
def test_key_slot_is_refused_when_it_asks_for_too_much(
    name: str, value: object, unlocked: EstablishmentFile, path: Path
) -> None:
    unlocked.close()
    _change_row(path, "key_slot", name, value)
    with EstablishmentFile.open(path) as again, pytest.raises(Damaged):
        again.unlock(PASSPHRASE)


def test_usual_cost_is_bearable_and_more_is_not() -> None:
    assert Cost().is_bearable
    assert not Cost(memory_kib=10 * 1024 * 1024).is_bearable


def test_withheld_record_keeps_only_its_place_while_locked(
    unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    record = Answer(
        self_audit_id=begun.self_audit_id, item_ref="1a-01", result=Result.NOT_MET, person_id=begun.person_id
    )
    with unlocked.work("Withheld") as work:
        entry = work.put(record, {"narrative": [said(HIDDEN), said("more", RESTRICTED)]}, is_withheld=True)
    assert entry.record.result is Result.NOT_MET
    assert [(part.content, part.marking) for part in entry.text("narrative")] == [(HIDDEN, PLAIN), ("more", RESTRICTED)]
    unlocked.lock()
    with unlocked.reading() as work:
        (locked,) = work.list(Answer)
    assert (locked.record.item_ref, locked.record.result, locked.record.person_id) == ("1a-01", None, None)
    assert (locked.texts, locked.record.sealed_id) == ({}, entry.record.sealed_id)
    assert not any(word in raw_bytes(path.parent) for word in (HIDDEN.encode(), b"not_met"))


def test_withheld_record_stays_so_when_put_again(unlocked: EstablishmentFile, begun: Begun) -> None:
    record = Answer(self_audit_id=begun.self_audit_id, item_ref="1a-01", result=Result.NOT_MET)
    with unlocked.work("Withheld") as work:
        first = work.put(record, {"narrative": [said(HIDDEN)]}, is_withheld=True)
        head = work.chain_head()
        assert work.put(first.record) == first
        assert work.chain_head() == head
        second = work.put(first.record.model_copy(update={"result": Result.MET}), {"reason": [said("Looked again.")]})
    assert (second.record.sealed_id, second.record.result) == (first.record.sealed_id, Result.MET)
    assert (words(second.text("narrative")), words(second.text("reason"))) == ([HIDDEN], ["Looked again."])
    unlocked.lock()
    with pytest.raises(SealedStoreLocked), unlocked.work("Answered") as work:
        work.put(record)


def test_sealed_passage_goes_along_when_its_record_is_withheld(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        entry = put_answer(work, begun, said("Seen. "), said(HIDDEN, RESTRICTED))
    kept = entry.text("narrative")[1].model_copy(update={"content": None})  # as an editor gives a token back
    with unlocked.work("Withheld") as work:
        withheld = work.put(entry.record, {"narrative": [said("Seen twice. "), kept]}, is_withheld=True)
    assert words(withheld.text("narrative")) == ["Seen twice. ", HIDDEN]


def test_withheld_attachment_is_sealed_with_its_bytes(unlocked: EstablishmentFile, path: Path) -> None:
    content = HIDDEN.encode() * 1000
    with unlocked.work("Attached") as work:
        kept = work.put(Attachment(content=content, size=len(content)), is_withheld=True)
        assert kept.record.content == content
    assert HIDDEN.encode() not in raw_bytes(path.parent)
    unlocked.lock()
    with unlocked.reading() as work:
        assert (work.list(Attachment)[0].record.content, work.list(Attachment)[0].record.size) == (b"", 0)


def test_withheld_records_are_found_by_hidden_columns_only_while_unlocked(
    unlocked: EstablishmentFile, begun: Begun
) -> None:
    with unlocked.work("Noted") as work:
        for post_id in (begun.post_id, None):
            work.put(Action(self_audit_id=begun.self_audit_id, post_id=post_id), is_withheld=True)
        work.put(Action(self_audit_id=begun.self_audit_id, post_id=begun.post_id), {"title": [said("In plain.")]})
        assert len(work.list(Action, post_id=begun.post_id)) == 2
        assert len(work.list(Action, self_audit_id=begun.self_audit_id)) == 3
    unlocked.lock()
    with unlocked.reading() as work:
        assert len(work.list(Action, post_id=begun.post_id)) == 1


def test_record_cannot_be_withheld_when_a_hidden_column_must_be_there(unlocked: EstablishmentFile) -> None:
    with unlocked.reading() as work:
        (period,) = work.list(Period)
    with pytest.raises(TypeError), unlocked.work("Withheld") as work:
        work.put(period.record, is_withheld=True)


def test_sealed_passage_can_be_moved_but_not_lost_while_locked(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        put_answer(work, begun, said("Seen. "), said(HIDDEN, RESTRICTED))
    unlocked.lock()
    with unlocked.work("Edited") as work:
        (entry,) = work.list(Answer)
        plain, sealed = entry.text("narrative")
        moved = work.put(entry.record, {"narrative": [sealed, said("Seen again.")]})
        assert [part.is_sealed for part in moved.text("narrative")] == [True, False]
        for narrative in (
            [plain],
            [sealed.model_copy(update={"marking": PLAIN})],
            [sealed.model_copy(update={"content": "another"})],
            [sealed, Passage(content=None, marking=RESTRICTED)],
        ):
            with pytest.raises(SealedStoreLocked):
                work.put(entry.record, {"narrative": narrative})
    unlocked.unlock(PASSPHRASE)
    with unlocked.reading() as work:
        assert words(work.list(Answer)[0].text("narrative")) == [HIDDEN, "Seen again."]
    assert unlocked.sealed_faults() == 0


def test_sealed_passage_is_edited_in_place_and_taken_out(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        first = put_answer(work, begun, said(HIDDEN, RESTRICTED))
        (before,) = first.text("narrative")
        second = work.put(first.record, {"narrative": [before.model_copy(update={"content": "now another lamp"})]})
        (after,) = second.text("narrative")
        assert (after.content, after.id, after.sealed_id) == ("now another lamp", before.id, before.sealed_id)
        assert after.revision_id == second.revision_id != first.revision_id
        work.put(first.record, {"narrative": []})
    assert unlocked.sealed_faults() == 0
    assert unlocked.inspect().is_sound


def test_draft_seals_what_is_marked(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    with unlocked.work("Answered") as work:
        entry = put_answer(work, begun, said("Seen. "), said(HIDDEN, RESTRICTED))
        typed = [*entry.text("narrative"), said("beneath the fourth lamp", RESTRICTED)]
        work.save_draft(Answer, entry.record.id, "narrative", typed)
        work.save_draft(Answer, entry.record.id, "narrative", typed)
        assert words(work.drafts()[0].text) == ["Seen. ", HIDDEN, "beneath the fourth lamp"]
    assert b"fourth lamp" not in raw_bytes(path.parent)
    unlocked.lock()
    with unlocked.work("Typed") as work:
        (draft,) = work.drafts()
        assert words(draft.text) == ["Seen. ", None, None]
        work.save_draft(Answer, entry.record.id, "narrative", [said("And "), *draft.text])
        with pytest.raises(SealedStoreLocked):
            work.put(entry.record, {"narrative": draft.text})
    unlocked.unlock(PASSPHRASE)
    with unlocked.work("Left the field") as work:
        (draft,) = work.drafts()
        assert words(draft.text) == ["And ", "Seen. ", HIDDEN, "beneath the fourth lamp"]
        work.put(entry.record, {"narrative": draft.text})
        assert work.drafts() == []
    assert unlocked.sealed_faults() == 0
    with unlocked.reading() as work:
        (kept,) = work.list(Answer)
    assert kept.text("narrative")[2].id == entry.text("narrative")[1].id


def test_release_reads_no_sealed_text_though_the_store_is_unlocked(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        put_answer(work, begun, said("Seen. "), said(HIDDEN, RESTRICTED))
        work.put(Evidence(self_audit_id=begun.self_audit_id), {"title": [said("A plan")]}, is_withheld=True)
    with unlocked.released_reading() as released:
        assert not released.is_unlocked
        assert words(released.list(Answer)[0].text("narrative")) == ["Seen. ", None]
        assert released.list(Evidence)[0].texts == {}
        assert released.list(Person)[0].text("name")
        with pytest.raises(DatabaseError, match="prohibited"):
            released.drafts()
        with pytest.raises(DatabaseError, match="prohibited"):
            released.history(Person, begun.person_id)
        with pytest.raises(RuntimeError):
            released.put(Person())


@pytest.mark.parametrize("table", ["sealed", "manifest", "key_slot", "draft", "revision_payload"])
def test_released_connection_is_denied_the_table(table: str, unlocked: EstablishmentFile) -> None:
    with unlocked.released_reading() as released:
        connection = released._connection
        with pytest.raises(DatabaseError):
            connection.execute(f"SELECT * FROM {table}")
        with pytest.raises(DatabaseError):
            connection.execute(f"SELECT count(*) FROM {table}")
        with pytest.raises(DatabaseError):
            connection.execute("ATTACH 'another.assure' AS other")


def test_old_ciphertext_is_noticed_when_put_back(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    with unlocked.work("Answered") as work:
        first = put_answer(work, begun, said(HIDDEN, RESTRICTED))
    (old,) = _change(path, "SELECT version, ciphertext, checksum FROM sealed")
    with unlocked.work("Answered") as work:
        (part,) = first.text("narrative")
        work.put(first.record, {"narrative": [part.model_copy(update={"content": "moved since"})]})
    _change(path, "UPDATE sealed SET version=?, ciphertext=?, checksum=?", *old)
    assert unlocked.sealed_faults() == 1
    with pytest.raises(SealedDamaged), unlocked.reading() as work:
        work.list(Answer)


def test_objects_are_noticed_when_exchanged(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    with unlocked.work("Answered") as work:
        put_answer(work, begun, said(HIDDEN, RESTRICTED))
        put_answer(work, begun, said("another place", RESTRICTED), item_ref="1a-02")
    (one, two) = (row[0] for row in _change(path, "SELECT sealed_id FROM passage WHERE sealed_id IS NOT NULL"))
    _change(path, "UPDATE passage SET sealed_id=CASE sealed_id WHEN ? THEN ? ELSE ? END", one, two, one)
    with pytest.raises(SealedDamaged), unlocked.reading() as work:
        work.list(Answer)


def test_objects_are_noticed_when_taken_out(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    with unlocked.work("Answered") as work:
        put_answer(work, begun, said(HIDDEN, RESTRICTED))
    _change(path, "DELETE FROM sealed")
    assert unlocked.sealed_faults() == 1


def test_length_is_hidden_when_text_is_short(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    with unlocked.work("Answered") as work:
        put_answer(work, begun, said("ab", RESTRICTED))
        put_answer(work, begun, said("a" * 240, RESTRICTED), item_ref="1a-02")
    lengths = {len(str(row[0])) for row in _change(path, "SELECT hex(ciphertext) FROM sealed")}
    assert len(lengths) == 1


@pytest.mark.parametrize(
    ("length", "padded"), [(0, 256), (248, 256), (249, 1024), (16376, 16384), (16377, 32768), (40000, 49152)]
)
def test_padding_fills_the_bucket_when_content_is(length: int, padded: int) -> None:
    content = b"x" * length
    assert len(pad(content)) == padded
    assert unpad(pad(content)) == content
    with pytest.raises(ValueError, match="length"):
        unpad((10**6).to_bytes(8, "big") + content)


def test_a_draft_of_a_record_withheld_whole_is_sealed(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    with unlocked.work("Answered") as work:
        answer = Answer(self_audit_id=begun.self_audit_id, item_ref="1a-01")
        entry = work.put(answer, {"narrative": [said("Walruses assemble.")]}, is_withheld=True)
        work.save_draft(Answer, entry.record.id, "narrative", [said("Zebra lanterns drift past the sluice.")])
        (draft,) = work.drafts(Answer, entry.record.id)
    assert words(draft.text) == ["Zebra lanterns drift past the sluice."]
    assert b"Zebra lanterns" not in raw_bytes(path.parent)
