"""Dates as people write and read them."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.dates import read_day, spell_day
from app.domain.errors import UserError


@pytest.mark.parametrize(
    "text",
    ["29 September 2026", " 29 sep 2026 ", "29 Sept. 2026", "29/9/2026", "29.09.2026", "29 9 2026", "2026-09-29"],
)
def test_day_is_read_in_the_ways_people_write_it(text: str) -> None:
    assert read_day(text) == date(2026, 9, 29)


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "31 February 2026", "29/9/26", "9/29/2026", "2026-9-29", "29 Ju 2026", "29 Ma 2026", "0 May 2026"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="Write it like"):
        read_day(text)


def test_what_is_spelt_is_read_again() -> None:
    for month in range(1, 13):
        day = date(2026, month, 28)
        assert read_day(spell_day(day)) == day
