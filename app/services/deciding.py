"""Decisions on what the marking scan asks about: why it may stay."""

from __future__ import annotations

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
    from app.store.work import Work


def keep_with_reason(
    work: Work,
    entry: Entry[Record],
    passage: Passage,
    reason: str,
    scheme: MarkingScheme,
    person_id: str | None = None,
    *,
    only: Finding | None = None,
) -> None:
    """Record why what the scan asks about in a passage of this entry may stay: all of it, or one finding."""
    keep_passage(work, passage, reason, scheme, person_id, only=only)


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
