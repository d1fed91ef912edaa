"""Our hold on an open file: its connection, used in turns, the writer's lock, the verdict on it, and its remnants."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.store.connection import SEALED_TABLES, Connection, connect, deny_tables
from app.store.errors import CannotSave, Damaged, in_sentences
from app.store.facts import BACKUPS_DUE, FILE_ID, PURGE_DUE, forget_fact, read_fact, record_fact
from app.store.making import read_scheme, required_fact
from app.store.opening import Opened

if TYPE_CHECKING:
    from app.store.inspection import Inspection

Clock = Callable[[], datetime]

_BEING_CHECKED = "The file is still being checked. Nothing was saved yet: try again in a moment."
_FOUND_DAMAGED = "This file is damaged, so nothing more is saved in it. Open the latest backup."
_NOT_RELEASED = frozenset({*SEALED_TABLES, "draft", "revision_payload"})


class Hold:
    """One connection for the window's thread and one worker's, which take turns; one transaction at a time.

    `key` is the file key while the sealed store is unlocked, `verdict` the inspection that says whether it is written.
    """

    def __init__(self, path: Path, opened: Opened, clock: Clock) -> None:
        self.path = path
        self.read_only_reason = opened.reason
        self.clock = clock
        self.turn = threading.RLock()
        self.key: bytes | None = None
        self.verdict: Inspection | None = None
        self._connection = Connection(opened.connection)
        self._lock = opened.lock
        self._is_inspecting = threading.Event()
        with self.reading() as connection:
            self.file_id = required_fact(connection, FILE_ID)
            self.scheme = read_scheme(connection)

    @property
    def raw(self) -> sqlite3.Connection:
        """SQLite's own connection."""
        return self._connection.raw

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the connection in a transaction to read in; within one that writes, the same."""
        with self.turn, in_sentences(), self._connection.reading():
            yield self._connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection in a transaction to write in; CannotSave where it may not be written."""
        with self.turn:
            self.require_writing()
            with in_sentences(), self._connection.writing():
                yield self._connection

    @contextlib.contextmanager
    def released(self) -> Iterator[Connection]:
        """Give another connection, which is denied the sealed tables, drafts and what revisions say."""
        with in_sentences(), contextlib.closing(connect(self.path, "ro")) as raw:
            deny_tables(raw, _NOT_RELEASED)
            connection = Connection(raw)
            with connection.reading():
                yield connection

    def require_writing(self) -> None:
        """Refuse to write where another window writes, while it is being inspected, and once it was found damaged."""
        if self.raw.in_transaction:
            raise RuntimeError("one act at a time")
        if self.read_only_reason is not None:
            raise CannotSave(self.read_only_reason)
        if self._is_inspecting.is_set():
            raise CannotSave(_BEING_CHECKED)
        verdict = self.verdict or self.inspect()
        if not verdict.is_sound:
            raise CannotSave(_FOUND_DAMAGED)

    def inspect(self, progress: Progress = no_progress, is_cancelled: IsCancelled = never_cancelled) -> Inspection:
        """Inspect the whole file; a purge that is still due follows the first sound verdict."""
        is_first = self.verdict is None
        verdict = self._inspect(progress, is_cancelled)
        if is_first and verdict.is_sound:
            with contextlib.suppress(CannotSave):
                self.purge_if_due()
        return verdict

    def require_sound(self) -> None:
        """Inspect the whole file after it was rewritten; Damaged where that did not go well."""
        if not self._inspect(no_progress, never_cancelled).is_sound:
            raise Damaged

    def _inspect(self, progress: Progress, is_cancelled: IsCancelled) -> Inspection:
        from app.store.inspection import inspect_connection  # late: start-up does not wait for it

        self._is_inspecting.set()
        try:
            with in_sentences(), contextlib.closing(connect(self.path, "ro")) as connection:
                verdict = inspect_connection(connection, self.file_id, self.scheme, progress, is_cancelled)
        finally:
            self._is_inspecting.clear()
        if self.verdict is None or not verdict.is_sound:
            self.verdict = verdict
        return verdict

    @property
    def is_purge_due(self) -> bool:
        """Tell whether remnants of what was sealed or refused are still to be taken out."""
        with self.reading() as connection:
            return read_fact(connection, PURGE_DUE) is not None

    def purge_if_due(self) -> bool:
        """Take remnants out where there are any, and tell whether there were.

        SQLite rewrites the whole file: no freed page keeps what stood there. Older backups do, until `BACKUPS_DUE`.
        """
        with self.turn:
            if self.read_only_reason is not None or not self.is_purge_due:
                return False
            self.require_writing()
            with in_sentences():
                self.raw.execute("VACUUM")
            self.require_sound()
            with self.writing() as connection:
                forget_fact(connection, PURGE_DUE)
                record_fact(connection, f"local:{BACKUPS_DUE}", self.clock().isoformat(timespec="seconds"))
            return True

    def go_on_in(self, path: Path, opened: Opened, verdict: Inspection) -> None:
        """Let go of this file and hold a copy of it."""
        self.let_go()
        self.path, self.read_only_reason = path, opened.reason
        self._connection, self._lock, self.verdict = Connection(opened.connection), opened.lock, verdict

    def let_go(self) -> None:
        """Close the connection, and let others write."""
        self.raw.close()
        if self._lock is not None:
            self._lock.release()
