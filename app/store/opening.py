"""Looks at a file before anything of it is trusted, and refuses it untouched where it is not ours as we made it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import UserError
from app.store.connection import APPLICATION_ID, SCHEMA_VERSION, Mode, connect
from app.store.errors import Altered, Foreign, Newer, in_sentences
from app.store.lock import WriterLock
from app.store.schema import head_schema, read_schema

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_ROLLBACK_JOURNAL = b"\1\1"

ELSEWHERE = "This file is open in another window, so this one only reads it."
UNWRITABLE = "This disk or folder is read-only, so the file can be read but not changed."
CHOSEN = "This file was opened for reading only."


@dataclass
class Opened:
    """A connection that was found sound, the writer's lock where it may write, and else why not."""

    connection: sqlite3.Connection
    lock: WriterLock | None
    reason: str | None


def open_checked(path: Path, *, read_only: bool) -> Opened:
    """Open a file after looking at its header, its version and every entry of its schema.

    BadFile where it is not as this program makes it; the file is then as it was, to the byte.
    """
    if not path.is_file():
        raise UserError("There is no file of this name. Check where it is, and choose it again.")
    lock, reason = _lock(path)
    try:
        if reason is not ELSEWHERE:
            _look_at_header(path)
        if lock is not None and path.with_name(f"{path.name}-journal").exists():
            _recover(path)
        connection = _connect_checked(path, "ro" if read_only or lock is None else "rw")
    except BaseException:
        _release(lock)
        raise
    if read_only:
        _release(lock)
        return Opened(connection, None, CHOSEN)
    return Opened(connection, lock, reason)


def _lock(path: Path) -> tuple[WriterLock | None, str | None]:
    if not os.access(path, os.W_OK):
        return None, UNWRITABLE
    try:
        lock = WriterLock.acquire(path)
    except OSError:
        return None, UNWRITABLE
    return lock, None if lock else ELSEWHERE


def _release(lock: WriterLock | None) -> None:
    if lock is not None:
        lock.release()


def _look_at_header(path: Path) -> None:
    """Read the header as bytes: SQLite itself might already act on a foreign file or its journal.

    Only where no other window writes: on Linux, closing the file would drop the locks of this process on it.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError:
        raise UserError("The file could not be read. Check that you may open it, then try again.") from None
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise Foreign
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise Foreign
    _check_version(int.from_bytes(header[60:64], "big"))
    if header[18:20] != _ROLLBACK_JOURNAL:
        raise Altered


def _recover(path: Path) -> None:
    """Let SQLite take back what a writer that was killed had half written: a read-only connection could not."""
    with in_sentences(), contextlib.closing(connect(path, "rw")) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _check_version(version: int) -> None:
    if version > SCHEMA_VERSION:
        raise Newer
    if version < SCHEMA_VERSION:
        raise Altered


def _connect_checked(path: Path, mode: Mode) -> sqlite3.Connection:
    with in_sentences():
        connection = connect(path, mode)
        try:
            _check_connection(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _check_connection(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise Foreign
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    _check_version(version)
    if read_schema(connection) != head_schema():
        raise Altered
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(f"{SCHEMA_VERSION:04d}",)]:
        raise Altered
