"""The arithmetic of assurance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.builtin import locate_builtin_pack
from app.catalogue.reader import read_pack
from app.domain.catalogue import Duty, Method, PassMarks
from app.domain.records import Level, Result
from app.domain.released import ReleasedAnswer, ReleasedItem, Score
from app.domain.score import count, sample_result, score, suggested_level

SCALES = read_pack(locate_builtin_pack()).scales


def item(result: Result | str | None, weight: int = 1) -> ReleasedItem:
    answer = ReleasedAnswer(result=result) if isinstance(result, Result) else ReleasedAnswer(withheld="RESTRICTED")
    return ReleasedItem(
        ref="1f-01",
        version=1,
        title="An item",
        question="Is it so?",
        method=Method.EXAMINE,
        duty=Duty.EXPECTED,
        weight=weight,
        answer=None if result is None else answer,
    )


def test_a_score_is_marks_earned_of_marks_possible_by_weight() -> None:
    items = [item(Result.MET, 3), item(Result.PARTLY_MET, 2), item(Result.NOT_MET, 1)]
    assert score(items, SCALES) == Score(value=67, counted=3, items=3, withheld=0)


def test_a_score_is_printed_with_its_base() -> None:
    items = [*[item(Result.MET)] * 5, *[item(Result.PARTLY_MET)] * 2, *[item("withheld")] * 2]
    assert score(items, SCALES).words == "86, over 7 of 9 items; 2 withheld"


@pytest.mark.parametrize("result", [Result.NOT_APPLICABLE, Result.NOT_TESTED, "withheld", None])
def test_an_answer_without_a_mark_moves_no_score(result: Result | str | None) -> None:
    items = [item(Result.MET, 3), item(Result.NOT_MET, 1)]
    assert score([*items, item(result, 3)], SCALES).value == score(items, SCALES).value


def test_there_is_no_score_when_nothing_counts() -> None:
    assert score([item(Result.NOT_TESTED)], SCALES).words == "No score, over 0 of 1 items"
    assert suggested_level(score([], SCALES), SCALES) is None


RESULTS = st.sampled_from([*Result, "withheld", None])


@given(st.lists(st.tuples(RESULTS, st.integers(1, 3)), max_size=30))
def test_a_score_stays_within_its_bounds_and_counts_add_up(answers: list[tuple[Result | str | None, int]]) -> None:
    items = [item(result, weight) for result, weight in answers]
    reached, counts = score(items, SCALES), count(items)
    assert reached.value is None or 0 <= reached.value <= 100
    assert reached.counted == counts.met + counts.partly_met + counts.not_met
    assert counts.items == reached.items == len(items)
    assert reached.withheld == counts.withheld


@given(st.lists(st.tuples(RESULTS, st.integers(1, 3)), max_size=12))
def test_a_better_answer_never_lowers_a_score(answers: list[tuple[Result | str | None, int]]) -> None:
    items = [item(result, weight) for result, weight in answers]
    worse = score([*items, item(Result.NOT_MET, 2)], SCALES).value
    between = score([*items, item(Result.PARTLY_MET, 2)], SCALES).value
    better = score([*items, item(Result.MET, 2)], SCALES).value
    assert worse is not None
    assert between is not None
    assert better is not None
    assert worse <= between <= better


@pytest.mark.parametrize(
    ("value", "level"),
    [(100, Level.SUBSTANTIAL), (75, Level.MODERATE), (50, Level.LIMITED), (0, Level.UNSATISFACTORY)],
)
def test_a_level_is_suggested_from_its_lowest_score(value: int, level: Level) -> None:
    assert suggested_level(Score(value=value, counted=1, items=1, withheld=0), SCALES) is level


@pytest.mark.parametrize(
    ("size", "compliant", "result"),
    [(20, 19, Result.MET), (20, 18, Result.PARTLY_MET), (20, 13, Result.NOT_MET), (0, 0, None), (3, 3, Result.MET)],
)
def test_a_sample_is_judged_by_its_pass_marks(size: int, compliant: int, result: Result | None) -> None:
    marks = PassMarks(population="tests of the quarter", size=20, met=95, partly_met=70)
    assert sample_result(size, compliant, marks) is result
