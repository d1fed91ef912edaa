"""Finds copies of sealed words in a whole file: text, columns, drafts, saved versions, attached files, returns."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from types import NoneType
from typing import get_args

from app.domain.catalogue import MarkingScheme
from app.domain.copies import Copies, Copy, CopyPlace, Sought, has_copy, strings_of
from app.domain.record import Record
from app.domain.records import RECORD_TYPES, Attachment, IssuedReturn
from app.store.connection import Connection
from app.store.drafts import Drafts
from app.store.passages import Passages
from app.store.payload import read_text
from app.store.sealed import SealedStore
from app.store.withheld import can_be_withheld

_MOST_TEXT = 8 * 1024 * 1024
"""Bytes of an attached file up to which it is read as text."""
_HEAD = 8192


class CopyFinder:
    """Looks through what stands in plain; it opens nothing sealed."""

    def __init__(self, connection: Connection, file_id: str, scheme: MarkingScheme) -> None:
        self._connection = connection
        locked = SealedStore(connection, file_id, None)
        self._passages = Passages(connection, scheme, locked)
        self._drafts = Drafts(connection, scheme, locked, self._passages)
        self._unsearched: list[str] = []

    def find(self, sought: Sought) -> Copies:
        """Return every copy; tombstones are searched too."""
        self._unsearched.clear()
        if sought.is_nothing:
            return Copies()
        steps = (self._in_text, self._in_columns, self._in_drafts, self._in_history, self._in_files, self._in_returns)
        found = tuple(copy for step in steps for copy in step(sought))
        return Copies(found, tuple(self._unsearched))

    def _in_text(self, sought: Sought) -> Iterator[Copy]:
        for kind in RECORD_TYPES:
            for owner_id, fields in self._passages.of_owners(kind.KIND, None).items():
                for field, rows in fields.items():
                    if has_copy(self._passages.text(rows), sought):
                        yield Copy(CopyPlace.TEXT, kind.KIND, owner_id, field)

    def _in_columns(self, sought: Sought) -> Iterator[Copy]:
        for kind in RECORD_TYPES:
            columns = [f'"{name}"' for name in _typed_columns(kind)]
            if not columns:
                continue
            query = f"SELECT id, {', '.join(columns)} FROM {kind.KIND} ORDER BY rowid"  # noqa: S608  # our own names
            for owner_id, *values in self._connection.execute(query).fetchall():
                if any(sought.is_in(value) for value in values if value):
                    yield Copy(CopyPlace.COLUMN, kind.KIND, owner_id, can_be_taken_along=can_be_withheld(kind))

    def _in_drafts(self, sought: Sought) -> Iterator[Copy]:
        for draft in self._drafts.read():
            if has_copy(draft.text, sought):
                yield Copy(CopyPlace.DRAFT, draft.kind, draft.owner_id, draft.field)

    def _in_history(self, sought: Sought) -> Iterator[Copy]:
        query = (
            "SELECT owner_kind, owner_id, id, payload FROM revision JOIN revision_payload ON revision_id = id "
            "ORDER BY sequence"
        )
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, owner_id, revision_id, payload in self._connection.execute(query):
            said = json.loads(payload)
            texts = (read_text(parts) for parts in said["texts"].values())
            columns = strings_of(said["columns"])
            if any(has_copy(text, sought) for text in texts) or any(sought.is_in(each) for each in columns):
                found[kind, owner_id].append(revision_id)
        for (kind, owner_id), ids in found.items():
            yield Copy(CopyPlace.HISTORY, kind, owner_id, revision_ids=tuple(ids))

    def _in_files(self, sought: Sought) -> Iterator[Copy]:
        query = "SELECT id, content FROM attachment WHERE sealed_id IS NULL AND size > 0 ORDER BY rowid"
        for owner_id, content in self._connection.execute(query):
            text = _as_text(content)
            if text is None:
                self._unsearched.append(owner_id)
            elif sought.is_in(text):
                yield Copy(CopyPlace.ATTACHMENT, Attachment.KIND, owner_id)

    def _in_returns(self, sought: Sought) -> Iterator[Copy]:
        query = "SELECT id, payload FROM issued_return WHERE sealed_id IS NULL ORDER BY rowid"
        for owner_id, payload in self._connection.execute(query):
            if any(sought.is_in(text) for text in _payload_strings(payload)):
                yield Copy(CopyPlace.RETURN, IssuedReturn.KIND, owner_id)


def _typed_columns(kind: type[Record]) -> list[str]:
    """Return the columns in which a person may have typed: text that is neither an id nor of a fixed list."""
    return [
        name
        for name, field in kind.model_fields.items()
        if {part for part in get_args(field.annotation) or (field.annotation,) if part is not NoneType} == {str}
        and name != "id"
        and not name.endswith("_id")
    ]


def _as_text(content: bytes) -> str | None:
    """Return an attached file's text where it is plain text; None where it is of another kind, or too long."""
    if len(content) > _MOST_TEXT:
        return None
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding != "utf-16" and b"\0" in content[:_HEAD]:
        return None
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace") if b"%PDF" not in content[:_HEAD] else None


def _payload_strings(payload: bytes) -> Iterator[str]:
    try:
        yield from strings_of(json.loads(payload))
    except ValueError:
        yield payload.decode("utf-8", "replace")
