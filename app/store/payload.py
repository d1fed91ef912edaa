"""What a revision says: the record's columns and its passages, sealed ones by id only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.text import Passage, Text
from app.store.passages import Fields
from app.store.rows import Row

_BESIDES = frozenset({"last_revision_id", "checksum"})
"""Columns that are the store's, not the record's."""


@dataclass(frozen=True)
class Revision:
    """One revision of a record. `columns` and `texts` are None where a purge took what it said."""

    id: str
    sequence: int
    act: str
    at: datetime
    person_id: str | None
    parent_id: str | None
    columns: Mapping[str, object] | None = None
    texts: Mapping[str, Text] | None = None


@dataclass(frozen=True, slots=True)
class RevisionHead:
    """What is known of a revision without its payload: of which record, by which act, when, by whom."""

    id: str
    sequence: int
    act: str
    at: datetime
    person_id: str | None
    owner_kind: str
    owner_id: str


def write_payload(row: Row, fields: Fields) -> str:
    """Return a revision's payload, in canonical JSON. Bytes stand as their digest: they are public, or purged."""
    said = {
        "columns": {name: _said(value) for name, value in row.items() if name not in _BESIDES},
        "texts": {name: [_passage(part) for part in parts] for name, parts in fields.items() if parts},
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _said(value: object) -> object:
    return f"sha256:{hashlib.sha256(value).hexdigest()}" if isinstance(value, bytes) else value


def _passage(row: Row) -> dict[str, object]:
    content = "text" if row["sealed_id"] is None else "sealed_id"
    return {"id": row["id"], "marking": row["marking"], content: row[content]}


def read_revision(row: Row, payload: str | None) -> Revision:
    """Return a revision from its row and what is left of its payload."""
    said: dict[str, Any] | None = None if payload is None else json.loads(payload)
    return Revision(
        id=str(row["id"]),
        sequence=int(str(row["sequence"])),
        act=str(row["act"]),
        at=datetime.fromisoformat(str(row["at"])),
        person_id=None if row["person_id"] is None else str(row["person_id"]),
        parent_id=None if row["parent_a"] is None else str(row["parent_a"]),
        columns=None if said is None else said["columns"],
        texts=None if said is None else {name: read_text(parts) for name, parts in said["texts"].items()},
    )


def read_text(parts: list[dict[str, Any]]) -> Text:
    """Return passages as a payload has them; sealed ones without content."""
    return tuple(
        Passage(
            content=part.get("text"),
            marking=part["marking"],
            is_sealed="sealed_id" in part,
            id=part["id"],
            sealed_id=part.get("sealed_id"),
        )
        for part in parts
    )
