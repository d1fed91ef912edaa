"""The tables of the file. Those of the records are made from the records' own declarations.

SQLAlchemy Core, not mapped classes: rows are read and written as plain scalars and become records by pydantic's
validation, so that a hostile file meets a typed border, nothing of the database leaves the store, and start-up does
not pay for an object mapper.
"""

from __future__ import annotations

from datetime import date
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
)
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
    "sealed_id": "sealed",
}
"""Which table a record's column of this name points to. Checked at the end of an act, whatever the order within it."""

SEALED_TABLES = ("sealed", "manifest", "key_slot")
"""What no export may read, not even as ciphertext."""

METADATA = MetaData()


def _storage_of(annotation: Any) -> type[TypeEngine[Any]]:
    (kind,) = {part for part in get_args(annotation) or (annotation,) if part is not NoneType}
    if issubclass(kind, bytes):
        return LargeBinary
    if issubclass(kind, int):
        return Integer
    if issubclass(kind, str | date):
        return Text
    raise TypeError(f"no column for {kind.__name__}")


def _pointer(name: str) -> list[ForeignKey]:
    if name not in POINTS_TO:
        return []
    return [ForeignKey(f"{POINTS_TO[name]}.id", deferrable=True, initially="DEFERRED")]


def _column(kind: type[Record], name: str) -> Column[Any]:
    annotation = kind.model_fields[name].annotation
    is_optional = NoneType in get_args(annotation)
    return Column(name, _storage_of(annotation), *_pointer(name), primary_key=name == "id", nullable=is_optional)


def _text(name: str, *, is_optional: bool = False, is_key: bool = False) -> Column[Any]:
    return Column(name, Text, *_pointer(name), nullable=is_optional, primary_key=is_key)


def _blob(name: str) -> Column[Any]:
    return Column(name, LargeBinary, nullable=False)


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


def _table(name: str, *parts: Column[Any] | Index) -> Table:
    return Table(name, METADATA, *parts, _blob("checksum"), sqlite_strict=True)


def _record_table(kind: type[Record]) -> Table:
    return _table(kind.KIND, *(_column(kind, name) for name in kind.model_fields), _text("last_revision_id"))


FACT = _table("fact", _text("key", is_key=True), _text("value"))
"""What the file knows about itself: its id, marking scheme, `purge_due`, and local facts such as the last copy."""

SEALED = _table("sealed", _text("id", is_key=True), _number("version"), _blob("ciphertext"))

MANIFEST = _table("manifest", Column("id", Integer, primary_key=True), _number("version"), _blob("ciphertext"))

KEY_SLOT = _table(
    "key_slot",
    _text("id", is_key=True),
    _text("person_id"),
    _blob("salt"),
    _number("passes"),
    _number("memory_kib"),
    _number("lanes"),
    _blob("wrapped_key"),
)

PASSAGE = _table(
    "passage",
    _text("id", is_key=True),
    _text("owner_kind"),
    _text("owner_id"),
    _text("field"),
    _number("position"),
    _text("revision_id"),
    _text("marking"),
    _text("text", is_optional=True),
    _text("sealed_id", is_optional=True),
    Index("passage_owner", "owner_id", "field", "position"),
)

DRAFT = _table(
    "draft",
    _text("owner_kind", is_key=True),
    _text("owner_id", is_key=True),
    _text("field", is_key=True),
    _text("saved_at"),
    _text("passages"),
)

REVISION = _table(
    "revision",
    _text("id", is_key=True),
    Column("sequence", Integer, nullable=False, unique=True),
    _text("act"),
    _text("at"),
    _text("person_id", is_optional=True),
    _text("owner_kind"),
    _text("owner_id"),
    _text("parent_a", is_optional=True),
    _text("parent_b", is_optional=True),
    _blob("previous_link"),
    _blob("commitment"),
    _blob("link"),
    Index("revision_owner", "owner_id", "sequence"),
)

REVISION_PAYLOAD = _table(
    "revision_payload",
    Column("revision_id", Text, ForeignKey("revision.id"), primary_key=True, nullable=False),
    _blob("key"),
    _text("payload"),
)
"""Key and payload share a row that a purge may delete; the chain verifies without it."""

ALEMBIC_VERSION = Table(
    "alembic_version",
    METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

RECORD_TABLES = {kind: _record_table(kind) for kind in RECORD_TYPES}

CHECKED_TABLES = tuple(table for table in METADATA.sorted_tables if "checksum" in table.c)
"""Every table whose rows carry a checksum."""
