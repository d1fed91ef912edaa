"""The tables of the file, as SQLModel classes: our own written down, those of the records made from the records.

A row holds scalars as SQLite keeps them and is no record: each becomes one by pydantic's validation, so that a hostile
file meets a typed border and nothing of the database leaves the store. Single rows are saved as objects of these
classes; lists are read from the same tables with Core. Why: docs/adr/0001.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import NoneType, new_class
from typing import Annotated, Any, ClassVar, Self, cast, get_args

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

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
"""Which table a record's column of this name points to."""

SEALED_TABLES = ("sealed", "manifest", "key_slot")
"""What no export may read, not even as ciphertext."""

_STRICT = {"sqlite_strict": True}

Words = Annotated[str, Field(sa_type=Text)]
MaybeWords = Annotated[str | None, Field(sa_type=Text)]
Key = Annotated[str, Field(sa_type=Text, primary_key=True)]


def _pointer_to(table: str) -> ForeignKey:
    """Return what points to a table's id: checked at the end of an act, whatever the order within it."""
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def _pointer(table: str) -> Any:
    return Field(sa_type=Text, sa_column_args=[_pointer_to(table)])


class StoredRow(SQLModel, registry=registry()):
    """A row of one of our tables, a column a field. It is not validated: what is read becomes a record or is checked.

    Each table's last column is the checksum, which `app.store.rows` puts in.
    """

    __table__: ClassVar[Table]
    __table_args__: ClassVar[Any] = _STRICT
    model_config: ClassVar[Any] = {"defer_build": True}  # start-up pays for no validator that is never used

    @classmethod
    def of(cls, columns: Mapping[str, object]) -> Self:
        """Return a row of these columns."""
        return cls(**cast("dict[str, Any]", columns))

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Show no column: some hold what users typed."""
        return []


class FactRow(StoredRow, table=True):
    """What the file knows about itself: its id, marking scheme, `purge_due`, and facts such as the last copy."""

    __tablename__ = "fact"

    key: Key
    value: Words
    checksum: bytes = b""


class SealedRow(StoredRow, table=True):
    """A sealed object: nonce and ciphertext."""

    __tablename__ = "sealed"

    id: Key
    version: int
    ciphertext: bytes
    checksum: bytes = b""


class ManifestRow(StoredRow, table=True):
    """The one manifest: which version of each sealed object is the last, itself sealed."""

    __tablename__ = "manifest"

    id: int = Field(primary_key=True)
    version: int
    ciphertext: bytes
    checksum: bytes = b""


class KeySlotRow(StoredRow, table=True):
    """The file key, encrypted to a key pair whose private half a passphrase opens; whose, since when, at what cost."""

    __tablename__ = "key_slot"

    id: Key
    kind: Words
    person_id: Annotated[str, _pointer("person")]
    since: Words
    salt: bytes
    passes: int
    memory_kib: int
    lanes: int
    public_key: bytes
    wrapped_private_key: bytes
    wrapped_key: bytes
    checksum: bytes = b""


class PassageRow(StoredRow, table=True):
    """A passage of a field of a record: its text in plain, or the id of a sealed object."""

    __tablename__ = "passage"
    __table_args__ = (Index("passage_owner", "owner_id", "field", "position"), _STRICT)

    id: Key
    owner_kind: Words
    owner_id: Words
    field: Words
    position: int
    revision_id: Words
    marking: Words
    text: MaybeWords
    sealed_id: Annotated[str | None, _pointer("sealed")]
    checksum: bytes = b""


class DraftRow(StoredRow, table=True):
    """What is being typed into one field: its passages in JSON, sealed ones by id."""

    __tablename__ = "draft"

    owner_kind: Key
    owner_id: Key
    field: Key
    saved_at: Words
    passages: Words
    checksum: bytes = b""


class RevisionRow(StoredRow, table=True):
    """A revision: what the audit chain says of it for ever."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("sequence"), Index("revision_owner", "owner_id", "sequence"), _STRICT)

    id: Key
    sequence: int
    act: Words
    at: Words
    person_id: Annotated[str | None, _pointer("person")]
    owner_kind: Words
    owner_id: Words
    parent_a: MaybeWords
    parent_b: MaybeWords
    previous_link: bytes
    commitment: bytes
    link: bytes
    checksum: bytes = b""


class RevisionPayloadRow(StoredRow, table=True):
    """Key and payload of a revision, in a row that a purge may delete; the chain verifies without it."""

    __tablename__ = "revision_payload"

    revision_id: str = Field(sa_type=Text, primary_key=True, foreign_key="revision.id")
    key: bytes
    payload: Words
    checksum: bytes = b""


FACT = FactRow.__table__
SEALED = SealedRow.__table__
MANIFEST = ManifestRow.__table__
KEY_SLOT = KeySlotRow.__table__
PASSAGE = PassageRow.__table__
DRAFT = DraftRow.__table__
REVISION = RevisionRow.__table__
REVISION_PAYLOAD = RevisionPayloadRow.__table__

METADATA = StoredRow.metadata

ALEMBIC_VERSION = Table(
    "alembic_version",
    METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, as Alembic makes it."""


def _storage_of(annotation: Any) -> type[TypeEngine[Any]]:
    """Return the column type of a record's value: dates and enumerations as text, truth as a whole number."""
    (kind,) = {part for part in get_args(annotation) or (annotation,) if part is not NoneType}
    if issubclass(kind, bytes):
        return LargeBinary
    if issubclass(kind, int):
        return Integer
    if issubclass(kind, str | date):
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


@cache
def row_class(kind: type[Record]) -> type[StoredRow]:
    """Return the class of a record's rows, made when the first is saved: start-up only reads, and must not pay."""
    table = RECORD_TABLES[kind]
    scalars = {column.name: column.type.python_type for column in table.columns}
    body = {
        "__module__": __name__,
        "__table__": table,
        "__annotations__": {name: scalar | None for name, scalar in scalars.items()},
        **{column.name: Field(default=None, sa_column=column) for column in table.columns},
    }
    row = new_class(f"{kind.__name__}Row", (StoredRow,), {"table": True}, lambda namespace: namespace.update(body))
    return cast("type[StoredRow]", row)


CHECKED_TABLES = tuple(table for table in METADATA.sorted_tables if "checksum" in table.c)
"""Every table whose rows carry a checksum."""
