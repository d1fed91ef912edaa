"""The .assure file: made, opened, worked on, sealed, purged, backed up."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.domain.catalogue import MarkingScheme
from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.domain.records import Establishment
from app.domain.text import Passage
from app.store.connection import Connection
from app.store.errors import CannotSave, SealedDamaged
from app.store.facts import LAST_BACKUP
from app.store.hold import Clock, Hold
from app.store.making import NOT_MADE, make_empty, reserve
from app.store.moves import move
from app.store.opening import Opened, open_checked
from app.store.sealed import SealedStore
from app.store.work import Act, Work

if TYPE_CHECKING:
    from app.store.inspection import Inspection
    from app.store.key_slots import KeyChange, KeySlot
    from app.store.keys import Keys
    from app.store.wrapping import Cost

__all__ = ["EstablishmentFile", "Work"]


def now_utc() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class EstablishmentFile:
    """An open file. Its methods may be called from the window's thread and from one worker's: they take turns."""

    def __init__(self, path: Path, opened: Opened, clock: Clock) -> None:
        self._hold = Hold(path, opened, clock)
        self._clock = clock
        self._is_closed = False

    @classmethod
    def create(
        cls,
        path: Path,
        establishment: Establishment,
        name: Sequence[Passage],
        scheme: MarkingScheme,
        *,
        clock: Clock = now_utc,
    ) -> Self:
        """Make a new file and return it open; UserError where something is there already. Never overwrites."""
        from app.store.inspection import Inspection  # late, as all that opening and reading do not need

        reserve(path)
        beside = path.with_name(f".{path.name}.new")
        try:
            make_empty(beside, scheme)
            with cls.open(beside, clock=clock) as file:
                file._hold.verdict = Inspection()
                with file.work("Made the file") as work:
                    work.put(establishment, {"name": name})
            move(beside, path)
        except BaseException as error:
            for leftover in (beside, path):
                with contextlib.suppress(OSError):
                    leftover.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise CannotSave(NOT_MADE) from None
            raise
        made = cls.open(path, clock=clock)
        made._hold.verdict = Inspection()
        return made

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock = now_utc) -> Self:
        """Open a file: at once what it is, its version, its structure and who writes it; the rest by `inspect`.

        BadFile where it is not as this program makes it, and then it is untouched. Where another window writes it,
        or the disk is read-only, it opens for reading and `read_only_reason` says why.
        """
        opened = open_checked(path, read_only=read_only)
        try:
            return cls(path, opened, clock)
        except BaseException:
            opened.connection.close()
            if opened.lock:
                opened.lock.release()
            raise

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._hold.path

    @property
    def file_id(self) -> str:
        """The file's id, the same in all copies of it."""
        return self._hold.file_id

    @property
    def scheme(self) -> MarkingScheme:
        """The file's marking scheme."""
        return self._hold.scheme

    @property
    def read_only_reason(self) -> str | None:
        """Why the file cannot be changed from here; None where it can."""
        return self._hold.read_only_reason

    @property
    def is_read_only(self) -> bool:
        """Tell whether the file cannot be changed from here; `read_only_reason` is the sentence for it."""
        return self.read_only_reason is not None

    @property
    def is_unlocked(self) -> bool:
        """Tell whether sealed content can be read and written."""
        return self._hold.key is not None

    @property
    def has_sealed_store(self) -> bool:
        """Tell whether a sealed store was set up."""
        with self._hold.reading() as connection:
            return connection.execute("SELECT 1 FROM key_slot LIMIT 1").fetchone() is not None

    def __enter__(self) -> Self:
        """Return the file, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def inspect(self, *, progress: Progress = no_progress, is_cancelled: IsCancelled = never_cancelled) -> Inspection:
        """Inspect the whole file and return the verdict; only after a sound one is anything written.

        Runs on a connection of its own, off the window's thread. Cancelled leaves the verdict open. A purge that was
        still due when the file was last closed, or crashed, follows the first sound verdict.
        """
        return self._hold.inspect(progress, is_cancelled)

    def ready_to_save(self) -> None:
        """Read what saving needs, off the window's thread, so that the first save is as quick as the next."""
        import app.store.row_classes
        import app.store.writer  # noqa: F401

    @contextlib.contextmanager
    def work(
        self, act: str, person_id: str | None = None, *, keys: KeyChange | None = None, is_sealing: bool = False
    ) -> Iterator[Work]:
        """Give one transaction for one act of a user, `act` naming it in the history; an error undoes all of it.

        With `keys` who can unlock it changes too; SealedStoreLocked while locked. UserError where it cannot be written.
        """
        with self._hold.turn:
            with self._hold.writing() as connection:
                work = Work(connection, self._act(act, person_id, can_write=True, is_sealing=is_sealing))
                yield work
                work.finish()
                key = self._changed_key(connection, keys) if keys else self._hold.key
            self._hold.key = key

    @contextlib.contextmanager
    def reading(self) -> Iterator[Work]:
        """Give one consistent view of the file, to read only; within an act, the act's own."""
        with self._hold.reading() as connection:
            yield Work(connection, self._act("", None, can_write=False))

    @contextlib.contextmanager
    def released_reading(self) -> Iterator[Work]:
        """Give a view through a connection that is denied the sealed tables, drafts and what revisions say.

        The only source of what leaves: sealed passages have no content in it. Nothing can be saved meanwhile.
        """
        with self._hold.released() as connection:
            yield Work(connection, replace(self._act("", None, can_write=False), key=None))

    def set_up_sealed_store(self, person_id: str, passphrase: str, cost: Cost | None = None) -> None:
        """Make the file key and this person's key slot, and leave the store unlocked; UserError where there is one."""
        if self.has_sealed_store:
            raise UserError("This file has a sealed store already. Unlock it with a passphrase that opens it.")
        from app.store.key_slots import begin_slots
        from app.store.wrapping import Cost, NewSlot, SlotKind

        new = NewSlot(SlotKind.PERSON, person_id, passphrase, self._clock(), cost or Cost())
        with self._hold.turn:
            with self._hold.writing() as connection:
                key = begin_slots(connection, self.file_id, new)
            self._hold.key = key

    @property
    def keys(self) -> Keys:
        """Who can unlock the sealed store."""
        from app.store.keys import Keys

        return Keys(self._hold)

    def unlock(self, secret: str) -> KeySlot:
        """Unlock the sealed store with a passphrase or the recovery key, and return the slot that it opened.

        WrongPassphrase, or WrongRecoveryKey, where none opens; SealedDamaged where a slot is not the one last saved.
        """
        if not self.has_sealed_store:
            raise UserError("This file has no sealed store yet. Set it up with a passphrase first.")
        from app.store.key_slots import open_slots

        with self._hold.reading() as connection:
            self._hold.key, slot = open_slots(connection, self.file_id, secret)
        return slot

    def unlock_with(self, key: bytes) -> bool:
        """Unlock with the file key itself, as a work pack's home keeps it; tell whether it is the one."""
        with self._hold.reading() as connection:
            try:
                SealedStore(connection, self.file_id, key).faults()
            except SealedDamaged:
                return False
        self._hold.key = key
        return True

    def lock(self) -> None:
        """Lock the sealed store: the file key is forgotten."""
        with self._hold.turn:
            self._hold.key = None

    def sealed_faults(self) -> int:
        """Return how many sealed objects are missing or not those last saved; SealedStoreLocked while locked."""
        with self._hold.reading() as connection:
            return SealedStore(connection, self.file_id, self._hold.key).faults()

    @property
    def is_purge_due(self) -> bool:
        """Tell whether remnants of what was sealed or refused are still to be taken out."""
        return self._hold.is_purge_due

    def purge_if_due(self) -> bool:
        """Take remnants out of the file where there are any, and tell whether there were."""
        return self._hold.purge_if_due()

    def backup(
        self, to: Path, *, progress: Progress = no_progress, is_cancelled: IsCancelled = never_cancelled
    ) -> None:
        """Write a verified copy to `to`, remnants taken out first, and note when."""
        if to.exists() and to.samefile(self.path):
            raise UserError("A backup needs a place of its own. Choose another name or folder.")
        from app.store.backup import write_copy

        self.purge_if_due()
        write_copy(self.path, to, self.file_id, self.scheme, progress, is_cancelled)
        if not self.is_read_only:
            with contextlib.suppress(CannotSave), self.work("Backed up") as work:  # the copy is there, noted or not
                work.record_fact(LAST_BACKUP, self._clock().isoformat(timespec="seconds"))

    def move_to(self, to: Path, *, of: Path | None = None) -> None:
        """Go on in a verified copy at `to`, of this file or of a backup `of` it; UserError leaves it where it was."""
        from app.store.backup import write_copy
        from app.store.inspection import Inspection

        with self._hold.turn:
            write_copy(of or self.path, to, self.file_id, self.scheme, no_progress, never_cancelled)
            self._hold.go_on_in(to, open_checked(to, read_only=False), Inspection())

    def restore(self, copy: Path) -> None:
        """Put the whole file back as it is in a verified copy of it; the sealed store is locked then.

        BadFile where the copy is damaged, UserError where it is one of another file; then nothing is changed.
        """
        from app.store.backup import put_back

        with self._hold.turn:
            self._hold.require_writing()
            put_back(copy, self._hold.raw, self.file_id, self.scheme)
            self._hold.key = None
            self._hold.require_sound()

    def close(self) -> None:
        """Close the file, taking remnants out first; where that fails it is done at the next opening."""
        with self._hold.turn:
            if self._is_closed:
                return
            with contextlib.suppress(UserError):
                self.purge_if_due()
            self._is_closed, self._hold.key = True, None
            self._hold.let_go()

    def _changed_key(self, connection: Connection, keys: KeyChange) -> bytes:
        from app.store.keys import changed_key

        return changed_key(self._hold, connection, keys)

    def _act(self, name: str, who: str | None, *, can_write: bool, is_sealing: bool = False) -> Act:
        return Act(self.file_id, self.scheme, self._hold.key, name, who, self._clock, can_write, is_sealing)
