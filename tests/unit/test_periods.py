"""Periods by name."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.periods import period_dates, short_name


@pytest.mark.parametrize(
    ("written", "name", "starts", "ends"),
    [
        ("2014-15", "2014-15", date(2014, 4, 1), date(2015, 3, 31)),
        ("2014-15 Q1", "2014-15, quarter 1", date(2014, 4, 1), date(2014, 6, 30)),
        ("2014-15, quarter 4", "2014-15, quarter 4", date(2015, 1, 1), date(2015, 3, 31)),
        ("2099-00", "2099-00", date(2099, 4, 1), date(2100, 3, 31)),
    ],
)
def test_a_period_has_the_dates_of_its_name(written: str, name: str, starts: date, ends: date) -> None:
    dates = period_dates(written)
    assert (dates.name, dates.starts, dates.ends) == (name, starts, ends)


@pytest.mark.parametrize("written", ["", "2014", "2014-16", "2014-15 Q5", "14-15", "2014-15; DROP", "2014-15 Q"])
def test_what_is_no_period_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(UserError, match="2014-15 Q2"):
        period_dates(written)


@given(st.integers(2000, 2098))
def test_the_quarters_of_a_year_follow_each_other_and_fill_it(year: int) -> None:
    name = f"{year}-{(year + 1) % 100:02d}"
    quarters = [period_dates(f"{name} Q{quarter}") for quarter in (1, 2, 3, 4)]
    whole = period_dates(name)
    assert (quarters[0].starts, quarters[3].ends) == (whole.starts, whole.ends)
    for one, following in pairwise(quarters):
        assert following.starts == one.ends + timedelta(days=1)


def test_a_return_number_writes_its_period_short() -> None:
    assert short_name("2014-15, quarter 2") == "2014-15-Q2"
