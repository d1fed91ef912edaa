"""Rows as plain scalars, each with a checksum that shows damage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Table, literal_column

from app.domain.record import Record
from app.store.errors import Damaged

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.store.row_classes import StoredRow

Scalar = str | int | bytes | None
Row = dict[str, Scalar]
R = TypeVar("R", bound=Record)

ROWID: ColumnElement[int] = literal_column("rowid")
"""The order of making. It is never shown and never leaves."""


def to_scalar(value: object) -> Scalar:
    """Return what SQLite keeps for a column's value: dates and times in ISO 8601, enumerations by value."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int | bytes):
        return value
    raise TypeError(f"no column keeps a {type(value).__name__}")


def to_row(record: Record) -> Row:
    """Return a record's columns as scalars."""
    return {name: to_scalar(getattr(record, name)) for name in type(record).model_fields}


def to_record(kind: type[R], row: Mapping[str, Scalar]) -> R:
    """Return the record of a row, the store's own columns left out; Damaged where a value is none it can have."""
    try:
        return kind.model_validate(row)
    except ValidationError:
        raise Damaged from None


def row_checksum(table: str, row: Mapping[str, Scalar]) -> bytes:
    """Return 8 bytes of BLAKE2b over a row's values. It shows damage, not forgery."""
    digest = blake2b(table.encode(), digest_size=8)
    for name in sorted(row):
        if name != "checksum":
            content, tag = _encoded(row[name])
            digest.update(f"\n{name} {tag} {len(content)}\n".encode())
            digest.update(content)
    return digest.digest()


def _encoded(value: Scalar) -> tuple[bytes, str]:
    if value is None:
        return b"", "null"
    if isinstance(value, bytes):
        return value, "blob"
    return str(value).encode(), "text" if isinstance(value, str) else "integer"


def insert_row(connection: Connection, table: Table, row: Mapping[str, Scalar]) -> None:
    """Insert a row with its checksum."""
    with _session(connection) as session:
        session.add(_stored(table, row))
        session.flush()


def replace_row(connection: Connection, table: Table, row: Mapping[str, Scalar]) -> None:
    """Put a row, with its checksum, in place of the one that has its primary key, or insert it where there is none."""
    with _session(connection) as session:
        session.merge(_stored(table, row))
        session.flush()


def _stored(table: Table, row: Mapping[str, Scalar]) -> StoredRow:
    from app.store.row_classes import row_class  # late: what only reads needs no classes of rows

    return row_class(table).of({**row, "checksum": row_checksum(table.name, row)})


def _session(connection: Connection) -> Session:
    """Return a session for one row: none lives on, so none holds what Core or a savepoint has changed since."""
    from sqlmodel import Session

    return Session(connection, autoflush=False, join_transaction_mode="rollback_only")


def read_row(connection: Connection, table: Table, *where: ColumnElement[bool]) -> Row | None:
    """Return the one row that `where` names, or None."""
    row = connection.execute(table.select().where(*where)).mappings().one_or_none()
    return None if row is None else dict(row)


def read_rows(connection: Connection, table: Table, *where: ColumnElement[bool]) -> list[Row]:
    """Return all rows that `where` names, in the order they were made."""
    names = [column.name for column in table.columns]
    result = connection.execute(table.select().where(*where).order_by(ROWID))
    return [dict(zip(names, row, strict=True)) for row in result]
