"""Writes records with their text: through the door, into a revision, leaving no plain copy of what is sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from app.domain.record import Entry, Record, new_id
from app.domain.text import Passage, Text
from app.store.audit import AuditChain
from app.store.connection import Connection
from app.store.door import Door
from app.store.drafts import Drafts
from app.store.errors import SealedStoreLocked, UnsealNeeded
from app.store.facts import PURGE_DUE, record_fact
from app.store.passages import Fields, Passages
from app.store.payload import write_payload
from app.store.purposes import record_purpose
from app.store.reader import RecordReader, read_payload_rows
from app.store.rows import Row, insert_row, marks, replace_row, to_row
from app.store.sealed import SealedStore
from app.store.withheld import public_row, read_withheld, write_withheld

R = TypeVar("R", bound=Record)

Parents = tuple[str | None, str | None]
"""The revisions that a merge comes from: the one that stood here, and the one that came in beside it."""


class RecordWriter:
    """Writes the records of one act."""

    def __init__(
        self,
        connection: Connection,
        reader: RecordReader,
        passages: Passages,
        drafts: Drafts,
        sealed: SealedStore,
        audit: AuditChain,
        door: Door,
    ) -> None:
        self._connection = connection
        self._reader = reader
        self._passages = passages
        self._drafts = drafts
        self._sealed = sealed
        self._audit = audit
        self._door = door

    def put(self, record: R, texts: Mapping[str, Sequence[Passage]], *, is_withheld: bool) -> Entry[R]:
        """Insert or update a record; fields that are not named keep their text. An act that changes nothing is none."""
        kind = type(record)
        if unknown := texts.keys() - set(kind.TEXT_FIELDS):
            raise KeyError(*sorted(unknown))
        stored = self._reader.row(kind, record.id)
        is_withheld = is_withheld or (stored is not None and stored["sealed_id"] is not None)
        self._door.admit_record(record, texts, is_withheld=is_withheld)
        if is_withheld:
            self._put_withheld(record, texts, stored)
        else:
            self._put_public(record, texts, stored)
        for field in texts:
            self._drafts.discard(kind.KIND, record.id, field)
        return self._whole(kind, record.id)

    def merge(
        self, record: R, texts: Mapping[str, Sequence[Passage]], parents: Parents, *, is_withheld: bool
    ) -> Entry[R]:
        """Write what two revisions of a record came to: every text of it. What either unsealed may stand in plain."""
        kind, stored = type(record), self._reader.row(type(record), record.id)
        self._door.admit_record(record, texts, is_withheld=is_withheld)
        if is_withheld:
            self._put_withheld(record, texts, stored, parents=parents)
        else:
            if stored is not None and stored["sealed_id"] is not None:
                self._sealed.remove(str(stored["sealed_id"]))
            bare = record.model_copy(update={"sealed_id": None})
            self._put_public(bare, texts, stored, may_unseal=True, parents=parents)
        for field in texts:
            self._drafts.discard(kind.KIND, record.id, field)
        return self._whole(kind, record.id)

    def unseal(self, kind: type[R], record_id: str, passage_id: str | None, marking: str) -> Entry[R]:
        """Put a sealed passage in plain under another marking, or a withheld record under its passages' own markings.

        What leaves the sealed store goes through the door as if it were new; KeyError where there is no such thing.
        """
        if not self._sealed.is_unlocked:
            raise SealedStoreLocked
        entry, stored = self._reader.get(kind, record_id), self._reader.row(kind, record_id)
        if entry is None or stored is None or (passage_id is None) != (stored["sealed_id"] is not None):
            raise KeyError(record_id)
        texts = dict(entry.texts) if passage_id is None else _remarked(entry.texts, passage_id, marking)
        self._door.admit_record(entry.record, texts, is_withheld=False)
        drafts = self._drafts.read(kind.KIND, record_id)
        if stored["sealed_id"] is not None:
            self._sealed.remove(str(stored["sealed_id"]))
        self._put_public(entry.record.model_copy(update={"sealed_id": None}), texts, stored, may_unseal=True)
        unsealed = self._whole(kind, record_id)
        for draft in drafts:
            self._drafts.follow(draft, unsealed.text(draft.field))
        return unsealed

    def purge_field(self, kind: type[Record], record_id: str, field: str) -> None:
        """Take a field's text out of the record, its revisions and its draft; sealed text only while unlocked."""
        self._drafts.discard(kind.KIND, record_id, field, with_objects=self._sealed.is_unlocked)
        record_fact(self._connection, PURGE_DUE, "1")
        stored = self._reader.row(kind, record_id)
        if stored is not None and stored["sealed_id"] is None:
            self._purge_public(kind, record_id, field, stored)
        elif stored is not None and self._sealed.is_unlocked:
            self._put_withheld(self._whole(kind, record_id).record, {field: ()}, stored)

    def _purge_public(self, kind: type[Record], record_id: str, field: str, stored: Row) -> None:
        fields = dict(self._passages.of_owner(kind.KIND, record_id))
        rows = fields.pop(field, [])
        kept = [] if self._sealed.is_unlocked else [row for row in rows if row["sealed_id"] is not None]
        self._passages.remove([row for row in rows if row not in kept])
        self._forget(record_id, {field: ()})
        self._save(kind, stored, {**fields, field: kept}, stored, new_id())

    def _whole(self, kind: type[R], record_id: str) -> Entry[R]:
        entry = self._reader.get(kind, record_id, with_deleted=True)
        if entry is None:
            raise KeyError(record_id)
        return entry

    def _put_public(
        self,
        record: Record,
        texts: Mapping[str, Sequence[Passage]],
        stored: Row | None,
        *,
        may_unseal: bool = False,
        parents: Parents | None = None,
    ) -> None:
        owner, revision_id = (record.KIND, record.id), new_id()
        row = to_row(record) | {"sealed_id": None}
        fields = dict(self._passages.of_owner(*owner))
        plans = {
            name: self._passages.plan(owner, name, text, fields.get(name, ()), revision_id)
            for name, text in texts.items()
        }
        if not may_unseal and any(plan.unseals for plan in plans.values()):
            raise UnsealNeeded
        is_same = stored is not None and all(stored[name] == value for name, value in row.items())
        if is_same and not any(plan.is_changed for plan in plans.values()):
            return
        fields |= {name: self._passages.apply(plan) for name, plan in plans.items()}
        hiding = {name: fields[name] for name, plan in plans.items() if plan.hides}
        if hiding and (stored is not None or self._drafts.read(*owner)):
            self._forget(record.id, hiding)
        self._save(type(record), row, fields, stored, revision_id, parents)

    def _put_withheld(
        self,
        record: Record,
        texts: Mapping[str, Sequence[Passage]],
        stored: Row | None,
        *,
        parents: Parents | None = None,
    ) -> None:
        kind = type(record)
        fields = self._passages.of_owner(record.KIND, record.id)
        sealed_id, earlier, said = self._withheld_before(kind, stored, fields)
        given = {name: _as_kept(text, said.get(name, ())) for name, text in texts.items()}
        content = write_withheld(record, {**said, **given})
        placed = public_row(record, sealed_id or "")
        if stored is not None and content == earlier and all(stored[name] == placed[name] for name in placed):
            return
        sealed_id = self._sealed.write(content, record_purpose(record.KIND, record.id), sealed_id)
        self._passages.remove([row for rows in fields.values() for row in rows])
        if earlier is None and (stored is not None or self._drafts.read(record.KIND, record.id)):
            self._forget(record.id, None)
            for field in kind.TEXT_FIELDS:
                self._drafts.discard(record.KIND, record.id, field)
        self._save(kind, public_row(record, sealed_id), {}, stored, new_id(), parents)

    def _withheld_before(
        self, kind: type[Record], stored: Row | None, fields: Fields
    ) -> tuple[str | None, bytes | None, Mapping[str, Text]]:
        """Return the sealed object's id and content, where there is one, and the text so far."""
        if stored is None or stored["sealed_id"] is None:
            return None, None, {name: self._passages.text(rows) for name, rows in fields.items()}
        content = self._reader.sealed_content(kind, stored)
        return str(stored["sealed_id"]), content, read_withheld(content)[1]

    def _save(
        self,
        kind: type[Record],
        row: Row,
        fields: Fields,
        stored: Row | None,
        revision_id: str,
        parents: Parents | None = None,
    ) -> None:
        parent = None if stored is None else str(stored["last_revision_id"])
        first, second = parents or (parent, None)
        row = {name: row[name] for name in kind.model_fields} | {"last_revision_id": revision_id}
        save = insert_row if stored is None else replace_row
        save(self._connection, kind.KIND, row)
        self._audit.append(kind.KIND, str(row["id"]), first, revision_id, write_payload(row, fields), second)

    def forget_revisions(self, revision_ids: Sequence[str]) -> None:
        """Take out what these revisions say; the audit chain verifies without it."""
        gone = f"DELETE FROM revision_payload WHERE revision_id IN {marks(revision_ids)}"  # noqa: S608
        self._connection.execute(gone, revision_ids)
        record_fact(self._connection, PURGE_DUE, "1")

    def _forget(self, record_id: str, hiding: Mapping[str, Sequence[Row]] | None) -> None:
        """Delete what revisions say in plain beyond what still stands in plain; all they say where `hiding` is None."""
        gone = [
            row["revision_id"]
            for row in read_payload_rows(self._connection, record_id)
            if hiding is None or _says_more(json.loads(str(row["payload"])), hiding)
        ]
        self.forget_revisions([str(revision_id) for revision_id in gone])


def _remarked(texts: Mapping[str, Text], passage_id: str, marking: str) -> dict[str, Text]:
    """Return the field that holds a sealed passage, the passage under another marking; KeyError where none does."""
    for field, text in texts.items():
        if any(passage.id == passage_id and passage.is_sealed for passage in text):
            return {field: tuple(_under(marking, part) if part.id == passage_id else part for part in text)}
    raise KeyError(passage_id)


def _under(marking: str, passage: Passage) -> Passage:
    return passage.model_copy(update={"marking": marking, "is_sealed": False, "sealed_id": None})


def _says_more(payload: dict[str, Any], hiding: Mapping[str, Sequence[Row]]) -> bool:
    """Tell whether a payload holds plain text of these fields that no longer stands there in plain."""
    for field, rows in hiding.items():
        still_plain = "".join(str(row["text"]) for row in rows if row["sealed_id"] is None)
        said = [part["text"] for part in payload["texts"].get(field, ()) if "text" in part]
        if any(text not in still_plain for text in said):
            return True
    return False


def _as_kept(text: Sequence[Passage], kept: Text) -> Text:
    """Return a text in which each sealed passage that goes on as it was kept has its words again."""
    known = {passage.id: passage for passage in kept if passage.id is not None}
    return tuple(known.get(part.id or "", part) if part.content is None else part for part in text)
