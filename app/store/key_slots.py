"""Key slots: who can open the sealed store, and how that changes.

The manifest names every slot, so that none can be added, put back or exchanged by other hands. When a slot goes, the
file key goes with it: everything sealed is encrypted anew, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import UserError
from app.domain.progress import Progress, no_progress
from app.domain.recovery_key import looks_like_recovery_key, read_recovery_key
from app.store.connection import Connection
from app.store.errors import Damaged, SealedDamaged, WrongPassphrase
from app.store.facts import PURGE_DUE, SLOTS_OF, read_fact, record_fact
from app.store.purposes import sealed_purposes
from app.store.rows import Row, marks, read_rows, replace_row
from app.store.sealed import SealedStore
from app.store.wrapping import (
    Cost,
    NewSlot,
    SlotKind,
    digest_slot,
    make_slot,
    new_file_key,
    open_slot,
    require_bearable,
    wrap_for,
)

_LAST = "Nobody else can unlock the sealed store. Give somebody a passphrase first, then try again."
_MOST_SLOTS = 64


@dataclass(frozen=True)
class KeySlot:
    """Whose slot it is and since when; nothing secret."""

    id: str
    kind: SlotKind
    person_id: str
    since: datetime


@dataclass(frozen=True)
class KeyChange:
    """Slots that go, by id, and the slot that a person gets under a passphrase, or for the recovery key; None for none.

    `secret` is the passphrase or the recovery key.
    """

    gone: tuple[str, ...] = ()
    person_id: str | None = None
    secret: str = field(default="", repr=False)
    cost: Cost | None = None
    kind: SlotKind = SlotKind.PERSON

    def new_slot(self, now: datetime) -> NewSlot | None:
        """Return the slot to be made."""
        if self.person_id is None:
            return None
        return NewSlot(self.kind, self.person_id, self.secret, now, self.cost or Cost())


def list_slots(connection: Connection) -> list[KeySlot]:
    """Return all slots in the order they were made; Damaged where one is not as this program makes it."""
    return [_slot(row) for row in _rows(connection)]


def begin_slots(connection: Connection, file_id: str, first: NewSlot) -> bytes:
    """Make the file key, the empty manifest and the first slot of a new sealed store; return the file key."""
    key = new_file_key()
    sealed = SealedStore(connection, file_id, key)
    sealed.begin()
    _save(connection, sealed, [make_slot(_slots_of(connection, file_id), first, key)])
    return key


def hand_on_slots(
    home: Connection,
    target: Connection,
    sealed: SealedStore,
    file_key: bytes,
    home_id: str,
    slot_ids: Sequence[str],
    new: NewSlot | None,
) -> None:
    """Give a pack made from a file these of its slots, with the pack's own key in them, and a new one.

    A slot is bound to the file that it was made in; the pack says which that is, so that its passphrase opens both.
    """
    slots_of = _slots_of(home, home_id)
    record_fact(target, SLOTS_OF, slots_of)
    rows = [wrap_for(slots_of, row, file_key) for row in _rows(home) if row["id"] in slot_ids]
    if new is not None:
        rows.append(make_slot(slots_of, new, file_key))
    _save(target, sealed, rows)


def open_slots(connection: Connection, file_id: str, secret: str) -> tuple[bytes, KeySlot]:
    """Return the file key and the slot that this passphrase or recovery key opens.

    WrongPassphrase where it opens none, WrongRecoveryKey where it is a mistyped one, Damaged where a slot asks for too
    much, SealedDamaged where the slot it opens was put here by other hands. No slot is tried before all are looked at.
    """
    rows = _rows(connection)
    is_damaged = False
    for row, tried in _tries(rows, secret):
        try:
            key = open_slot(_slots_of(connection, file_id), row, tried)
            if key is not None and SealedStore(connection, file_id, key).slots.get(str(row["id"])) == digest_slot(row):
                return key, _slot(row)
        except SealedDamaged:
            key = b""
        is_damaged = is_damaged or key is not None
    raise SealedDamaged if is_damaged else WrongPassphrase


def change_slots(
    connection: Connection,
    file_id: str,
    file_key: bytes,
    gone: Sequence[str],
    new: NewSlot | None,
    progress: Progress = no_progress,
) -> bytes:
    """Take slots out and put one in; return the file key, which is another where a slot went.

    SealedDamaged where a slot or an object is not the one last saved: nothing may be handed on then.
    """
    sealed, rows = SealedStore(connection, file_id, file_key), _rows(connection)
    if {str(row["id"]): digest_slot(row) for row in rows} != sealed.slots:
        raise SealedDamaged
    kept = [row for row in rows if row["id"] not in gone]
    if len(kept) < len(rows):
        file_key = new_file_key()
        sealed.rotate(file_key, sealed_purposes(connection), progress)
        connection.execute(f"DELETE FROM key_slot WHERE id IN {marks(gone)}", gone)  # noqa: S608
        kept = [wrap_for(_slots_of(connection, file_id), row, file_key) for row in kept]
        record_fact(connection, PURGE_DUE, "1")
    if new is not None:
        kept.append(make_slot(_slots_of(connection, file_id), new, file_key))
    _require_sensible(kept)
    _save(connection, sealed, kept)
    return file_key


def _slots_of(connection: Connection, file_id: str) -> str:
    """Return the id of the file that the slots are bound to: a work pack's are bound to the file it was made from."""
    return read_fact(connection, SLOTS_OF) or file_id


def _require_sensible(rows: Sequence[Row]) -> None:
    people = [row["person_id"] for row in rows if row["kind"] == SlotKind.PERSON]
    if not people:
        raise UserError(_LAST, "holder")
    if len(set(people)) < len(people):
        raise UserError("This person has a passphrase for the sealed store already. Change it instead.")
    if len(rows) > _MOST_SLOTS:
        raise UserError(f"No more than {_MOST_SLOTS} can unlock one file. Remove somebody first.")


def _save(connection: Connection, sealed: SealedStore, rows: Sequence[Row]) -> None:
    for row in rows:
        replace_row(connection, "key_slot", {name: row[name] for name in row if name != "checksum"})
    sealed.name_slots({str(row["id"]): digest_slot(row) for row in rows})
    sealed.finish()


def _rows(connection: Connection) -> list[Row]:
    rows = read_rows(connection, "SELECT * FROM key_slot ORDER BY rowid")
    if len(rows) > _MOST_SLOTS:
        raise Damaged
    for row in rows:
        require_bearable(row)
    return rows


def _tries(rows: Sequence[Row], secret: str) -> Iterator[tuple[Row, str]]:
    yield from ((row, secret) for row in rows if row["kind"] == SlotKind.PERSON)
    if looks_like_recovery_key(secret):
        key = read_recovery_key(secret)
        yield from ((row, key) for row in rows if row["kind"] == SlotKind.RECOVERY)


def _slot(row: Row) -> KeySlot:
    try:
        since = datetime.fromisoformat(str(row["since"]))
    except ValueError:
        raise Damaged from None
    return KeySlot(str(row["id"]), SlotKind(str(row["kind"])), str(row["person_id"]), since)
