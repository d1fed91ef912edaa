"""Passages: the one home of free text, in plain or as the id of a sealed object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.catalogue import MarkingScheme
from app.domain.record import new_id
from app.domain.text import Passage, Text
from app.store.connection import Connection, Scalar
from app.store.errors import SealedStoreLocked
from app.store.purposes import text_purpose
from app.store.rows import Row, insert_row, marks, read_rows, replace_row
from app.store.sealed import SealedStore

Fields = Mapping[str, Sequence[Row]]
"""The passage rows of one owner, by field, in order."""

_QUERY = """
SELECT id, owner_kind, owner_id, field, position, revision_id, marking, text, sealed_id FROM passage
WHERE {where} ORDER BY owner_id, field, position
"""
_MOST_NAMED = 30_000
"""SQLite takes 32,766 parameters."""
_SAID = ("marking", "text", "sealed_id")


@dataclass(frozen=True)
class Planned:
    """A passage row as it will be, and the content to be sealed under it, if any."""

    row: Row
    is_new: bool
    to_seal: str | None = None
    unseals: bool = False


@dataclass(frozen=True)
class FieldPlan:
    """How a field's rows become its new text."""

    purpose: str
    kept: Sequence[Row]
    planned: Sequence[Planned]

    @property
    def is_changed(self) -> bool:
        """Tell whether anything has to be written."""
        return self.hides or [planned.row for planned in self.planned] != list(self.kept)

    @property
    def hides(self) -> bool:
        """Tell whether something is sealed now that was not, or was other, before."""
        return any(planned.to_seal is not None for planned in self.planned)

    @property
    def unseals(self) -> bool:
        """Tell whether something is in plain now that was sealed before."""
        return any(planned.unseals for planned in self.planned)


class Passages:
    """Reads and writes passages within one act."""

    def __init__(self, connection: Connection, scheme: MarkingScheme, sealed: SealedStore) -> None:
        self._connection = connection
        self._scheme = scheme
        self._sealed = sealed

    def of_owner(self, kind: str, owner_id: str) -> Fields:
        """Return the rows of one owner."""
        return self._read("owner_id = ? AND owner_kind = ?", (owner_id, kind)).get(owner_id, {})

    def of_owners(self, kind: str, owner_ids: Sequence[str] | None) -> Mapping[str, Fields]:
        """Return the rows of all owners of a kind, or at least of these, by owner."""
        if owner_ids is None or len(owner_ids) > _MOST_NAMED:
            return self._read("owner_kind = ?", (kind,))
        return self._read(f"owner_kind = ? AND owner_id IN {marks(owner_ids)}", (kind, *owner_ids))

    def text(self, rows: Sequence[Row]) -> Text:
        """Return rows as text; sealed content only where the store is unlocked."""
        return tuple(self._passage(row) for row in rows)

    def plan(
        self, owner: tuple[str, str], field: str, text: Sequence[Passage], kept: Sequence[Row], revision_id: str
    ) -> FieldPlan:
        """Plan how `kept` becomes `text`. What did not change keeps its id and revision.

        SealedStoreLocked where sealed content would have to be read or written.
        """
        purpose = text_purpose(*owner, field)
        filled = [passage for passage in text if passage.content != ""]
        matches = self._matches(filled, kept)
        planned = []
        for position, (passage, old) in enumerate(zip(filled, matches, strict=True)):
            place: Row = {"owner_kind": owner[0], "owner_id": owner[1], "field": field, "position": position}
            planned.append(self._planned(passage, old, place, revision_id))
        return FieldPlan(purpose, kept, planned)

    def apply(self, plan: FieldPlan) -> list[Row]:
        """Write a plan and return the rows as they are now."""
        rows = [self._write(planned, plan.purpose) for planned in plan.planned]
        self._remove(plan.kept, rows)
        return rows

    def remove(self, rows: Sequence[Row]) -> None:
        """Remove rows and their sealed objects."""
        self._remove(rows, ())

    def content(self, row: Row) -> str | None:
        """Return a row's content; None where it is sealed and the store is locked."""
        sealed_id = row["sealed_id"]
        if sealed_id is None:
            return str(row["text"])
        if not self._sealed.is_unlocked:
            return None
        purpose = text_purpose(str(row["owner_kind"]), str(row["owner_id"]), str(row["field"]))
        return self._sealed.read(str(sealed_id), purpose).decode()

    def _read(self, where: str, values: Sequence[Scalar]) -> dict[str, dict[str, list[Row]]]:
        found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in read_rows(self._connection, _QUERY.format(where=where), values):
            found[str(row["owner_id"])][str(row["field"])].append(row)
        return found

    def _passage(self, row: Row) -> Passage:
        sealed_id = row["sealed_id"]
        return Passage(
            content=self.content(row),
            marking=str(row["marking"]),
            is_sealed=sealed_id is not None,
            id=str(row["id"]),
            sealed_id=None if sealed_id is None else str(sealed_id),
            revision_id=str(row["revision_id"]),
        )

    def _matches(self, text: Sequence[Passage], kept: Sequence[Row]) -> list[Row | None]:
        """Return for each passage the row it continues: the one with its id, else one that says the same."""
        by_id = {row["id"]: row for row in kept}
        matches = [by_id.pop(passage.id, None) for passage in text]
        for index, passage in enumerate(text):
            if matches[index] is None:
                same = next((row for row in by_id.values() if self._says(row, passage)), None)
                matches[index] = by_id.pop(same["id"]) if same else None
        return matches

    def _says(self, row: Row, passage: Passage) -> bool:
        is_alike = row["marking"] == passage.marking and passage.content is not None
        return is_alike and self.content(row) == passage.content

    def _planned(self, passage: Passage, old: Row | None, place: Row, revision_id: str) -> Planned:
        row: Row = {"id": old["id"] if old else new_id(), **place, "marking": passage.marking}
        to_seal: str | None = None
        if self._scheme.is_sealed(passage.marking):
            to_seal = self._content_to_seal(passage, old)
            row |= {"text": None, "sealed_id": old["sealed_id"] if old else None}
        else:
            row |= {"text": self._plain_content(passage, old), "sealed_id": None}
        is_same = old is not None and to_seal is None and all(old[name] == row[name] for name in _SAID)
        row |= {"revision_id": old["revision_id"] if old and is_same else revision_id}
        unseals = old is not None and old["sealed_id"] is not None and row["sealed_id"] is None and to_seal is None
        return Planned(row, old is None, to_seal, unseals)

    def _content_to_seal(self, passage: Passage, old: Row | None) -> str | None:
        if old is None or old["sealed_id"] is None:
            if passage.content is None and not self._sealed.is_unlocked:
                raise SealedStoreLocked
            if passage.content is None:
                raise ValueError("a sealed passage without content that this record does not have")
            return passage.content
        if passage.content is None:
            return None
        if not self._sealed.is_unlocked:
            raise SealedStoreLocked
        return None if self.content(old) == passage.content else passage.content

    def _plain_content(self, passage: Passage, old: Row | None) -> str:
        if passage.content is None:
            if old is not None and old["sealed_id"] is not None:
                raise SealedStoreLocked
            raise ValueError("a passage without content")
        return passage.content

    def _write(self, planned: Planned, purpose: str) -> Row:
        row = planned.row
        if planned.to_seal is not None:
            earlier = row["sealed_id"]
            sealed_id = self._sealed.write(planned.to_seal.encode(), purpose, str(earlier) if earlier else None)
            row = {**row, "sealed_id": sealed_id}
        save = insert_row if planned.is_new else replace_row
        save(self._connection, "passage", row)
        return row

    def _remove(self, kept: Sequence[Row], rows: Sequence[Row]) -> None:
        ids = {row["id"] for row in rows}
        gone = [row["id"] for row in kept if row["id"] not in ids]
        if gone:
            self._connection.execute(f"DELETE FROM passage WHERE id IN {marks(gone)}", gone)  # noqa: S608
        still_sealed = {row["sealed_id"] for row in rows}
        for row in kept:
            if row["sealed_id"] is not None and row["sealed_id"] not in still_sealed:
                self._sealed.remove(str(row["sealed_id"]))
