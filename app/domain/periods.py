"""Periods by name: the financial year and its quarters."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import UserError

_NAME = re.compile(r"^(20\d\d)-(\d\d)(?:,? *(?:quarter |Q)([1-4]))?$", re.IGNORECASE | re.ASCII)
_DAYS_TO_RETURN = 30
_QUARTERS = 4
_LAST_YEAR = 2100
_FIRST_MONTH = 4


@dataclass(frozen=True)
class PeriodDates:
    """A period's name as the program writes it, its first and last day, and when its return is due."""

    name: str
    starts: date
    ends: date
    due: date


def period_dates(name: str) -> PeriodDates:
    """Return the dates of `2014-15` or `2014-15, quarter 2` (also `2014-15 Q2`); UserError for anything else.

    The financial year runs from 1 April to 31 March; a return is due 30 days after its period unless said otherwise.
    """
    match = _match(name)
    if not match:
        raise UserError("A period is written 2014-15 for a year, or 2014-15 Q2 for a quarter of it.")
    year, quarter = int(match[1]), match[3]
    written = f"{match[1]}-{match[2]}" + (f", quarter {quarter}" if quarter else "")
    first_month = _FIRST_MONTH + 3 * (int(quarter) - 1) if quarter else _FIRST_MONTH
    starts = _first_day(year, first_month)
    last = _first_day(year, first_month + (2 if quarter else 11))
    ends = last.replace(day=monthrange(last.year, last.month)[1])
    return PeriodDates(written, starts, ends, ends + timedelta(days=_DAYS_TO_RETURN))


def names_around(day: date) -> tuple[str, ...]:
    """Return the periods that may be begun on a day: its financial year, that year's quarters, and the next year."""
    year = day.year - (day.month < _FIRST_MONTH)
    this_year = f"{year}-{(year + 1) % 100:02}"
    quarters = (f"{this_year}, quarter {quarter}" for quarter in range(1, 5))
    return (this_year, *quarters, f"{year + 1}-{(year + 2) % 100:02}")


def _match(name: str) -> re.Match[str] | None:
    """Return the parts of a period's name: first year, second year of two digits, quarter; None for any other name."""
    match = _NAME.match(name.strip())
    return match if match and (int(match[1]) + 1) % 100 == int(match[2]) else None


def _first_day(year: int, month: int) -> date:
    """Return the first of a month counted on past December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def short_name(name: str) -> str:
    """Return a period's name as return numbers write it: `2014-15-Q2`."""
    return name.replace(", quarter ", "-Q")


def next_period(name: str) -> PeriodDates | None:
    """Return the period of the same kind that follows; None where the name is not one of ours."""
    match = _match(name)
    if not match:
        return None
    year, quarter = int(match[1]), int(match[3]) if match[3] else None
    if quarter is not None and quarter < _QUARTERS:
        return period_dates(f"{match[1]}-{match[2]} Q{quarter + 1}")
    following = f"{year + 1}-{(year + 2) % 100:02}"
    return period_dates(following + (" Q1" if quarter else "")) if year + 1 < _LAST_YEAR else None
