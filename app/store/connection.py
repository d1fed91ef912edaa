"""Connections to the file: SQLite's safest settings, set and read back; transactions that read, and that write."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    import sqlalchemy

APPLICATION_ID = 0x41_53_52_44
"""`ASRD`, at offset 68 of the file."""

SCHEMA_VERSION = 1
"""SQLite's `user_version`, which is also the number of the last migration."""

Mode = Literal["ro", "rw", "rwc"]

Scalar = str | int | bytes | None
"""What SQLite keeps in a column."""

SEALED_TABLES = ("sealed", "manifest", "key_slot")
"""What no export may read, not even as ciphertext."""

_SETTINGS = (
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("synchronous", "FULL", 2),
)

_BUSY_SECONDS = 5.0


def connect(path: Path, mode: Mode) -> sqlite3.Connection:
    """Return a connection in autocommit mode: transactions begin where the code says so."""
    connection = sqlite3.connect(
        _uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
    )
    try:
        _settle(connection, mode)
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: Mode) -> str:
    posix = path.absolute().as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(posix)}?mode={mode}"


def _settle(connection: sqlite3.Connection, mode: Mode) -> None:
    _defend(connection)
    for name, wanted, read_back in _SETTINGS:
        connection.execute(f"PRAGMA {name}={wanted}")
        _require(connection, name, read_back)
    if mode != "ro":
        connection.execute("PRAGMA journal_mode=DELETE")
        _require(connection, "journal_mode", "delete")


def _defend(connection: sqlite3.Connection) -> None:
    # sqlite3 has setconfig from Python 3.12 on; on 3.11 the schema comparison at open stands alone.
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)


def _require(connection: sqlite3.Connection, name: str, value: object) -> None:
    (found,) = connection.execute(f"PRAGMA {name}").fetchone()
    if found != value:
        raise RuntimeError(f"SQLite did not take {name}")


class Connection:
    """A connection as the store uses it: what is read is asked in SQL, rows are saved through SQLAlchemy's `core`.

    Reading needs nothing but SQLite, so that opening a file does not wait for SQLAlchemy. Why: docs/adr/0001.
    """

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self._core: sqlalchemy.Connection | None = None

    @property
    def core(self) -> sqlalchemy.Connection:
        """SQLAlchemy's connection over this one, within a transaction that writes."""
        if self._core is None:
            raise RuntimeError("this transaction only reads")
        return self._core

    def execute(self, query: str, values: Sequence[Scalar] = ()) -> sqlite3.Cursor:
        """Run a statement of ours, with a value for each `?` in it."""
        return self.raw.execute(query, values)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Make what is read within the block one consistent view; within a transaction that of the transaction."""
        if self.raw.in_transaction:
            yield
            return
        self.raw.execute("BEGIN")
        try:
            yield
        finally:
            if self.raw.in_transaction:
                self.raw.rollback()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Make what is written within the block one transaction: committed at its end, undone on any error."""
        with self._engine.connect() as core:
            core.exec_driver_sql("BEGIN IMMEDIATE")
            self._core = core
            try:
                yield
                core.commit()
            finally:
                self._core = None
                if self.raw.in_transaction:  # SQLAlchemy leaves a transaction open whose commit failed
                    self.raw.rollback()

    @cached_property
    def _engine(self) -> sqlalchemy.Engine:
        return engine_over(self.raw)


def engine_over(connection: sqlite3.Connection) -> sqlalchemy.Engine:
    """Return an engine whose one connection is this one. Its errors carry no parameters: they may be RESTRICTED."""
    from sqlalchemy import StaticPool, create_engine  # late: what only reads does not wait for it

    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)


def deny_tables(connection: sqlite3.Connection, denied: frozenset[str]) -> None:
    """Let the connection read every table but these, and do nothing else. Source: SQLite's authorizer."""
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}

    def authorise(action: int, first: str | None, *_: str | None) -> int:
        is_read = action == sqlite3.SQLITE_READ and first not in denied
        return sqlite3.SQLITE_OK if is_read or action in allowed else sqlite3.SQLITE_DENY

    connection.set_authorizer(authorise)
