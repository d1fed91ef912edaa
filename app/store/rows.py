"""Rows as plain scalars, each with a checksum that shows damage."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from app.domain.record import Record
from app.store.connection import Connection, Scalar
from app.store.errors import Damaged

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.store.row_classes import StoredRow

Row = dict[str, Scalar]
R = TypeVar("R", bound=Record)


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


def insert_row(connection: Connection, table: str, row: Mapping[str, Scalar]) -> None:
    """Insert a row with its checksum."""
    with _session(connection) as session:
        session.add(_stored(table, row))
        session.flush()


def replace_row(connection: Connection, table: str, row: Mapping[str, Scalar]) -> None:
    """Put a row, with its checksum, in place of the one that has its primary key, or insert it where there is none."""
    with _session(connection) as session:
        session.merge(_stored(table, row))
        session.flush()


def _stored(table: str, row: Mapping[str, Scalar]) -> StoredRow:
    from app.store.row_classes import row_class  # late: what only reads needs no classes of rows

    return row_class(table).of({**row, "checksum": row_checksum(table, row)})


def _session(connection: Connection) -> Session:
    """Return a session for one row: none lives on, so none holds what SQL or a savepoint has changed since."""
    from sqlmodel import Session

    return Session(connection.core, autoflush=False, join_transaction_mode="rollback_only")


def read_row(connection: Connection, query: str, values: Sequence[Scalar] = ()) -> Row | None:
    """Return the first row that a query finds, or None."""
    return next(iter(read_rows(connection, query, values)), None)


def read_rows(connection: Connection, query: str, values: Sequence[Scalar] = ()) -> list[Row]:
    """Return all rows that a query finds."""
    found = connection.execute(query, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def marks(values: Collection[object]) -> str:
    """Return a `?` for each of these, to stand in a query's list."""
    return f"({', '.join('?' * len(values))})"
