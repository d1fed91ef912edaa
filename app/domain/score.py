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
    return weigh([(_column(item.answer), item.weight) for item in items], scales)


def weigh(columns: Sequence[tuple[str, int]], scales: Scales) -> Score:
    """Return the score of items given as the column that each counts in (`Counts`), and its weight."""
    marks: dict[str, int] = {step.key: step.mark for step in scales.results if step.mark is not None}
    full = max(marks.values())
    counted = [(marks[column], weight) for column, weight in columns if column in marks]
    earned = sum(mark * weight for mark, weight in counted)
    possible = sum(full * weight for _, weight in counted)
    return Score(
        value=(200 * earned + possible) // (2 * possible) if possible else None,
        counted=len(counted),
        items=len(columns),
        withheld=sum(column == "withheld" for column, _ in columns),
    )


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
