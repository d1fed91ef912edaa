"""What the file knows about itself, by key."""

from __future__ import annotations

from sqlalchemy import Connection

from app.store.rows import read_row, replace_row
from app.store.tables import FACT

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
    row = read_row(connection, FACT, FACT.c.key == key)
    return None if row is None else str(row["value"])


def record_fact(connection: Connection, key: str, value: str) -> None:
    """Record a fact, in place of what was recorded before."""
    replace_row(connection, FACT, {"key": key, "value": value})


def forget_fact(connection: Connection, key: str) -> None:
    """Take a fact out."""
    connection.execute(FACT.delete().where(FACT.c.key == key))
