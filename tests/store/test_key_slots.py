"""Who opens the sealed store: let in, shut out, and what a copy from before or after opens for them."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.record import new_id
from app.domain.records import Answer, Attachment, Person
from app.domain.recovery_key import WrongRecoveryKey
from app.store.errors import Damaged, SealedDamaged, SealedStoreLocked, WrongPassphrase
from app.store.file import EstablishmentFile
from app.store.purposes import sealed_purposes
from app.store.rows import row_checksum
from app.store.sealed import decrypt
from app.store.wrapping import Cost, SlotKind
from tests.store.samples import NOW, PASSPHRASE, QUICK, RESTRICTED, Begun, put_answer, said, words

HIDDEN = "the north gate keys lie beneath the third lamp"
OTHER = "another four plain words"


@pytest.fixture
def colleague(unlocked: EstablishmentFile, begun: Begun) -> str:
    """Return the person who can unlock the file too."""
    with unlocked.work("Named") as work:
        person_id = work.put(Person(), {"name": [said("Bob Example")]}).record.id
        put_answer(work, begun, said("Seen. "), said(HIDDEN, RESTRICTED))
        work.put(Attachment(content=HIDDEN.encode(), size=len(HIDDEN)), is_withheld=True)
        work.save_draft(Answer, new_id(), "narrative", [said(HIDDEN, RESTRICTED)])
    unlocked.keys.add(person_id, OTHER, QUICK)
    return person_id


def _slot_of(file: EstablishmentFile, person_id: str) -> str:
    return next(slot.id for slot in file.keys.slots() if slot.person_id == person_id)


def _reads_all(file: EstablishmentFile, secret: str) -> bool:
    file.unlock(secret)
    with file.reading() as work:
        is_there = words(work.list(Answer)[0].text("narrative")) == ["Seen. ", HIDDEN]
        is_there &= work.list(Attachment)[0].record.content == HIDDEN.encode()
        is_there &= words(work.drafts()[0].text) == [HIDDEN]
    return is_there and file.sealed_faults() == 0


def _rows(path: Path, table: str) -> list[dict[str, object]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]


def _put_row(path: Path, table: str, row: dict[str, object]) -> None:
    """Put a row in, checksum and all, as a forger would."""
    row["checksum"] = row_checksum(table, row)  # type: ignore[arg-type]  # sqlite3 gives scalars
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        marks = ",".join("?" * len(row))
        connection.execute(f"INSERT OR REPLACE INTO {table} ({','.join(row)}) VALUES ({marks})", [*row.values()])


def test_each_person_opens_the_file_with_a_passphrase_of_their_own(
    unlocked: EstablishmentFile, begun: Begun, colleague: str
) -> None:
    for secret, person in ((PASSPHRASE, begun.person_id), (OTHER, colleague)):
        unlocked.lock()
        assert unlocked.unlock(secret).person_id == person
        assert _reads_all(unlocked, secret)
    assert [(slot.person_id, slot.kind, slot.since) for slot in unlocked.keys.slots()] == [
        (begun.person_id, SlotKind.PERSON, NOW),
        (colleague, SlotKind.PERSON, NOW),
    ]


def test_slots_can_be_changed_only_while_unlocked(unlocked: EstablishmentFile, begun: Begun, colleague: str) -> None:
    unlocked.lock()
    slot = _slot_of(unlocked, colleague)
    for change in (
        lambda: unlocked.keys.add(begun.person_id, OTHER, QUICK),
        lambda: unlocked.keys.remove(slot),
        lambda: unlocked.keys.change_passphrase(slot, OTHER, QUICK),
        lambda: unlocked.keys.make_recovery_key(colleague, QUICK),
    ):
        with pytest.raises(SealedStoreLocked):
            change()


def test_passphrase_of_who_was_shut_out_opens_no_later_copy(
    unlocked: EstablishmentFile, colleague: str, path: Path, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.assure", tmp_path / "after.assure"
    unlocked.backup(before)
    (old_slot,) = [row for row in _rows(path, "key_slot") if row["person_id"] == colleague]
    unlocked.keys.remove(_slot_of(unlocked, colleague))
    assert unlocked.is_purge_due
    assert _reads_all(unlocked, PASSPHRASE)
    unlocked.backup(after)
    with EstablishmentFile.open(after) as copy:
        assert copy.inspect().is_sound
        with pytest.raises(WrongPassphrase):
            copy.unlock(OTHER)
        assert _reads_all(copy, PASSPHRASE)
    with EstablishmentFile.open(before) as copy:
        assert _reads_all(copy, OTHER)
    _put_row(after, "key_slot", old_slot)
    with EstablishmentFile.open(after) as forged:
        with pytest.raises(SealedDamaged):
            forged.unlock(OTHER)
        assert not forged.is_unlocked
        forged.unlock(PASSPHRASE)
        with pytest.raises(SealedDamaged):
            forged.keys.change_passphrase(forged.keys.slots()[0].id, "five other plain words", QUICK)


def test_old_key_decrypts_nothing_that_stands_in_the_file_after_the_purge(
    unlocked: EstablishmentFile, colleague: str, path: Path
) -> None:
    old = {row["ciphertext"] for table in ("sealed", "manifest") for row in _rows(path, table)}
    old |= {row["wrapped_key"] for row in _rows(path, "key_slot")}
    unlocked.keys.remove(_slot_of(unlocked, colleague))
    unlocked.purge_if_due()
    raw = path.read_bytes()
    assert not any(isinstance(each, bytes) and each[:64] in raw for each in old)


def test_file_key_that_somebody_kept_opens_no_later_copy(
    unlocked: EstablishmentFile, colleague: str, tmp_path: Path
) -> None:
    kept = unlocked._hold.key
    unlocked.keys.remove(_slot_of(unlocked, colleague))
    unlocked.backup(tmp_path / "after.assure")
    with EstablishmentFile.open(tmp_path / "after.assure") as copy:
        copy._hold.key = kept
        with pytest.raises(SealedDamaged), copy.reading() as work:
            work.list(Answer)
        for row in _rows(copy.path, "sealed"):
            bound_to = f"{copy.file_id}|{row['id']}|{row['version']}|{_purposes(copy)[str(row['id'])]}"
            ciphertext = row["ciphertext"]
            assert kept is not None
            assert isinstance(ciphertext, bytes)
            with pytest.raises(SealedDamaged):
                decrypt(kept, ciphertext, bound_to)
            assert unlocked._hold.key is not None
            decrypt(unlocked._hold.key, ciphertext, bound_to)


def _purposes(file: EstablishmentFile) -> dict[str, str]:
    with file.reading() as work:
        return sealed_purposes(work._connection)


def test_old_ciphertext_is_noticed_when_put_back_after_a_rotation(
    unlocked: EstablishmentFile, colleague: str, path: Path
) -> None:
    (old, *_) = _rows(path, "sealed")
    unlocked.keys.remove(_slot_of(unlocked, colleague))
    _put_row(path, "sealed", old)
    assert unlocked.sealed_faults() == 1


def test_nothing_changes_when_an_object_is_damaged_and_the_key_should_rotate(
    unlocked: EstablishmentFile, colleague: str, path: Path
) -> None:
    (old, *_) = _rows(path, "sealed")
    _put_row(path, "sealed", {**old, "ciphertext": b"x" * 300})
    with pytest.raises(SealedDamaged):
        unlocked.keys.remove(_slot_of(unlocked, colleague))
    assert len(unlocked.keys.slots()) == 2
    unlocked.lock()
    assert unlocked.unlock(OTHER).person_id == colleague


def test_changed_passphrase_replaces_the_old_one_and_the_key(
    unlocked: EstablishmentFile, begun: Begun, colleague: str, path: Path
) -> None:
    old = [row["wrapped_key"] for row in _rows(path, "key_slot")]
    unlocked.keys.change_passphrase(_slot_of(unlocked, begun.person_id), "five other plain words", QUICK)
    unlocked.lock()
    with pytest.raises(WrongPassphrase):
        unlocked.unlock(PASSPHRASE)
    assert _reads_all(unlocked, "five other plain words")
    assert _reads_all(unlocked, OTHER)
    assert not {row["wrapped_key"] for row in _rows(path, "key_slot")} & {*old}


def test_recovery_key_opens_the_file_and_an_earlier_one_no_more(
    unlocked: EstablishmentFile, colleague: str, path: Path
) -> None:
    first = unlocked.keys.make_recovery_key(colleague, QUICK)
    assert first.encode() not in path.read_bytes()
    unlocked.lock()
    assert unlocked.unlock(first.lower().replace("-", " ")).kind is SlotKind.RECOVERY
    assert _reads_all(unlocked, first)
    second = unlocked.keys.make_recovery_key(colleague, QUICK)
    with pytest.raises(WrongPassphrase):
        unlocked.unlock(first)
    wrong = ("3" if second[0] != "3" else "4") + second[1:]
    with pytest.raises(WrongRecoveryKey, match="Group 1"):
        unlocked.unlock(wrong)
    assert _reads_all(unlocked, second)
    assert [slot.kind for slot in unlocked.keys.slots()] == [SlotKind.PERSON, SlotKind.PERSON, SlotKind.RECOVERY]


def test_somebody_must_be_left_who_can_unlock(unlocked: EstablishmentFile, begun: Begun) -> None:
    unlocked.keys.make_recovery_key(begun.person_id, QUICK)
    with pytest.raises(UserError, match="Nobody else"):
        unlocked.keys.remove(unlocked.keys.slots()[0].id)
    with pytest.raises(UserError, match="already"):
        unlocked.keys.add(begun.person_id, OTHER, QUICK)
    assert _reads_all_slots(unlocked) == 2


def _reads_all_slots(file: EstablishmentFile) -> int:
    file.unlock(PASSPHRASE)
    return len(file.keys.slots())


@pytest.mark.parametrize("name", ["person_id", "since", "kind", "id"])
def test_slot_is_refused_as_damaged_when_it_says_something_else(
    name: str, unlocked: EstablishmentFile, begun: Begun, colleague: str, path: Path
) -> None:
    rows = _rows(path, "key_slot")
    (mine,) = [row for row in rows if row["person_id"] == begun.person_id]
    other = {"person_id": colleague, "since": "2001-01-01T00:00:00+00:00", "kind": "recovery", "id": "f" * 32}[name]
    _put_row(path, "key_slot", {**mine, name: other})
    unlocked.lock()
    if name == "id":
        assert unlocked.unlock(PASSPHRASE).person_id == begun.person_id
        with pytest.raises(SealedDamaged):
            unlocked.keys.make_recovery_key(begun.person_id, QUICK)
    else:
        expected = WrongPassphrase if name == "kind" else SealedDamaged
        with pytest.raises(expected):
            unlocked.unlock(PASSPHRASE)


def test_slot_from_another_file_is_refused_as_damaged(
    unlocked: EstablishmentFile, begun: Begun, colleague: str, path: Path, tmp_path: Path
) -> None:
    unlocked.close()
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        (row,) = connection.execute("SELECT key, value FROM fact WHERE key='file_id'").fetchall()
        other: dict[str, object] = {"key": row[0], "value": "0" * 32}
        other["checksum"] = row_checksum("fact", other)  # type: ignore[arg-type]  # scalars
        connection.execute("UPDATE fact SET value=?, checksum=? WHERE key='file_id'", [*other.values()][1:])
    with EstablishmentFile.open(path) as foreign, pytest.raises(SealedDamaged):
        foreign.unlock(PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [("memory_kib", 2**40), ("passes", 17), ("lanes", 9), ("lanes", 0), ("salt", b"x" * 15), ("public_key", b"")],
)
def test_no_slot_is_tried_when_one_asks_for_too_much(
    name: str, value: object, unlocked: EstablishmentFile, colleague: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = [row for row in _rows(path, "key_slot") if row["person_id"] == colleague]
    _put_row(path, "key_slot", {**row, name: value})
    unlocked.lock()
    monkeypatch.setattr("argon2.low_level.hash_secret_raw", lambda *_: pytest.fail("A key was derived."))
    with pytest.raises(Damaged):
        unlocked.unlock(PASSPHRASE)


def test_cost_that_no_file_may_ask_for_is_not_made(unlocked: EstablishmentFile, colleague: str) -> None:
    with pytest.raises(ValueError, match="bearable"):
        unlocked.keys.make_recovery_key(colleague, Cost(passes=1, memory_kib=2**22, lanes=1))


@pytest.mark.parametrize("column", ["wrapped_key", "wrapped_private_key"])
def test_slot_does_not_open_when_a_bit_of_it_is_another(
    column: str, unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    (row,) = _rows(path, "key_slot")
    old = row[column]
    assert isinstance(old, bytes)
    _put_row(path, "key_slot", {**row, column: old[:-1] + bytes([old[-1] ^ 1])})
    unlocked.lock()
    with pytest.raises(SealedDamaged if column == "wrapped_key" else WrongPassphrase):
        unlocked.unlock(PASSPHRASE)
    with unlocked.reading() as work:
        assert work.list(Person)


def test_what_nobody_points_to_goes_when_the_key_rotates(
    unlocked: EstablishmentFile, begun: Begun, colleague: str, path: Path
) -> None:
    unlocked.lock()
    with unlocked.work("Took out refused words") as work:
        (draft,) = work.drafts()
        work.purge_field(Answer, draft.owner_id, "narrative")
    assert len(_rows(path, "sealed")) == 3
    unlocked.unlock(PASSPHRASE)
    unlocked.keys.remove(_slot_of(unlocked, colleague))
    assert len(_rows(path, "sealed")) == 2
    assert unlocked.sealed_faults() == 0
