"""The self-audit of an intention in a period, begun when something is first written under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.records import SelfAudit

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.store.work import Work


def begun_audit(work: Work, period_id: str, intention_ref: str) -> Entry[SelfAudit]:
    """Return the self-audit of an intention, begun now where it was not."""
    existing = work.list(SelfAudit, period_id=period_id, intention_ref=intention_ref)
    return existing[0] if existing else work.put(SelfAudit(period_id=period_id, intention_ref=intention_ref))
