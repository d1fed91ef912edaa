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
    """A return's number, the day it was made, the SHA-256 of its payload, and how many signatures it asks for."""

    number: str
    made_on: date
    digest: str = ""
    signers_required: int = 1


def last_issued(work: Work, period_id: str) -> Issued | None:
    """Return the latest return of a period; None before the first."""
    return next(iter(all_issued(work, period_id)), None)


def all_issued(work: Work, period_id: str) -> list[Issued]:
    """Return every return of a period, the latest first."""
    found = [entry.record for entry in work.list(IssuedReturn, period_id=period_id)]
    found.sort(key=lambda record: record.made_at, reverse=True)
    return [
        Issued(record.number, record.made_at.date(), record.payload_digest, record.signers_required) for record in found
    ]
