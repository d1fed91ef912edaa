"""Our hold on an open file: its connection, used in turns, the writer's lock, the verdict on it, and its remnants."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.store.connection import Compiled, connect, deny_tables, engine_over
from app.store.errors import CannotSave, Damaged, in_sentences
from app.store.facts import BACKUPS_DUE, FILE_ID, PURGE_DUE, forget_fact, read_fact, record_fact
from app.store.making import read_scheme, required_fact
from app.store.opening import Opened
from app.store.tables import SEALED_TABLES

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
        self.raw = opened.connection
        self._compiled: Compiled = {}
        self._engine = engine_over(opened.connection, self._compiled)
        self._lock = opened.lock
        self._connection: Connection | None = None
        self._is_inspecting = threading.Event()
        with self._transaction("BEGIN") as connection:
            self.file_id = required_fact(connection, FILE_ID)
            self.scheme = read_scheme(connection)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the connection in a transaction to read in; within one that writes, the same."""
        with self.turn:
            if self._connection is not None:
                yield self._connection
            else:
                with self._transaction("BEGIN") as connection:
                    yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection in a transaction to write in; CannotSave where it may not be written."""
        with self.turn:
            self.require_writing()
            with self._transaction("BEGIN IMMEDIATE") as connection:
                yield connection

    @contextlib.contextmanager
    def released(self) -> Iterator[Connection]:
        """Give another connection, which is denied the sealed tables, drafts and what revisions say."""
        with (
            in_sentences(),
            contextlib.closing(connect(self.path, "ro")) as raw,
            engine_over(raw, self._compiled).connect() as connection,
        ):
            connection.exec_driver_sql("BEGIN")
            deny_tables(raw, _NOT_RELEASED)  # only now: SQLAlchemy asks for pragmas when it connects
            yield connection

    def require_writing(self) -> None:
        """Refuse to write where another window writes, while it is being inspected, and once it was found damaged."""
        if self._connection is not None:
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
                verdict = inspect_connection(
                    connection, self._compiled, self.file_id, self.scheme, progress, is_cancelled
                )
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
            with self._transaction("BEGIN IMMEDIATE") as connection:
                forget_fact(connection, PURGE_DUE)
                record_fact(connection, f"local:{BACKUPS_DUE}", self.clock().isoformat(timespec="seconds"))
            return True

    def go_on_in(self, path: Path, opened: Opened, verdict: Inspection) -> None:
        """Let go of this file and hold a copy of it."""
        self.let_go()
        self.path, self.read_only_reason = path, opened.reason
        self.raw, self._lock, self.verdict = opened.connection, opened.lock, verdict
        self._engine = engine_over(self.raw, self._compiled)

    def let_go(self) -> None:
        """Close the connection, and let others write."""
        self._engine.dispose()
        self.raw.close()
        if self._lock is not None:
            self._lock.release()

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
                if self.raw.in_transaction:  # SQLAlchemy leaves a transaction open whose commit failed
                    self.raw.rollback()
