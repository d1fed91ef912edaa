"""Replacement returns: the next return of a period, which says which earlier one it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.periods import short_name
from app.domain.records import Establishment, IssuedReturn, Period
from app.domain.released import EarlierReturn

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.work import Work


def start_replacement(file: EstablishmentFile, return_id: str, *, person_id: str | None) -> str:
    """Let the period's next return replace this one, and give its number; KeyError where there is no such return.

    The replaced return keeps its number and its place in the chain. UserError where its period is not in the file.
    """
    with file.work("Began a replacement return", person_id) as work:
        replaced = work.get(IssuedReturn, return_id)
        if replaced is None:
            raise KeyError(return_id)
        period = work.get(Period, replaced.record.period_id)
        if period is None:
            raise UserError("The period of this return is not in the file any more. Restore a backup of it first.")
        work.record_fact(_key(period.record.id), return_id)
        return next_number(work, period.record)


def next_number(work: Work, period: Period) -> str:
    """Return the number of a period's next return."""
    code = work.list(Establishment)[0].record.code
    return f"{code}/{short_name(period.name)}/{len(work.list(IssuedReturn, period_id=period.id)) + 1}"


def replaced_by_next(work: Work, period_id: str) -> EarlierReturn | None:
    """Return the return that the period's next one replaces; None where it replaces none."""
    return_id = work.fact(_key(period_id))
    found = work.get(IssuedReturn, return_id) if return_id else None
    return EarlierReturn(number=found.record.number, digest=found.record.payload_digest) if found else None


def finish_replacement(work: Work, period_id: str) -> None:
    """Note that the replacement was made: the return after it replaces none."""
    if work.fact(_key(period_id)) is not None:
        work.forget_fact(_key(period_id))


def _key(period_id: str) -> str:
    return f"replaces:{period_id}"
