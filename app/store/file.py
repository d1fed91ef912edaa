"""The .assure file: made, opened, worked on, sealed, purged, backed up."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from app.domain.catalogue import MarkingScheme
from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.domain.records import Establishment
from app.domain.recovery_key import new_recovery_key
from app.domain.text import Passage
from app.store.backup import put_back, write_copy
from app.store.connection import Compiled, connect, deny_tables, engine_over
from app.store.errors import CannotSave, Damaged, SealedDamaged, SealedStoreLocked, in_sentences
from app.store.facts import BACKUPS_DUE, FILE_ID, LAST_BACKUP, PURGE_DUE, forget_fact, read_fact, record_fact
from app.store.inspection import Inspection, inspect_connection
from app.store.key_slots import KeyChange, KeySlot, begin_slots, change_slots, list_slots, open_slots
from app.store.making import NOT_MADE, make_empty, read_scheme, required_fact, reserve
from app.store.moves import move
from app.store.opening import Opened, open_checked
from app.store.sealed import SealedStore
from app.store.tables import KEY_SLOT, SEALED_TABLES
from app.store.work import Act, Work
from app.store.wrapping import Cost, NewSlot, SlotKind

__all__ = ["Cost", "EstablishmentFile", "Inspection", "Work"]

Clock = Callable[[], datetime]

_BEING_CHECKED = "The file is still being checked. Nothing was saved yet: try again in a moment."
_FOUND_DAMAGED = "This file is damaged, so nothing more is saved in it. Open the latest backup."
_NOT_RELEASED = frozenset({*SEALED_TABLES, "draft", "revision_payload"})


def now_utc() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class EstablishmentFile:
    """An open file. Its methods may be called from the window's thread and from one worker's: they take turns."""

    def __init__(self, path: Path, opened: Opened, clock: Clock) -> None:
        self.path = path
        self.read_only_reason = opened.reason
        self._raw = opened.connection
        self._compiled: Compiled = {}
        self._engine = engine_over(opened.connection, self._compiled)
        self._lock = opened.lock
        self._clock = clock
        self._turn = threading.RLock()
        self._connection: Connection | None = None
        self._is_inspecting = threading.Event()
        self._key: bytes | None = None
        self._verdict: Inspection | None = None
        self._is_closed = False
        with self._transaction("BEGIN") as connection:
            self.file_id = required_fact(connection, FILE_ID)
            self.scheme = read_scheme(connection)

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
        reserve(path)
        beside = path.with_name(f".{path.name}.new")
        try:
            make_empty(beside, scheme)
            with cls.open(beside, clock=clock) as file:
                file._verdict = Inspection()
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
        made._verdict = Inspection()
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
    def is_read_only(self) -> bool:
        """Tell whether the file cannot be changed from here; `read_only_reason` is the sentence for it."""
        return self.read_only_reason is not None

    @property
    def is_unlocked(self) -> bool:
        """Tell whether sealed content can be read and written."""
        return self._key is not None

    @property
    def has_sealed_store(self) -> bool:
        """Tell whether a sealed store was set up."""
        with self._reading() as connection:
            return connection.execute(KEY_SLOT.select().limit(1)).first() is not None

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
        is_first = self._verdict is None
        verdict = self._inspect(progress, is_cancelled)
        if is_first and verdict.is_sound:
            with contextlib.suppress(CannotSave):
                self.purge_if_due()
        return verdict

    def _inspect(self, progress: Progress = no_progress, is_cancelled: IsCancelled = never_cancelled) -> Inspection:
        self._is_inspecting.set()
        try:
            with in_sentences(), contextlib.closing(connect(self.path, "ro")) as connection:
                verdict = inspect_connection(
                    connection, self._compiled, self.file_id, self.scheme, progress, is_cancelled
                )
        finally:
            self._is_inspecting.clear()
        if self._verdict is None or not verdict.is_sound:
            self._verdict = verdict
        return verdict

    def ready_to_save(self) -> None:
        """Read what saving needs, off the window's thread, so that the first save is as quick as the next."""
        import app.store.row_classes  # noqa: F401

    @contextlib.contextmanager
    def work(
        self, act: str, person_id: str | None = None, *, keys: KeyChange | None = None, is_sealing: bool = False
    ) -> Iterator[Work]:
        """Give one transaction for one act of a user, `act` naming it in the history; an error undoes all of it.

        With `keys` who can unlock it changes too; SealedStoreLocked while locked. UserError where it cannot be written.
        """
        with self._turn:
            self._require_writing()
            with self._transaction("BEGIN IMMEDIATE") as connection:
                work = Work(connection, self._act(act, person_id, can_write=True, is_sealing=is_sealing))
                yield work
                work.finish()
                key = self._changed_slots(connection, keys) if keys else self._key
            self._key = key

    @contextlib.contextmanager
    def reading(self) -> Iterator[Work]:
        """Give one consistent view of the file, to read only; within an act, the act's own."""
        with self._reading() as connection:
            yield Work(connection, self._act("", None, can_write=False))

    @contextlib.contextmanager
    def released_reading(self) -> Iterator[Work]:
        """Give a view through a connection that is denied the sealed tables, drafts and what revisions say.

        The only source of what leaves: sealed passages have no content in it. Nothing can be saved meanwhile.
        """
        with (
            in_sentences(),
            contextlib.closing(connect(self.path, "ro")) as raw,
            engine_over(raw, self._compiled).connect() as connection,
        ):
            connection.exec_driver_sql("BEGIN")
            deny_tables(raw, _NOT_RELEASED)  # only now: SQLAlchemy asks for pragmas when it connects
            yield Work(connection, replace(self._act("", None, can_write=False), key=None))

    def set_up_sealed_store(self, person_id: str, passphrase: str, cost: Cost | None = None) -> None:
        """Make the file key and this person's key slot, and leave the store unlocked; UserError where there is one."""
        if self.has_sealed_store:
            raise UserError("This file has a sealed store already. Unlock it with a passphrase that opens it.")
        new = NewSlot(SlotKind.PERSON, person_id, passphrase, self._clock(), cost or Cost())
        with self._turn:
            self._require_writing()
            with self._transaction("BEGIN IMMEDIATE") as connection:
                key = begin_slots(connection, self.file_id, new)
            self._key = key

    def unlock(self, secret: str) -> KeySlot:
        """Unlock the sealed store with a passphrase or the recovery key, and return the slot that it opened.

        WrongPassphrase, or WrongRecoveryKey, where none opens; SealedDamaged where a slot is not the one last saved.
        """
        if not self.has_sealed_store:
            raise UserError("This file has no sealed store yet. Set it up with a passphrase first.")
        with self._reading() as connection:
            self._key, slot = open_slots(connection, self.file_id, secret)
        return slot

    def unlock_with(self, key: bytes) -> bool:
        """Unlock with the file key itself, as a work pack's home keeps it; tell whether it is the one."""
        with self._reading() as connection:
            try:
                SealedStore(connection, self.file_id, key).faults()
            except SealedDamaged:
                return False
        self._key = key
        return True

    def key_slots(self) -> list[KeySlot]:
        """Return who can unlock the sealed store, and since when; locked or not."""
        with self._reading() as connection:
            return list_slots(connection)

    def add_key_slot(self, person_id: str, passphrase: str, cost: Cost | None = None) -> None:
        """Let a person unlock the store; UserError where they can already, SealedStoreLocked while locked."""
        self.change_keys(KeyChange(person_id=person_id, secret=passphrase, cost=cost))

    def remove_key_slot(self, slot_id: str, progress: Progress = no_progress) -> None:
        """Take a slot out; the file gets another key, and a purge is due. UserError where nobody could unlock it."""
        self.change_keys(KeyChange((slot_id,)), progress)

    def change_passphrase(
        self, slot_id: str, passphrase: str, cost: Cost | None = None, progress: Progress = no_progress
    ) -> None:
        """Give a person another passphrase, and the file another key: the old one opens no copy made from now on."""
        person_id = next(slot.person_id for slot in self.key_slots() if slot.id == slot_id)
        self.change_keys(KeyChange((slot_id,), person_id, passphrase, cost), progress)

    def make_recovery_key(self, person_id: str, cost: Cost | None = None, progress: Progress = no_progress) -> str:
        """Make the recovery key, in place of an earlier one, and return it to be printed. It is kept nowhere."""
        key = new_recovery_key()
        earlier = tuple(slot.id for slot in self.key_slots() if slot.kind is SlotKind.RECOVERY)
        self.change_keys(KeyChange(earlier, person_id, key, cost, SlotKind.RECOVERY), progress)
        return key

    def change_keys(self, keys: KeyChange, progress: Progress = no_progress) -> None:
        """Change who can unlock the sealed store, and nothing else."""
        with self._turn:
            self._require_writing()
            with self._transaction("BEGIN IMMEDIATE") as connection:
                key = self._changed_slots(connection, keys, progress)
            self._key = key

    def lock(self) -> None:
        """Lock the sealed store: the file key is forgotten."""
        with self._turn:
            self._key = None

    def sealed_faults(self) -> int:
        """Return how many sealed objects are missing or not those last saved; SealedStoreLocked while locked."""
        with self._reading() as connection:
            return SealedStore(connection, self.file_id, self._key).faults()

    @property
    def is_purge_due(self) -> bool:
        """Tell whether remnants of what was sealed or refused are still to be taken out."""
        with self._reading() as connection:
            return read_fact(connection, PURGE_DUE) is not None

    def purge_if_due(self) -> bool:
        """Take remnants out of the file where there are any, and tell whether there were.

        SQLite rewrites the whole file: no freed page keeps what stood there. Older backups do, until `BACKUPS_DUE`.
        """
        with self._turn:
            if self.is_read_only or not self.is_purge_due:
                return False
            self._require_writing()
            with in_sentences():
                self._raw.execute("VACUUM")
            if not self._inspect().is_sound:
                raise Damaged
            with self._transaction("BEGIN IMMEDIATE") as connection:
                forget_fact(connection, PURGE_DUE)
                record_fact(connection, f"local:{BACKUPS_DUE}", self._clock().isoformat(timespec="seconds"))
            return True

    def backup(
        self, to: Path, *, progress: Progress = no_progress, is_cancelled: IsCancelled = never_cancelled
    ) -> None:
        """Write a verified copy to `to`, remnants taken out first, and note when."""
        if to.exists() and to.samefile(self.path):
            raise UserError("A backup needs a place of its own. Choose another name or folder.")
        self.purge_if_due()
        write_copy(self.path, to, self.file_id, self.scheme, progress, is_cancelled)
        if not self.is_read_only:
            with contextlib.suppress(CannotSave), self.work("Backed up") as work:  # the copy is there, noted or not
                work.record_fact(LAST_BACKUP, self._clock().isoformat(timespec="seconds"))

    def move_to(self, to: Path, *, of: Path | None = None) -> None:
        """Go on in a verified copy at `to`, of this file or of a backup `of` it; UserError leaves it where it was."""
        with self._turn:
            write_copy(of or self.path, to, self.file_id, self.scheme, no_progress, never_cancelled)
            opened = open_checked(to, read_only=False)
            self._let_go()
            self.path, self.read_only_reason = to, opened.reason
            self._raw, self._lock, self._verdict = opened.connection, opened.lock, Inspection()
            self._engine = engine_over(self._raw, self._compiled)

    def restore(self, copy: Path) -> None:
        """Put the whole file back as it is in a verified copy of it; the sealed store is locked then.

        BadFile where the copy is damaged, UserError where it is one of another file; then nothing is changed.
        """
        with self._turn:
            self._require_writing()
            put_back(copy, self._raw, self.file_id, self.scheme)
            self._key = None
            if not self._inspect().is_sound:
                raise Damaged

    def close(self) -> None:
        """Close the file, taking remnants out first; where that fails it is done at the next opening."""
        with self._turn:
            if self._is_closed:
                return
            with contextlib.suppress(UserError):
                self.purge_if_due()
            self._is_closed, self._key = True, None
            self._let_go()

    def _let_go(self) -> None:
        self._engine.dispose()
        self._raw.close()
        if self._lock is not None:
            self._lock.release()

    def _changed_slots(self, connection: Connection, keys: KeyChange, progress: Progress = no_progress) -> bytes:
        if self._key is None:
            raise SealedStoreLocked
        return change_slots(connection, self.file_id, self._key, keys.gone, keys.new_slot(self._clock()), progress)

    def _act(self, name: str, who: str | None, *, can_write: bool, is_sealing: bool = False) -> Act:
        return Act(self.file_id, self.scheme, self._key, name, who, self._clock, can_write, is_sealing)

    def _require_writing(self) -> None:
        if self._connection is not None:
            raise RuntimeError("one act at a time")
        if self.read_only_reason is not None:
            raise CannotSave(self.read_only_reason)
        if self._is_inspecting.is_set():
            raise CannotSave(_BEING_CHECKED)
        verdict = self._verdict or self.inspect()
        if not verdict.is_sound:
            raise CannotSave(_FOUND_DAMAGED)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._turn:
            if self._connection is not None:
                yield self._connection
            else:
                with self._transaction("BEGIN") as connection:
                    yield connection

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        """Give the connection within one transaction: committed at the end, undone on any error."""
        with in_sentences(), self._engine.connect() as connection:
            connection.exec_driver_sql(begin)
            self._connection = connection
            try:
                yield connection
                connection.commit()
            finally:
                self._connection = None
                if self._raw.in_transaction:  # SQLAlchemy leaves a transaction open whose commit failed
                    self._raw.rollback()
