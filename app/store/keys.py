"""Who can unlock the sealed store of an open file, and how that changes."""

from __future__ import annotations

from app.domain.progress import Progress, no_progress
from app.domain.recovery_key import new_recovery_key
from app.store.connection import Connection
from app.store.errors import SealedStoreLocked
from app.store.hold import Hold
from app.store.key_slots import KeyChange, KeySlot, change_slots, list_slots
from app.store.wrapping import Cost, SlotKind


class Keys:
    """The key slots of a file. Changing them needs the store unlocked: SealedStoreLocked where it is not."""

    def __init__(self, hold: Hold) -> None:
        self._hold = hold

    def slots(self) -> list[KeySlot]:
        """Return who can unlock the sealed store, and since when; locked or not."""
        with self._hold.reading() as connection:
            return list_slots(connection)

    def add(self, person_id: str, passphrase: str, cost: Cost | None = None) -> None:
        """Let a person unlock the store; UserError where they can already."""
        self._change(KeyChange(person_id=person_id, secret=passphrase, cost=cost))

    def remove(self, slot_id: str, progress: Progress = no_progress) -> None:
        """Take a slot out; the file gets another key, and a purge is due. UserError where nobody could unlock it."""
        self._change(KeyChange((slot_id,)), progress)

    def change_passphrase(
        self, slot_id: str, passphrase: str, cost: Cost | None = None, progress: Progress = no_progress
    ) -> None:
        """Give a person another passphrase, and the file another key: the old one opens no copy made from now on."""
        person_id = next(slot.person_id for slot in self.slots() if slot.id == slot_id)
        self._change(KeyChange((slot_id,), person_id, passphrase, cost), progress)

    def make_recovery_key(self, person_id: str, cost: Cost | None = None, progress: Progress = no_progress) -> str:
        """Make the recovery key, in place of an earlier one, and return it to be printed. It is kept nowhere."""
        key = new_recovery_key()
        earlier = tuple(slot.id for slot in self.slots() if slot.kind is SlotKind.RECOVERY)
        self._change(KeyChange(earlier, person_id, key, cost, SlotKind.RECOVERY), progress)
        return key

    def _change(self, keys: KeyChange, progress: Progress = no_progress) -> None:
        with self._hold.turn:
            with self._hold.writing() as connection:
                key = changed_key(self._hold, connection, keys, progress)
            self._hold.key = key


def changed_key(hold: Hold, connection: Connection, keys: KeyChange, progress: Progress = no_progress) -> bytes:
    """Change who can unlock the store within a transaction; return the file key that holds once it is committed."""
    if hold.key is None:
        raise SealedStoreLocked
    return change_slots(connection, hold.file_id, hold.key, keys.gone, keys.new_slot(hold.clock()), progress)
