"""Dates as readers see them, the same on every PC."""

from __future__ import annotations

import re
from datetime import date

from app.domain.errors import UserError

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def spell_day(day: date) -> str:
    """Give "29 September 2026". Not by strftime: Qt sets the C locale, and months would follow the PC's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def read_day(text: str) -> date:
    """Return the day that a person wrote: "29 September 2026", "29 Sep 2026", "29/9/2026", "2026-09-29".

    UserError where it is none: day before month always, and never two digits for a year.
    """
    match = _BY_NAME.fullmatch(text) or _BY_NUMBER.fullmatch(text) or _ISO.fullmatch(text)
    month = _month(match["month"]) if match else 0
    try:
        if match is None:
            raise ValueError
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        raise UserError("This is no date. Write it like 29 September 2026.") from None


_BY_NAME = re.compile(r"\s*(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4})\s*")
_BY_NUMBER = re.compile(r"\s*(?P<day>\d{1,2})[/. ](?P<month>\d{1,2})[/. ](?P<year>\d{4})\s*")
_ISO = re.compile(r"\s*(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\s*")


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    found = [n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word.casefold())]
    return found[0] if len(found) == 1 else 0
