"""Unsealing: back in plain, with a reason, after a fresh scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from app.domain.record import Record
from app.domain.records import RECORD_TYPES, Attachment, Evidence, IssuedReturn, Unsealing
from app.domain.text import Text, plain
from app.services.attaching import require_unmarked
from app.services.sealing_copies import SealedThing, place_words

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.store.file import EstablishmentFile
    from app.store.work import Work

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Unsealed:
    """That something was unsealed in a revision, when, by whom, and why."""

    revision_id: str
    at: datetime
    person_id: str | None
    is_whole: bool
    reason: Text


def unseal_passage(
    file: EstablishmentFile,
    kind: type[R],
    record_id: str,
    passage_id: str,
    reason: str,
    *,
    person_id: str | None,
    marking: str | None = None,
) -> Entry[R]:
    """Unseal one passage, under `marking` or the lowest; undo does not take it back.

    SealedStoreLocked while locked; TextRefused or SealNeeded where its words may not stand in plain; UserError without
    a reason.
    """
    with file.work("Unsealed a passage", person_id) as work:
        said = plain(reason.strip(), work.scheme)
        return work.unseal(kind, record_id, said, passage_id=passage_id, marking=marking)


def unseal_record(
    file: EstablishmentFile, kind: type[R], record_id: str, reason: str, *, person_id: str | None
) -> Entry[R]:
    """Unseal a record that was withheld whole, an evidence item with its attached file. As `unseal_passage`.

    Refused where the file bears a marking that may not stand in plain.

    Passages in it that are marked to be sealed stay so, each for itself.
    """
    with file.work("Unsealed an entry", person_id) as work:
        said = plain(reason.strip(), work.scheme)
        entry = work.unseal(kind, record_id, said)
        if isinstance(entry.record, Evidence):
            _unseal_attachment(work, entry.record, said)
        return entry


@dataclass(frozen=True)
class SealedPlace:
    """Something sealed, and its place in words, without content."""

    thing: SealedThing
    words: str


def sealed_places(file: EstablishmentFile) -> list[SealedPlace]:
    """Return each sealed passage, and each record withheld whole, that may be unsealed; locked or not."""
    with file.reading() as work:
        return [
            SealedPlace(SealedThing(kind, entry.record.id, passage_id), place_words(work, entry.record, field))
            for kind in RECORD_TYPES
            if kind not in (Attachment, IssuedReturn, Unsealing)
            for entry in work.list(kind)
            for field, passage_id in _sealed_in(entry)
        ]


def _sealed_in(entry: Entry[Record]) -> list[tuple[str | None, str | None]]:
    if entry.record.sealed_id is not None:
        return [(None, None)]
    return [(name, each.id) for name, text in entry.texts.items() for each in text if each.is_sealed]


def unseal(file: EstablishmentFile, thing: SealedThing, reason: str, *, person_id: str | None) -> None:
    """Unseal a passage or a whole record, as `unseal_passage` and `unseal_record` do."""
    if thing.passage_id is None:
        unseal_record(file, thing.kind, thing.record_id, reason, person_id=person_id)
    else:
        unseal_passage(file, thing.kind, thing.record_id, thing.passage_id, reason, person_id=person_id)


def unsealings_of(work: Work, record_id: str) -> list[Unsealed]:
    """Return what was unsealed of a record, oldest first."""
    return [
        Unsealed(
            entry.record.revision_id,
            entry.record.unsealed_at,
            entry.record.person_id,
            entry.record.passage_id is None,
            entry.text("reason"),
        )
        for entry in work.list(Unsealing, owner_id=record_id)
    ]


def _unseal_attachment(work: Work, evidence: Evidence, reason: Text) -> None:
    attached = work.get(Attachment, evidence.attachment_id) if evidence.attachment_id else None
    if attached is not None and attached.record.sealed_id is not None:
        require_unmarked(attached.record.content, work.scheme, is_withheld=False)
        work.unseal(Attachment, attached.record.id, reason)
