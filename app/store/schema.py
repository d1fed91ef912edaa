"""The structure of the file: made in a new one, compared with what stands in an opened one."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

from app.store.connection import APPLICATION_ID, SCHEMA_VERSION

SCHEMA = Path(__file__).parent / "migrations" / "versions" / f"schema_{SCHEMA_VERSION:04d}.sql"
"""The statements that make the present schema, as `app.store.tables` has it; written by tests/store/freeze.py."""

Schema = dict[tuple[str, str, str], str]
"""Every entry of `sqlite_schema` by type, name and table, with its SQL, white space apart."""


def create_schema(connection: sqlite3.Connection) -> None:
    """Make the present schema in an empty file, within the caller's transaction."""
    for statement in SCHEMA.read_text(encoding="utf-8").split(";\n"):
        connection.execute(statement)
    connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04d}",))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def read_schema(connection: sqlite3.Connection) -> Schema:
    """Return the file's schema, the indexes that SQLite makes of its own accord included."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    return {(str(kind), str(name), str(table)): " ".join((sql or "").split()) for kind, name, table, sql in rows}


@cache
def head_schema() -> Schema:
    """Return what `read_schema` gives for a file of the present schema."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create_schema(connection)
        return read_schema(connection)
    finally:
        connection.close()
