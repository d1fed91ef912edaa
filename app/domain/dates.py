"""Dates as readers see them, the same on every PC."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def spell_day(day: date) -> str:
    """Give "29 September 2026". Not by strftime: Qt sets the C locale, and months would follow the PC's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
