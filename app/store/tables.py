"""The tables of the file: our own written down, those of the records made from the records.

A row holds scalars as SQLite keeps them and is no record: each becomes one by pydantic's validation, so that a hostile
file meets a typed border and nothing of the database leaves the store. What is read is asked for in SQL; rows are saved
as objects of the classes in `app.store.row_classes`, over these tables. Read late, as those are. Why: docs/adr/0001.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, get_args

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from app.domain.record import Record
from app.domain.records import RECORD_TYPES

POINTS_TO = {
    "post_id": "post",
    "person_id": "person",
    "pack_id": "kept_pack",
    "period_id": "period",
    "predecessor_id": "period",
    "self_audit_id": "self_audit",
    "finding_id": "finding",
    "attachment_id": "attachment",
    "evidence_id": "evidence",
    "statement_id": "statement",
    "check_id": "check_schedule",
    "requirement_id": "delivery_requirement",
    "sealed_id": "sealed",
    "content_id": "return_content",
    "return_id": "received_return",
    "audit_id": "external_audit",
    "issued_id": "issued_return",
    "response_id": "received_response",
}
"""Which table a record's column of this name points to."""

METADATA = MetaData()


def _pointer_to(table: str) -> ForeignKey:
    """Return what points to a table's id: checked at the end of an act, whatever the order within it."""
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def _words(name: str, *, is_key: bool = False, is_optional: bool = False, to: str = "") -> Column[Any]:
    return Column(name, Text, *([_pointer_to(to)] if to else []), primary_key=is_key, nullable=is_optional)


def _number(name: str, *, is_key: bool = False) -> Column[Any]:
    return Column(name, Integer, primary_key=is_key, nullable=False)


def _bytes(name: str) -> Column[Any]:
    return Column(name, LargeBinary, nullable=False)


def _own_table(name: str, *parts: SchemaItem) -> Table:
    """Make a table of the store's own; its last column is the checksum, which `app.store.rows` puts in."""
    return Table(name, METADATA, *parts, _bytes("checksum"), sqlite_strict=True)


FACT = _own_table("fact", _words("key", is_key=True), _words("value"))
"""What the file knows about itself: its id, marking scheme, `purge_due`, and facts such as the last copy."""

SEALED = _own_table("sealed", _words("id", is_key=True), _number("version"), _bytes("ciphertext"))
"""Sealed objects: nonce and ciphertext."""

MANIFEST = _own_table("manifest", _number("id", is_key=True), _number("version"), _bytes("ciphertext"))
"""The one manifest: which version of each sealed object is the last, itself sealed."""

KEY_SLOT = _own_table(
    "key_slot",
    _words("id", is_key=True),
    _words("kind"),
    _words("person_id", to="person"),
    _words("since"),
    _bytes("salt"),
    _number("passes"),
    _number("memory_kib"),
    _number("lanes"),
    _bytes("public_key"),
    _bytes("wrapped_private_key"),
    _bytes("wrapped_key"),
)
"""The file key, encrypted to a key pair whose private half a passphrase opens; whose, since when, at what cost."""

PASSAGE = _own_table(
    "passage",
    _words("id", is_key=True),
    _words("owner_kind"),
    _words("owner_id"),
    _words("field"),
    _number("position"),
    _words("revision_id"),
    _words("marking"),
    _words("text", is_optional=True),
    _words("sealed_id", is_optional=True, to="sealed"),
    Index("passage_owner", "owner_id", "field", "position"),
)
"""Passages of a field of a record: the text in plain, or the id of a sealed object."""

DRAFT = _own_table(
    "draft",
    _words("owner_kind", is_key=True),
    _words("owner_id", is_key=True),
    _words("field", is_key=True),
    _words("saved_at"),
    _words("passages"),
)
"""What is being typed into one field: its passages in JSON, sealed ones by id."""

REVISION = _own_table(
    "revision",
    _words("id", is_key=True),
    _number("sequence"),
    _words("act"),
    _words("at"),
    _words("person_id", is_optional=True, to="person"),
    _words("owner_kind"),
    _words("owner_id"),
    _words("parent_a", is_optional=True),
    _words("parent_b", is_optional=True),
    _bytes("previous_link"),
    _bytes("commitment"),
    _bytes("link"),
    UniqueConstraint("sequence"),
    Index("revision_owner", "owner_id", "sequence"),
)
"""Revisions: what the audit chain says of them for ever."""

REVISION_PAYLOAD = _own_table(
    "revision_payload",
    Column("revision_id", Text, ForeignKey("revision.id"), primary_key=True, nullable=False),
    _bytes("key"),
    _words("payload"),
)
"""Key and payload of a revision, in a row that a purge may delete; the chain verifies without it."""

ALEMBIC_VERSION = Table(
    "alembic_version",
    METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, as Alembic makes it."""


def _storage_of(annotation: Any) -> type[TypeEngine[Any]]:
    """Return the column type of a record's value: dates, decimals and enumerations as text, truth as a number."""
    (kind,) = {part for part in get_args(annotation) or (annotation,) if part is not NoneType}
    if issubclass(kind, bytes):
        return LargeBinary
    if issubclass(kind, int):
        return Integer
    if issubclass(kind, str | date | Decimal):
        return Text
    raise TypeError(f"no column for {kind.__name__}")


def _column(kind: type[Record], name: str) -> Column[Any]:
    annotation = kind.model_fields[name].annotation
    pointer = [_pointer_to(POINTS_TO[name])] if name in POINTS_TO else []
    is_optional = NoneType in get_args(annotation)
    return Column(name, _storage_of(annotation), *pointer, primary_key=name == "id", nullable=is_optional)


def _record_table(kind: type[Record]) -> Table:
    """Make the table of a record: a column for each of its fields, and the store's own two."""
    columns = [_column(kind, name) for name in kind.model_fields]
    own = Column("last_revision_id", Text, nullable=False), Column("checksum", LargeBinary, nullable=False)
    return Table(kind.KIND, METADATA, *columns, *own, sqlite_strict=True)


RECORD_TABLES = {kind: _record_table(kind) for kind in RECORD_TYPES}
