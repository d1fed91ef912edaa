"""The structure of the file: made in a new one, compared with what stands in an opened one."""

from __future__ import annotations

import sqlite3
from functools import cache

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.store.connection import APPLICATION_ID, SCHEMA_VERSION
from app.store.tables import METADATA

Schema = dict[tuple[str, str, str], str]
"""Every entry of `sqlite_schema` by type, name and table, with its SQL, white space apart."""


@cache
def head_statements() -> tuple[str, ...]:
    """Return the statements that make the present schema, tables before their indexes."""
    dialect = sqlite.dialect()
    statements: list[str] = []
    for table in METADATA.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        statements.extend(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
    return tuple(statements)


def create_schema(connection: sqlite3.Connection) -> None:
    """Make the present schema in an empty file, within the caller's transaction."""
    for statement in head_statements():
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
