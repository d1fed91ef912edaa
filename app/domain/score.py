"""Counts, scores, sample results and the level that answers suggest: the arithmetic of assurance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from app.domain.catalogue import PassMarks, Scales
from app.domain.records import Level, Result
from app.domain.released import Counts, ReleasedAnswer, ReleasedItem, Score


def count(items: Iterable[ReleasedItem]) -> Counts:
    """Count the items by result."""
    return Counts(**Counter(_column(item.answer) for item in items))


def _column(answer: ReleasedAnswer | None) -> str:
    if answer is None:
        return "not_answered"
    if answer.withheld is not None:
        return "withheld"
    return answer.result.value if answer.result else "not_answered"


def score(items: Sequence[ReleasedItem], scales: Scales) -> Score:
    """Return the sum of mark times weight over full mark times weight, of released Met, Partly met and Not met."""
    marks = {step.key: step.mark for step in scales.results if step.mark is not None}
    full = max(marks.values())
    earned = possible = counted = withheld = 0
    for item in items:
        column = _column(item.answer)
        withheld += column == "withheld"
        mark = marks.get(column)  # type: ignore[call-overload]  # a column that is no result has no mark
        if mark is not None:
            counted += 1
            earned += mark * item.weight
            possible += full * item.weight
    value = (200 * earned + possible) // (2 * possible) if possible else None
    return Score(value=value, counted=counted, items=len(items), withheld=withheld)


def suggested_level(result: Score, scales: Scales) -> Level | None:
    """Return the level that a score suggests: a prompt, never preselected. None where nothing counts."""
    if result.value is None:
        return None
    steps = sorted(scales.levels, key=lambda step: step.suggested_from, reverse=True)
    return next((Level(step.key) for step in steps if result.value >= step.suggested_from), None)


def sample_result(size: int, compliant: int, pass_marks: PassMarks) -> Result | None:
    """Return the result that a sample's compliance suggests by the item's pass marks; None for an empty sample."""
    if size == 0:
        return None
    share = 100 * compliant
    if share >= pass_marks.met * size:
        return Result.MET
    return Result.PARTLY_MET if share >= pass_marks.partly_met * size else Result.NOT_MET
