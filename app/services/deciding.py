"""Decisions on what the marking scan asks about: why it may stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as filled
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.domain.records import MarkingDecision
from app.domain.scan import Outcome, scan
from app.domain.text import plain

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.domain.record import Entry, Record
    from app.domain.scan import Finding
    from app.domain.text import Passage
    from app.store.file import EstablishmentFile
    from app.store.work import Work


@dataclass(frozen=True)
class Kept:
    """Why something found in `words`, a passage of a record's field as it was typed, may stay."""

    field: str
    words: str = filled(repr=False)
    found: Finding
    reason: str = filled(repr=False)


def keep_in_record(
    file: EstablishmentFile, entry: Entry[Record], kept: Sequence[Kept], *, person_id: str | None
) -> None:
    """Record why things may stay in a record that was just written; what was sealed meanwhile needs no reason.

    The words may stand in their passage behind others, or without the white space that was typed around them.
    """
    if not kept:
        return
    with file.work("Kept what the scan asked about", person_id) as work:
        for each in kept:
            for passage in entry.text(each.field):
                at = (passage.content or "").rfind(each.words.strip())
                if at >= 0 and not passage.is_sealed:
                    by = at - (len(each.words) - len(each.words.lstrip()))
                    moved = {"start": each.found.start + by, "end": each.found.end + by}
                    found = each.found.model_copy(update=moved)
                    keep_passage(work, passage, each.reason, work.scheme, person_id, only=found)


def keep_passage(
    work: Work,
    passage: Passage,
    reason: str,
    scheme: MarkingScheme,
    person_id: str | None = None,
    *,
    only: Finding | None = None,
) -> None:
    """Record against this revision of the passage why what the scan asks about in it may stay: all of it, or one."""
    if passage.is_sealed or passage.content is None or passage.id is None or passage.revision_id is None:
        return
    for found in scan(passage.content, scheme).findings:
        if found.outcome is Outcome.WARN and only in (None, found):
            decision = MarkingDecision(
                passage_id=passage.id,
                revision_id=passage.revision_id,
                finding_kind=found.kind,
                start=found.start,
                end=found.end,
                person_id=person_id,
                decided_at=datetime.now(UTC),
            )
            work.put(decision, {"reason": plain(reason, scheme)})
