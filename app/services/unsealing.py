"""Unsealing: back in plain, with a reason, after a fresh scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from app.domain.record import Record
from app.domain.records import Evidence, Unsealing
from app.domain.text import Text, plain

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

    Passages in it that are marked to be sealed stay so, each for itself.
    """
    with file.work("Unsealed an entry", person_id) as work:
        said = plain(reason.strip(), work.scheme)
        entry = work.unseal(kind, record_id, said)
        if isinstance(entry.record, Evidence):
            _unseal_attachment(work, entry.record, said)
        return entry


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
    from app.domain.records import Attachment

    attached = work.get(Attachment, evidence.attachment_id) if evidence.attachment_id else None
    if attached is not None and attached.record.sealed_id is not None:
        work.unseal(Attachment, attached.record.id, reason)
