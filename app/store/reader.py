"""Reads records with their text out of one connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select, true

from app.domain.record import Entry, NotBefore, Record
from app.domain.text import Text
from app.store.errors import Damaged
from app.store.passages import Fields, Passages
from app.store.payload import Revision, RevisionHead, read_revision
from app.store.purposes import record_purpose
from app.store.rows import ROWID, Row, Scalar, read_row, read_rows, to_record, to_scalar
from app.store.sealed import SealedStore
from app.store.tables import RECORD_TABLES, REVISION, REVISION_PAYLOAD
from app.store.withheld import read_withheld

R = TypeVar("R", bound=Record)

_ALWAYS_PUBLIC = frozenset({"id", "is_deleted", "sealed_id"})


class RecordReader:
    """Reads the records of a file; what is sealed only where the sealed store is unlocked."""

    def __init__(self, connection: Connection, passages: Passages, sealed: SealedStore) -> None:
        self._connection = connection
        self._passages = passages
        self._sealed = sealed

    def get(self, kind: type[R], record_id: str, *, with_deleted: bool = False) -> Entry[R] | None:
        """Return the record with this id; None where there is none, or only its tombstone."""
        row = self.row(kind, record_id)
        if row is None or (row["is_deleted"] and not with_deleted):
            return None
        return self._entry(kind, row, self._passages.of_owner(kind.KIND, record_id))

    def row(self, kind: type[Record], record_id: str) -> Row | None:
        """Return a record's own row as it stands in public."""
        table = RECORD_TABLES[kind]
        return read_row(self._connection, table, table.c.id == record_id)

    def list_entries(self, kind: type[R], equals: Mapping[str, object]) -> list[Entry[R]]:
        """Return the records whose columns are as these say, oldest first, without tombstones.

        A column equals a value, or one of a frozenset, or is `NotBefore` a day.
        Columns of a withheld record are compared as they are where the store is unlocked, as empty where not.
        """
        table = RECORD_TABLES[kind]
        columns = [column for column in table.columns if column.name != "checksum"]
        where = self._where(kind, table, equals)
        query = select(*columns).where(table.c.is_deleted == 0, where).order_by(ROWID)
        names = [column.name for column in columns]
        rows = [dict(zip(names, values, strict=True)) for values in self._connection.execute(query).all()]
        fields = self._fields(kind, [str(row["id"]) for row in rows])
        entries = [self._entry(kind, row, fields.get(str(row["id"]), {})) for row in rows]
        if self._sealed.is_unlocked:
            return [e for e in entries if e.record.sealed_id is None or _has(e.record, equals)]
        return entries

    def history(self, kind: type[Record], record_id: str) -> list[Revision]:
        """Return a record's revisions, oldest first."""
        query = (
            select(REVISION, REVISION_PAYLOAD.c.payload)
            .outerjoin(REVISION_PAYLOAD, REVISION_PAYLOAD.c.revision_id == REVISION.c.id)
            .where(REVISION.c.owner_id == record_id, REVISION.c.owner_kind == kind.KIND)
            .order_by(REVISION.c.sequence)
        )
        return [read_revision(dict(row), row["payload"]) for row in self._connection.execute(query).mappings()]

    def revision_heads(self) -> list[RevisionHead]:
        """Return every revision of the file without what it says, latest first."""
        names = ("id", "sequence", "act", "at", "person_id", "owner_kind", "owner_id")
        query = select(*(REVISION.c[name] for name in names)).order_by(REVISION.c.sequence.desc())
        return [
            RevisionHead(row[0], row[1], row[2], datetime.fromisoformat(row[3]), row[4], row[5], row[6])
            for row in self._connection.execute(query)
        ]

    def revisions_of(self, kind: type[Record]) -> dict[str, tuple[str, str]]:
        """Return the first and the last revision of each record of a kind, oldest record first."""
        table = RECORD_TABLES[kind]
        of_kind = select(REVISION.c.owner_id, REVISION.c.id).where(REVISION.c.owner_kind == kind.KIND)
        first: dict[str, str] = {}
        for owner_id, revision_id in self._connection.execute(of_kind.order_by(REVISION.c.sequence)).all():
            first.setdefault(owner_id, revision_id)
        last = self._connection.execute(select(table.c.id, table.c.last_revision_id).order_by(ROWID)).all()
        return {record_id: (first.get(record_id, revision_id), revision_id) for record_id, revision_id in last}

    def sealed_content(self, kind: type[Record], row: Row) -> bytes:
        """Return what is sealed of a record withheld whole."""
        return self._sealed.read(str(row["sealed_id"]), record_purpose(kind.KIND, str(row["id"])))

    def sealed_texts(self) -> Iterator[str]:
        """Yield every sealed text of every record, tombstones too: passages, and all that a withheld record says."""
        for kind, table in RECORD_TABLES.items():
            for fields in self._passages.of_owners(kind.KIND, None).values():
                sealed = (row for rows in fields.values() for row in rows if row["sealed_id"] is not None)
                yield from (content for row in sealed if (content := self._passages.content(row)))
            for row in read_rows(self._connection, table, table.c.sealed_id.is_not(None)):
                texts = read_withheld(self.sealed_content(kind, row))[1]
                yield from (passage.content for text in texts.values() for passage in text if passage.content)

    def _where(self, kind: type[Record], table: Table, equals: Mapping[str, object]) -> ColumnElement[bool]:
        hidden = equals.keys() - _ALWAYS_PUBLIC - set(kind.KEPT_COLUMNS)
        where = and_(true(), *(_matches(table.c[name], value) for name, value in equals.items()))
        # A withheld record's columns can be compared only once it is opened.
        return or_(where, table.c.sealed_id.is_not(None)) if hidden and self._sealed.is_unlocked else where

    def _fields(self, kind: type[Record], owner_ids: Sequence[str]) -> Mapping[str, Fields]:
        """Return the passages of these owners: they have an index, a kind has none."""
        return self._passages.of_owners(kind.KIND, owner_ids) if kind.TEXT_FIELDS else {}

    def _entry(self, kind: type[R], row: Row, fields: Fields) -> Entry[R]:
        revision_id = str(row["last_revision_id"])
        if row["sealed_id"] is not None and self._sealed.is_unlocked:
            columns, texts = read_withheld(self.sealed_content(kind, row))
            return Entry(to_record(kind, {**row, **columns}), texts, revision_id)
        if not fields.keys() <= set(kind.TEXT_FIELDS):
            raise Damaged
        said: dict[str, Text] = {name: self._passages.text(rows) for name, rows in fields.items()}
        return Entry(to_record(kind, row), said, revision_id)


def _matches(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    if isinstance(value, NotBefore):
        return or_(column.is_(None), column >= to_scalar(value.day))
    return column.in_(map(to_scalar, value)) if isinstance(value, frozenset) else column == to_scalar(value)


def _has(record: Record, equals: Mapping[str, object]) -> bool:
    return all(_is_as(to_scalar(getattr(record, name)), value) for name, value in equals.items())


def _is_as(kept: Scalar, value: object) -> bool:
    if isinstance(value, NotBefore):
        return kept is None or str(kept) >= value.day.isoformat()
    return kept in map(to_scalar, value) if isinstance(value, frozenset) else kept == to_scalar(value)


def read_payload_rows(connection: Connection, owner_id: str) -> list[Row]:
    """Return the payload rows that are left of an owner's revisions."""
    of_owner = select(REVISION.c.id).where(REVISION.c.owner_id == owner_id)
    return read_rows(connection, REVISION_PAYLOAD, REVISION_PAYLOAD.c.revision_id.in_(of_owner))
