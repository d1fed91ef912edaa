"""The history of a file: every revision of every record, and what one of them changed. Never sealed text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from app.domain.marked_lines import line_with_marks
from app.domain.records import RECORD_TYPES
from app.domain.references import ESTABLISHMENT, intention_of
from app.domain.text import shown
from app.domain.word_diff import Piece, compare_words

if TYPE_CHECKING:
    from app.domain.record import Entry, Record
    from app.store.file import EstablishmentFile
    from app.store.payload import Revision, RevisionHead
    from app.store.work import Work

_KINDS = {kind.KIND: kind for kind in RECORD_TYPES}
_NEVER = frozenset({"id", "is_deleted", "sealed_id", "commitment_key", "commitment", "payload", "content"})
"""Columns that say nothing to people, or must not be said."""


@dataclass(frozen=True, slots=True)
class Change:
    """One revision of a record: its kind and label, by which act, when and by whom."""

    revision_id: str
    kind: str
    record_id: str
    label: str
    intention: str
    act: str
    at: datetime
    person_id: str | None


@dataclass(frozen=True)
class TextChange:
    """How one field's text changed."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    """What lies between two revisions: columns with their old and new value, texts by words.

    `is_taken` where a purge took what one of them said; `is_withheld` where the record was withheld whole.
    """

    columns: tuple[tuple[str, object, object], ...] = ()
    texts: tuple[TextChange, ...] = ()
    is_taken: bool = False
    is_withheld: bool = False
    is_first: bool = False


def list_changes(file: EstablishmentFile) -> list[Change]:
    """Return every revision of the file, latest first."""
    with file.reading() as work:
        heads = work.revision_heads()
        labels = _labels(work, {head.owner_kind for head in heads})
    return [_change(head, labels) for head in heads]


def explain(file: EstablishmentFile, kind: str, record_id: str, revision_id: str) -> Difference:
    """Return what a revision changed of the one before it."""
    revisions = _revisions(file, kind, record_id)
    for before, after in pairwise([None, *revisions]):
        if after is not None and after.id == revision_id:
            return _difference(file, before, after)
    return Difference(is_taken=True)


def compare(file: EstablishmentFile, kind: str, record_id: str, revision_id: str, with_id: str = "") -> Difference:
    """Return what lies between two revisions of a record, the earlier first; `""` for how it stands now."""
    revisions = _revisions(file, kind, record_id)
    wanted = {revision_id, with_id or revisions[-1].id}
    found = [each for each in revisions if each.id in wanted]
    return _difference(file, found[0], found[-1]) if len(found) == len(wanted) else Difference(is_taken=True)


def _revisions(file: EstablishmentFile, kind: str, record_id: str) -> list[Revision]:
    with file.reading() as work:
        return work.history(_KINDS[kind], record_id)


def _difference(file: EstablishmentFile, before: Revision | None, after: Revision) -> Difference:
    if after.columns is None or (before is not None and before.columns is None):
        return Difference(is_taken=True)
    was: Mapping[str, object] = before.columns if before and before.columns else {}
    if after.columns.get("sealed_id") is not None or was.get("sealed_id") is not None:
        return Difference(is_withheld=True, is_first=before is None)
    columns = tuple(
        (name, was.get(name), value)
        for name, value in after.columns.items()
        if name not in _NEVER and not name.endswith("_id") and was.get(name) != value
    )
    return Difference(columns, tuple(_texts(file, before, after)), is_first=before is None)


def _texts(file: EstablishmentFile, before: Revision | None, after: Revision) -> Iterator[TextChange]:
    old, new = (before.texts if before else None) or {}, after.texts or {}
    for field in dict.fromkeys([*old, *new]):
        was, now = (line_with_marks(texts.get(field, ()), file.scheme) for texts in (old, new))
        if was != now:
            yield TextChange(field, compare_words(was, now))


def _change(head: RevisionHead, labels: Mapping[str, tuple[str, str]]) -> Change:
    label, intention = labels.get(head.owner_id, ("", ""))
    return Change(head.id, head.owner_kind, head.owner_id, label, intention, head.act, head.at, head.person_id)


def _labels(work: Work, kinds: set[str]) -> dict[str, tuple[str, str]]:
    """Return what each record is called, and its intention; what cannot be read now has neither."""
    entries = [entry for kind in kinds if kind in _KINDS for entry in _listed(work, kind)]
    places = {e.record.id: ref for e in entries if (ref := str(getattr(e.record, "intention_ref", "") or ""))}
    return {entry.record.id: _label(entry, places) for entry in entries}


def _listed(work: Work, kind: str) -> list[Entry[Record]]:
    if any(column.annotation is bytes for column in _KINDS[kind].model_fields.values()):
        return []  # their bytes are not wanted for a name
    return [*work.list(_KINDS[kind])]


def _label(entry: Entry[Record], places: Mapping[str, str]) -> tuple[str, str]:
    record = entry.record
    item = str(getattr(record, "item_ref", "") or "")
    owners = (getattr(record, "self_audit_id", ""), getattr(record, "statement_id", ""), record.id)
    place = next((places[str(owner)] for owner in owners if str(owner) in places), "")
    intention = place or (intention_of(item) if item else "")
    if record.KIND in ("statement", "sign_off") and not intention:
        return ESTABLISHMENT, ""
    if record.sealed_id is not None:
        return intention, intention  # whoever looks, and whether the store is open or not
    reference = str(getattr(record, "reference", "") or "")
    name = next((shown(entry.text(f)) for f in ("name", "title") if f in record.TEXT_FIELDS and entry.text(f)), "")
    return " ".join(part for part in (reference or item or intention, name) if part), intention
