"""Drafts: what is being typed, saved every few seconds, and no revision yet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.catalogue import MarkingScheme
from app.domain.record import new_id
from app.domain.text import Passage, Text
from app.store.connection import Connection
from app.store.errors import UnsealNeeded
from app.store.facts import PURGE_DUE, record_fact
from app.store.passages import Passages
from app.store.payload import read_text
from app.store.purposes import draft_purpose
from app.store.rows import Row, read_row, read_rows, replace_row
from app.store.sealed import SealedStore

_QUERY = "SELECT owner_kind, owner_id, field, saved_at, passages FROM draft"
_NAMES = "owner_kind = ? AND owner_id = ? AND field = ?"


@dataclass(frozen=True)
class Draft:
    """A draft of one field of one record. Sealed passages have no content while the store is locked."""

    kind: str
    owner_id: str
    field: str
    text: Text
    saved_at: datetime


class Drafts:
    """Keeps one draft for each field."""

    def __init__(self, connection: Connection, scheme: MarkingScheme, sealed: SealedStore, passages: Passages) -> None:
        self._connection = connection
        self._scheme = scheme
        self._sealed = sealed
        self._passages = passages

    def save(self, kind: str, owner_id: str, field: str, text: Sequence[Passage], at: datetime) -> None:
        """Save a draft in place of the one before. What is sealed in it goes into the sealed store.

        UnsealNeeded where a passage that is sealed stands in it in plain.
        """
        earlier = self._row(kind, owner_id, field)
        self._require_sealed(kind, owner_id, field, text, earlier)
        parts = [self._part(kind, owner_id, field, passage) for passage in text if passage.content != ""]
        row: Row = {
            "owner_kind": kind,
            "owner_id": owner_id,
            "field": field,
            "saved_at": at.isoformat(timespec="seconds"),
            "passages": json.dumps(parts, ensure_ascii=False),
        }
        replace_row(self._connection, "draft", row)
        if earlier is not None:
            self._remove_objects(earlier, kept={part.get("sealed_id") for part in parts})
            if any("sealed_id" in part for part in parts):
                record_fact(self._connection, PURGE_DUE, "1")

    def read(self, kind: str | None = None, owner_id: str | None = None) -> list[Draft]:
        """Return the drafts of a kind, of one record, or all."""
        query = f"{_QUERY} WHERE ?1 IN (owner_kind, '') AND ?2 IN (owner_id, '') ORDER BY rowid"
        return [self._draft(row) for row in read_rows(self._connection, query, (kind or "", owner_id or ""))]

    def discard(self, kind: str, owner_id: str, field: str, *, with_objects: bool = True) -> None:
        """Remove a field's draft, if there is one; what it sealed stays, out of reach, where `with_objects` is not."""
        row = self._row(kind, owner_id, field)
        if row is not None:
            self._connection.execute(f"DELETE FROM draft WHERE {_NAMES}", (kind, owner_id, field))  # noqa: S608
            if with_objects:
                self._remove_objects(row, kept=set())

    def follow(self, draft: Draft, unsealed: Text) -> None:
        """Put in plain in a draft what was unsealed in its field; what was typed otherwise there stays sealed, apart.

        The store is unlocked, and the draft was read before.
        """
        plain = {passage.id: passage for passage in unsealed if not passage.is_sealed}
        if not any(passage.is_sealed and passage.id in plain for passage in draft.text):
            return
        self.discard(draft.kind, draft.owner_id, draft.field)
        text = [_following(passage, plain) if passage.is_sealed else passage for passage in draft.text]
        self.save(draft.kind, draft.owner_id, draft.field, text, draft.saved_at)

    def _row(self, kind: str, owner_id: str, field: str) -> Row | None:
        return read_row(self._connection, f"{_QUERY} WHERE {_NAMES}", (kind, owner_id, field))

    def _require_sealed(
        self, kind: str, owner_id: str, field: str, text: Sequence[Passage], earlier: Row | None
    ) -> None:
        in_plain = {passage.id for passage in text if passage.id and not self._scheme.is_sealed(passage.marking)}
        if not in_plain:
            return
        sealed = {str(row["id"]) for sealed_id, row in self._kept(kind, owner_id, field).items() if sealed_id}
        parts = json.loads(str(earlier["passages"])) if earlier else []
        if in_plain & (sealed | {part["id"] for part in parts if "sealed_id" in part}):
            raise UnsealNeeded

    def _part(self, kind: str, owner_id: str, field: str, passage: Passage) -> dict[str, Any]:
        part: dict[str, Any] = {"id": passage.id or new_id(), "marking": passage.marking}
        if not self._scheme.is_sealed(passage.marking):
            return part | {"text": passage.content}
        if passage.content is None:
            return part | {"sealed_id": passage.sealed_id}
        sealed_id = self._sealed.write(passage.content.encode(), draft_purpose(kind, owner_id, field))
        return part | {"sealed_id": sealed_id}

    def _draft(self, row: Row) -> Draft:
        kind, owner_id, field = (str(row[name]) for name in ("owner_kind", "owner_id", "field"))
        parts = json.loads(str(row["passages"]))
        text = tuple(self._opened(passage, kind, owner_id, field) for passage in read_text(parts))
        return Draft(kind, owner_id, field, text, datetime.fromisoformat(str(row["saved_at"])))

    def _opened(self, passage: Passage, kind: str, owner_id: str, field: str) -> Passage:
        if passage.sealed_id is None or not self._sealed.is_unlocked:
            return passage
        kept = self._kept(kind, owner_id, field).get(passage.sealed_id)
        if kept is not None:
            return passage.model_copy(update={"content": self._passages.content(kept)})
        content = self._sealed.read(passage.sealed_id, draft_purpose(kind, owner_id, field))
        return passage.model_copy(update={"content": content.decode()})

    def _kept(self, kind: str, owner_id: str, field: str) -> dict[object, Row]:
        rows = self._passages.of_owner(kind, owner_id).get(field, ())
        return {row["sealed_id"]: row for row in rows}

    def _remove_objects(self, row: Row, kept: set[str | None]) -> None:
        """Remove the sealed objects that only this draft held."""
        place = str(row["owner_kind"]), str(row["owner_id"]), str(row["field"])
        still_used = kept | self._kept(*place).keys()
        for part in json.loads(str(row["passages"])):
            if part.get("sealed_id") and part["sealed_id"] not in still_used:
                self._sealed.remove(part["sealed_id"])


def _following(passage: Passage, plain: Mapping[str | None, Passage]) -> Passage:
    unsealed = plain.get(passage.id)
    if unsealed is None or unsealed.content == passage.content:
        return unsealed or passage
    return passage.model_copy(update={"id": None, "sealed_id": None})
