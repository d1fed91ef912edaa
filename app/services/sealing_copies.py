"""Copies of what was sealed: found anywhere in the file, and taken along into the sealed store.

What is looked for is named by where it is sealed, or typed while the store is unlocked; neither is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.copies import Copies, Copy, CopyPlace, Sought, seal_copies
from app.domain.dates import spell_day
from app.domain.record import Entry, Record
from app.domain.records import RECORD_TYPES, Attachment, Evidence, IssuedReturn, SelfAudit
from app.services.attached_texts import read_attached
from app.store.errors import SealedStoreLocked

if TYPE_CHECKING:
    from app.domain.text import Text
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_KINDS = {kind.KIND: kind for kind in RECORD_TYPES}


@dataclass(frozen=True)
class SealedThing:
    """Something sealed: a passage of a record, or all that is sealed of the record where `passage_id` is None."""

    kind: type[Record]
    record_id: str
    passage_id: str | None = None


@dataclass(frozen=True)
class Phrase:
    """Words typed to be looked for. They are never stored."""

    words: str = field(repr=False)


Spilt = SealedThing | Phrase


@dataclass(frozen=True)
class PlacedCopy:
    """A copy and its place in words, without content: "1a-02, answer, narrative"."""

    copy: Copy
    words: str

    @property
    def has_left(self) -> bool:
        """Tell whether it stands in a return that was made: sealing it here does not bring it back."""
        return self.copy.place is CopyPlace.RETURN


@dataclass(frozen=True)
class FoundCopies:
    """The copies of one sealed thing, and the ids of attached files that could not be searched."""

    copies: tuple[PlacedCopy, ...] = ()
    unsearched: frozenset[str] = frozenset()


def copies_of(file: EstablishmentFile, spilt: Spilt) -> FoundCopies:
    """Return where the words of something sealed stand in plain; SealedStoreLocked while locked.

    Attached PDF and Office files are read in a process of their own, which takes time: do it beside the window.
    """
    with file.reading() as work:
        words = words_of(work, spilt)
    found = CopySearch(words).copies_in(file)
    with file.reading() as work:
        placed = tuple(PlacedCopy(copy, _place(work, copy)) for copy in found.found)
    return FoundCopies(placed, frozenset(found.unsearched))


class CopySearch:
    """A search of files for the same words. A file attached in several of them is read once."""

    def __init__(self, words: list[str]) -> None:
        self._words, self._sought = words, Sought(words)
        self._attached: dict[bytes, bool | None] = {}

    def copies_in(self, file: EstablishmentFile) -> Copies:
        """Return the copies in a file, in attached files too; those that cannot be read stay unsearched."""
        with file.reading() as work:
            found: Copies = work.copies_of(self._words)
        held = {attached: self._holds(file, attached) for attached in found.unsearched}
        inside = [Copy(CopyPlace.ATTACHMENT, Attachment.KIND, key) for key, is_held in held.items() if is_held]
        return Copies((*found.found, *inside), tuple(key for key, is_held in held.items() if is_held is None))

    def _holds(self, file: EstablishmentFile, attachment_id: str) -> bool | None:
        with file.reading() as work:
            kept = work.get(Attachment, attachment_id)
        if kept is None:
            return None
        digest = hashlib.sha256(kept.record.content).digest()
        if digest not in self._attached:
            text = read_attached(kept.record.content)
            self._attached[digest] = None if text is None else self._sought.is_in(text)
        return self._attached[digest]


def take_along(file: EstablishmentFile, spilt: Spilt, copies: Iterable[PlacedCopy], *, person_id: str | None) -> int:
    """Seal copies too, in one act, and return how many: words in text and drafts, other records and files whole.

    Saved versions lose what they said. The payload of a return is kept as it left, in the sealed store. A purge is due
    then. Copies that cannot be taken along stay, to be reworded.
    """
    chosen = sorted(copies, key=lambda placed: placed.copy.place is CopyPlace.HISTORY)
    with file.work("Sealed copies", person_id, is_sealing=True) as work:
        sought, marking = Sought(words_of(work, spilt)), _marking(work, spilt)
        return sum(_take(work, placed.copy, sought, marking) for placed in chosen)


def words_of(work: Work, spilt: Spilt) -> list[str]:
    """Return the texts to look for; keep them no longer than the search. KeyError where nothing is sealed there."""
    if not work.is_unlocked:
        raise SealedStoreLocked
    if isinstance(spilt, Phrase):
        return [spilt.words]
    entry = work.get(spilt.kind, spilt.record_id, with_deleted=True)
    if entry is None:
        raise KeyError(spilt.record_id)
    is_whole = entry.record.sealed_id is not None
    texts = [
        passage.content
        for text in entry.texts.values()
        for passage in text
        if passage.content and (is_whole or passage.is_sealed) and spilt.passage_id in (None, passage.id)
    ]
    if not texts and not is_whole:
        raise KeyError(spilt.record_id)
    return texts


def _marking(work: Work, spilt: Spilt) -> str:
    if isinstance(spilt, SealedThing) and spilt.passage_id is not None:
        entry = work.get(spilt.kind, spilt.record_id, with_deleted=True)
        for text in entry.texts.values() if entry else ():
            for passage in text:
                if passage.id == spilt.passage_id:
                    return passage.marking
    return work.scheme.sealed_from


def _take(work: Work, copy: Copy, sought: Sought, marking: str) -> bool:
    if not copy.can_be_taken_along:
        return False
    if copy.place is CopyPlace.HISTORY:
        work.forget_revisions(copy.revision_ids)
    elif copy.place is CopyPlace.DRAFT:
        _take_draft(work, copy, sought, marking)
    else:
        _take_record(work, copy, sought, marking)
    return True


def _take_record(work: Work, copy: Copy, sought: Sought, marking: str) -> None:
    entry = work.get(_KINDS[copy.kind], copy.owner_id, with_deleted=True)
    if entry is None or entry.record.sealed_id is not None:
        return
    if copy.place is CopyPlace.TEXT:
        _take_text(work, entry, copy.field or "", sought, marking)
        return
    work.put(entry.record, is_withheld=True)
    if copy.place is CopyPlace.ATTACHMENT:
        for item in work.list(Evidence, attachment_id=copy.owner_id):
            work.put(item.record, is_withheld=True)


def _take_text(work: Work, entry: Entry[Record], name: str, sought: Sought, marking: str) -> None:
    """Seal the copies in one field. Its draft, which a new text would drop, is kept, sealed in the same way."""
    kind = type(entry.record)
    drafts = [draft for draft in work.drafts(kind, entry.record.id) if draft.field == name]
    work.put(entry.record, {name: seal_copies(entry.text(name), sought, marking)})
    for draft in drafts:
        work.save_draft(kind, entry.record.id, name, _sealed_anew(draft.text, sought, marking))


def _take_draft(work: Work, copy: Copy, sought: Sought, marking: str) -> None:
    kind, name = _KINDS[copy.kind], copy.field or ""
    for draft in work.drafts(kind, copy.owner_id):
        if draft.field == name:
            work.save_draft(kind, copy.owner_id, name, seal_copies(draft.text, sought, marking))


def _sealed_anew(text: Text, sought: Sought, marking: str) -> Text:
    """Return a draft's text under ids of its own: the field's passages were cut otherwise."""
    sealed = seal_copies(text, sought, marking)
    return tuple(passage.model_copy(update={"id": None, "sealed_id": None}) for passage in sealed)


def _place(work: Work, copy: Copy) -> str:
    """Return where a copy stands, in words and without content."""
    entry = work.get(_KINDS[copy.kind], copy.owner_id, with_deleted=True)
    record = entry.record if entry else None
    if isinstance(record, IssuedReturn) and copy.place is CopyPlace.RETURN:
        return f"already left in return {record.number} of {spell_day(record.made_at.date())}"
    if copy.place is CopyPlace.ATTACHMENT:
        items = work.list(Evidence, attachment_id=copy.owner_id)
        named = " and ".join(item.record.reference or "an evidence item" for item in items)
        return f"the file attached to {named or 'nothing any more'}"
    parts = [_where(work, record), copy.kind.replace("_", " "), *([copy.field.replace("_", " ")] if copy.field else [])]
    if copy.place is CopyPlace.DRAFT:
        parts.append("as it is being typed")
    if copy.place is CopyPlace.HISTORY:
        number = len(copy.revision_ids)
        parts.append(f"{number} saved version{'' if number == 1 else 's'}")
    if record is not None and record.is_deleted:
        parts.append("deleted")
    return ", ".join(parts)


def place_words(work: Work, record: Record, field: str | None) -> str:
    """Return where a record or one text of it stands, in words: "1a-02, answer, narrative"."""
    parts = [_where(work, record), record.KIND.replace("_", " "), *([field.replace("_", " ")] if field else [])]
    return ", ".join(parts)


def _where(work: Work, record: Record | None) -> str:
    for name in ("item_ref", "intention_ref", "reference"):
        if said := getattr(record, name, None):
            return str(said)
    audit = work.get(SelfAudit, getattr(record, "self_audit_id", "") or "", with_deleted=True)
    return audit.record.intention_ref if audit else "the establishment"
