"""What the file knows about itself, by key."""

from __future__ import annotations

from app.store.connection import Connection
from app.store.rows import read_row, replace_row

FILE_ID = "file_id"
SCHEME = "scheme"
PURGE_DUE = "purge_due"
SLOTS_OF = "slots_of"
LAST_BACKUP = "last_backup"
"""The local fact that says when a backup was last made, in ISO 8601."""

BACKUPS_DUE = "backups_due"
"""The local fact that says when remnants were taken out of the file that its older backups still hold."""


def read_fact(connection: Connection, key: str) -> str | None:
    """Return a fact, None where it was never recorded."""
    row = read_row(connection, "SELECT value FROM fact WHERE key = ?", (key,))
    return None if row is None else str(row["value"])


def record_fact(connection: Connection, key: str, value: str) -> None:
    """Record a fact, in place of what was recorded before."""
    replace_row(connection, "fact", {"key": key, "value": value})


def forget_fact(connection: Connection, key: str) -> None:
    """Take a fact out."""
    connection.execute("DELETE FROM fact WHERE key = ?", (key,))
