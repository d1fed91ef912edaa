"""Reads records with their text out of one connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from app.domain.record import Entry, NotBefore, Record
from app.domain.records import RECORD_TYPES
from app.domain.text import Text
from app.store.connection import Connection, Scalar
from app.store.errors import Damaged
from app.store.passages import Fields, Passages
from app.store.payload import Revision, RevisionHead, read_revision
from app.store.purposes import record_purpose
from app.store.rows import Row, marks, read_row, read_rows, to_record, to_scalar
from app.store.sealed import SealedStore
from app.store.withheld import read_withheld

R = TypeVar("R", bound=Record)

_ALWAYS_PUBLIC = frozenset({"id", "is_deleted", "sealed_id"})
_HISTORY = """
SELECT revision.*, payload FROM revision LEFT JOIN revision_payload ON revision_id = id
WHERE owner_id = ? AND owner_kind = ? ORDER BY sequence
"""
_HEADS = "SELECT id, sequence, act, at, person_id, owner_kind, owner_id FROM revision ORDER BY sequence DESC"


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
        return read_row(self._connection, f"SELECT * FROM {kind.KIND} WHERE id = ?", (record_id,))  # noqa: S608

    def list_entries(self, kind: type[R], equals: Mapping[str, object]) -> list[Entry[R]]:
        """Return the records whose columns are as these say, oldest first, without tombstones.

        A column equals a value, or one of a frozenset, or is `NotBefore` a day.
        Columns of a withheld record are compared as they are where the store is unlocked, as empty where not.
        """
        if any(value == frozenset() for value in equals.values()):
            return []
        where, values = self._where(kind, equals)
        query = f"SELECT * FROM {kind.KIND} WHERE is_deleted = 0 AND ({where}) ORDER BY rowid"  # noqa: S608
        rows = read_rows(self._connection, query, values)
        fields = self._fields(kind, [str(row["id"]) for row in rows])
        entries = [self._entry(kind, row, fields.get(str(row["id"]), {})) for row in rows]
        if self._sealed.is_unlocked:
            return [e for e in entries if e.record.sealed_id is None or _has(e.record, equals)]
        return entries

    def history(self, kind: type[Record], record_id: str) -> list[Revision]:
        """Return a record's revisions, oldest first."""
        rows = read_rows(self._connection, _HISTORY, (record_id, kind.KIND))
        return [read_revision(row, None if row["payload"] is None else str(row["payload"])) for row in rows]

    def revision_heads(self) -> list[RevisionHead]:
        """Return every revision of the file without what it says, latest first."""
        return [
            RevisionHead(row[0], row[1], row[2], datetime.fromisoformat(row[3]), row[4], row[5], row[6])
            for row in self._connection.execute(_HEADS)
        ]

    def revisions_of(self, kind: type[Record]) -> dict[str, tuple[str, str]]:
        """Return the first and the last revision of each record of a kind, oldest record first."""
        of_kind = "SELECT owner_id, id FROM revision WHERE owner_kind = ? ORDER BY sequence"
        first: dict[str, str] = {}
        for owner_id, revision_id in self._connection.execute(of_kind, (kind.KIND,)):
            first.setdefault(owner_id, revision_id)
        last = self._connection.execute(f"SELECT id, last_revision_id FROM {kind.KIND} ORDER BY rowid")  # noqa: S608
        return {record_id: (first.get(record_id, revision_id), revision_id) for record_id, revision_id in last}

    def sealed_content(self, kind: type[Record], row: Row) -> bytes:
        """Return what is sealed of a record withheld whole."""
        return self._sealed.read(str(row["sealed_id"]), record_purpose(kind.KIND, str(row["id"])))

    def sealed_texts(self) -> Iterator[str]:
        """Yield every sealed text of every record, tombstones too: passages, and all that a withheld record says."""
        for kind in RECORD_TYPES:
            for fields in self._passages.of_owners(kind.KIND, None).values():
                sealed = (row for rows in fields.values() for row in rows if row["sealed_id"] is not None)
                yield from (content for row in sealed if (content := self._passages.content(row)))
            withheld = f"SELECT * FROM {kind.KIND} WHERE sealed_id IS NOT NULL ORDER BY rowid"  # noqa: S608
            for row in read_rows(self._connection, withheld):
                texts = read_withheld(self.sealed_content(kind, row))[1]
                yield from (passage.content for text in texts.values() for passage in text if passage.content)

    def _where(self, kind: type[Record], equals: Mapping[str, object]) -> tuple[str, list[Scalar]]:
        """Return the condition in SQL, and the values for it."""
        if unknown := equals.keys() - kind.model_fields.keys():
            raise KeyError(*sorted(unknown))
        asked = [_condition(name, value) for name, value in equals.items()]
        where = " AND ".join(condition for condition, _ in asked) or "TRUE"
        hidden = equals.keys() - _ALWAYS_PUBLIC - set(kind.KEPT_COLUMNS)
        if hidden and self._sealed.is_unlocked:  # a withheld record's columns can be compared only once it is opened
            where = f"({where}) OR sealed_id IS NOT NULL"
        return where, [value for _, values in asked for value in values]

    def _fields(self, kind: type[Record], owner_ids: Sequence[str]) -> Mapping[str, Fields]:
        """Return the passages of these owners: they have an index, a kind has none."""
        return self._passages.of_owners(kind.KIND, owner_ids) if kind.TEXT_FIELDS and owner_ids else {}

    def _entry(self, kind: type[R], row: Row, fields: Fields) -> Entry[R]:
        revision_id = str(row["last_revision_id"])
        if row["sealed_id"] is not None and self._sealed.is_unlocked:
            columns, texts = read_withheld(self.sealed_content(kind, row))
            return Entry(to_record(kind, {**row, **columns}), texts, revision_id)
        if not fields.keys() <= set(kind.TEXT_FIELDS):
            raise Damaged
        said: dict[str, Text] = {name: self._passages.text(rows) for name, rows in fields.items()}
        return Entry(to_record(kind, row), said, revision_id)


def _condition(column: str, value: object) -> tuple[str, list[Scalar]]:
    if isinstance(value, NotBefore):
        return f'("{column}" IS NULL OR "{column}" >= ?)', [to_scalar(value.day)]
    if isinstance(value, frozenset):
        return f'"{column}" IN {marks(value)}', [*map(to_scalar, value)]
    return f'"{column}" IS ?', [to_scalar(value)]


def _has(record: Record, equals: Mapping[str, object]) -> bool:
    return all(_is_as(to_scalar(getattr(record, name)), value) for name, value in equals.items())


def _is_as(kept: Scalar, value: object) -> bool:
    if isinstance(value, NotBefore):
        return kept is None or str(kept) >= value.day.isoformat()
    return kept in map(to_scalar, value) if isinstance(value, frozenset) else kept == to_scalar(value)


def read_payload_rows(connection: Connection, owner_id: str) -> list[Row]:
    """Return the payload rows that are left of an owner's revisions."""
    query = "SELECT * FROM revision_payload WHERE revision_id IN (SELECT id FROM revision WHERE owner_id = ?)"
    return read_rows(connection, f"{query} ORDER BY rowid", (owner_id,))
