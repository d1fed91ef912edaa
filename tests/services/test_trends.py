"""Trends and maps of a reviewer's file, and their sheets of the workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from app.domain.errors import UserError
from app.domain.heat_map import Aspect
from app.domain.records import Level, Result
from app.domain.review_trend import OwnResults, compare_results
from app.services.figures import write_all_figures
from app.services.heat_maps import choose_map, read_maps, write_map
from app.services.review_form import ReviewForm
from app.services.reviewing import record_review
from app.services.trends import list_trends
from app.store.file import EstablishmentFile
from tests.services.reviewed_files import next_quarter, put_in, second, template
from tests.services.sent_returns import NOW, code_of

REF = second().intentions[0].ref
MET = next(
    item.ref for item in second().intentions[0].items if item.answer is not None and item.answer.result is Result.MET
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EstablishmentFile]:
    """Return a reviewer's file with returns of two periods, an own result and an opinion on the first."""
    path = tmp_path / "controller.assure"
    path.write_bytes(template())
    with EstablishmentFile.open(path) as file:
        put_in(file, next_quarter())
        said = {
            "return": second().number,
            "marks": [{"item": MET, "result": "Not met"}],
            "opinions": [{"intention": REF, "level": "Limited"}],
        }
        record_review(file, ReviewForm.model_validate(said), now=NOW)
        yield file


def test_a_trend_has_a_point_for_each_period_and_the_last_return_of_it(desk: EstablishmentFile) -> None:
    whole, trend = list_trends(desk)
    assert (whole.intention, trend.intention) == ("", REF)
    assert [point.number for point in trend.points] == [second().number, next_quarter().number]
    assert [point.figures.level for point in trend.points] == [Level.MODERATE, Level.LIMITED]
    assert [point.opinion for point in trend.points] == [Level.LIMITED, None]
    assert [point.own for point in trend.points] == [OwnResults(1, 1, 0, -2), OwnResults()]
    assert whole.points[1].figures.withheld == 1


def test_results_without_steps_between_are_not_compared() -> None:
    pairs = [(Result.NOT_TESTED, Result.MET), (None, Result.MET), (Result.MET, Result.NOT_APPLICABLE)]
    assert compare_results(pairs) == OwnResults()
    assert compare_results([(Result.NOT_MET, Result.PARTLY_MET), (Result.MET, Result.MET)]) == OwnResults(2, 0, 1, 1)


def test_the_workbook_says_how_levels_and_own_results_went(desk: EstablishmentFile, tmp_path: Path) -> None:
    write_all_figures(desk, tmp_path / "all.xlsx", today=NOW.date())
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    trend = [row for row in book["Trend"].iter_rows(min_row=6, values_only=True) if row[1] == REF]
    assert [row[4:7] for row in trend] == [("Moderate", "–", "Limited"), ("Limited", "Down from Moderate", None)]
    assert [row[12:16] for row in trend] == [(1, 1, 0, "−2.00"), (0, 0, 0, None)]
    own = [row for row in book["Own results"].iter_rows(min_row=6, values_only=True) if row[0]]
    assert [row[3:6] for row in own] == [(MET, "Met", "Not met")]


def test_a_map_names_those_whose_return_is_missing(desk: EstablishmentFile) -> None:
    other = next_quarter().model_copy(
        update={
            "number": "ABC/2014-15-Q3/1",
            "previous": None,
            "establishment": next_quarter().establishment.model_copy(update={"code": "ABC"}),
        }
    )
    put_in(desk, other)
    made = choose_map(read_maps(desk), period="2014-15 Q2", code=None, aspect=Aspect.LEVEL)
    assert [(row.code, row.number) for row in made.rows] == [("ABC", ""), (code_of(second()), second().number)]
    latest = choose_map(read_maps(desk), period=None, code=None, aspect=Aspect.OWN)
    assert [row.period for row in latest.rows] == ["2014-15, quarter 3"] * 2


def test_a_trend_of_an_establishment_that_is_not_here_is_refused(desk: EstablishmentFile) -> None:
    with pytest.raises(UserError, match="has been taken in"):
        list_trends(desk, code="ZZZ")
    assert list_trends(desk, code=code_of(second()).lower()) == list_trends(desk)


@pytest.mark.parametrize(("period", "code"), [("2019-20", None), (None, "ZZZ")])
def test_a_map_of_nothing_is_refused(period: str | None, code: str | None, desk: EstablishmentFile) -> None:
    with pytest.raises(UserError, match="has been taken in"):
        choose_map(read_maps(desk), period=period, code=code, aspect=Aspect.LEVEL)


def test_a_map_is_written_in_words_with_numbers_and_marking(desk: EstablishmentFile, tmp_path: Path) -> None:
    made = choose_map(read_maps(desk), period=None, code=code_of(second()), aspect=Aspect.OWN)
    write_map(made, Aspect.OWN, desk.scheme, tmp_path / "map.csv")
    with (tmp_path / "map.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == [second().marking]
    assert [row[2] for row in rows[3:]] == [next_quarter().number, second().number]
    assert rows[4][5] == "Your results, of 1: 1 lower"
