"""What a register keeps of a return for each intention: level, score and counts, so that it never reads the whole."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import TypeAdapter

from app.domain.catalogue import Data
from app.domain.records import Level
from app.domain.released import ReleasedIntention, ReleasedReturn


class Figures(Data):
    """One intention of one return. `applies` is false where it does not apply to the establishment."""

    applies: bool = True
    level: Level | None = None
    suggested: Level | None = None
    score: int | None = None
    met: int = 0
    partly_met: int = 0
    not_met: int = 0
    not_tested: int = 0
    not_answered: int = 0
    withheld: int = 0
    major: int = 0
    overdue: int = 0


_FIGURES = TypeAdapter(dict[str, Figures])


def figures_of(released: ReleasedReturn) -> dict[str, Figures]:
    """Return the figures of each intention, in the return's order."""
    overdue = [each.intention for each in released.actions if each.is_overdue]
    return {each.ref: _figures(each, overdue.count(each.ref)) for each in released.intentions}


def write_figures(figures: Mapping[str, Figures]) -> str:
    """Return figures as JSON, without what is as usual."""
    return json.dumps({ref: each.model_dump(mode="json", exclude_defaults=True) for ref, each in figures.items()})


def read_figures(text: str) -> dict[str, Figures]:
    """Read what `write_figures` gave."""
    return _FIGURES.validate_json(text)


def _figures(intention: ReleasedIntention, overdue: int) -> Figures:
    if intention.does_not_apply:
        return Figures(applies=False)
    counts = intention.counts
    return Figures(
        level=intention.statement.level if intention.statement else None,
        suggested=intention.suggested_level,
        score=intention.score.value,
        met=counts.met,
        partly_met=counts.partly_met,
        not_met=counts.not_met,
        not_tested=counts.not_tested,
        not_answered=counts.not_answered,
        withheld=counts.withheld,
        major=sum(each.grade.value == "major" for each in intention.findings),
        overdue=overdue,
    )
