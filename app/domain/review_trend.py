"""How an intention went from period to period: as it was returned, and what the reviewer made of it beside that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from app.domain.records import Level, Result
from app.domain.return_figures import Figures

_STEPS = {Result.MET: 2, Result.PARTLY_MET: 1, Result.NOT_MET: 0}
"""A reviewer's result and the establishment's are compared in these steps; other results are no more or less."""


@dataclass(frozen=True)
class OwnResults:
    """The reviewer's own results beside the establishment's: how many were compared, and how they differ.

    `steps` is the sum of the differences, Partly met being one step from Met and from Not met: below 0 where the
    reviewer found less than the establishment did.
    """

    compared: int = 0
    lower: int = 0
    higher: int = 0
    steps: int = 0

    @property
    def mean(self) -> float | None:
        """The mean difference in steps; None where nothing was compared."""
        return round(self.steps / self.compared, 2) if self.compared else None

    @property
    def words(self) -> str:
        """The same in words, `Of 5: 2 lower, 1 higher`; empty where nothing was compared."""
        if not self.compared:
            return ""
        parts = [f"{count} {word}" for count, word in ((self.lower, "lower"), (self.higher, "higher")) if count]
        return f"Of {self.compared}: {', '.join(parts) or 'all the same'}"


@dataclass(frozen=True)
class Point:
    """One intention in one return, or the whole of it where `intention` is empty. `opinion` is the reviewer's."""

    code: str
    name: str
    number: str
    period: str
    made_on: date
    marking: str
    intention: str
    figures: Figures = field(default_factory=Figures)
    opinion: Level | None = None
    own: OwnResults = OwnResults()


def compare_results(pairs: Iterable[tuple[Result | None, Result]]) -> OwnResults:
    """Compare pairs of the establishment's result and the reviewer's; those that have no steps between are left out."""
    differences = [_STEPS[own] - _STEPS[said] for said, own in pairs if said in _STEPS and own in _STEPS]
    return OwnResults(
        compared=len(differences),
        lower=sum(difference < 0 for difference in differences),
        higher=sum(difference > 0 for difference in differences),
        steps=sum(differences),
    )


def level_move(now: Level | None, last: Level | None) -> str:
    """Say how a level moved: `As last time`, `Down from Moderate`; a dash where one of the two is not there."""
    if now is None or last is None:
        return "–"
    if now is last:
        return "As last time"
    steps = list(Level)
    return f"{'Up' if steps.index(now) < steps.index(last) else 'Down'} from {last.value.capitalize()}"


def level_words(level: Level | None) -> str:
    """Return a level's word, whether it is stated or not."""
    return level.value.capitalize() if level else "No statement"
