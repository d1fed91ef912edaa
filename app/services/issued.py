"""Returns that left, as the window speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.records import IssuedReturn

if TYPE_CHECKING:
    from app.store.work import Work


@dataclass(frozen=True)
class Issued:
    """A return's number, and the day it was made."""

    number: str
    made_on: date


def last_issued(work: Work, period_id: str) -> Issued | None:
    """Return the latest return of a period; None before the first."""
    found = [entry.record for entry in work.list(IssuedReturn, period_id=period_id)]
    last = max(found, key=lambda record: record.made_at, default=None)
    return Issued(last.number, last.made_at.date()) if last else None
