"""A proportionate review: which intentions to look at, how deeply, and why. The reviewer may overrule it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.records import Level
from app.domain.return_figures import Figures
from app.domain.review_terms import Depth

_FULL, _SAMPLE = 4, 2
_YEAR = 365
_WEIGHTS = {Level.UNSATISFACTORY: 3, Level.LIMITED: 2}


@dataclass(frozen=True)
class Look:
    """What the plan says of one intention. `reasons` are sentences; `is_chosen` where the reviewer has overruled it."""

    intention: str
    depth: Depth
    reasons: tuple[str, ...]
    proposed: Depth
    is_chosen: bool = False


@dataclass(frozen=True)
class Known:
    """What is known of one intention: its figures now and last time, prompts of the lens, the last look at it."""

    now: Figures
    last: Figures | None = None
    prompts: int = 0
    looked_on: date | None = None


@dataclass
class _Weighing:
    points: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, points: int, reason: str) -> None:
        self.points += points
        self.reasons.append(reason)


def plan_review(known: Mapping[str, Known], chosen: Mapping[str, tuple[Depth, str]], today: date) -> tuple[Look, ...]:
    """Propose a look at each intention that applies. `chosen` are the reviewer's own depths, each with a reason."""
    looks = []
    for ref, each in known.items():
        if not each.now.applies:
            continue
        weighed = _weigh(each, today)
        proposed = _depth(weighed.points)
        depth, reason = chosen.get(ref, (proposed, ""))
        reasons = ([reason] if reason else []) + (weighed.reasons or ["Nothing presses."])
        looks.append(Look(ref, depth, tuple(reasons), proposed, ref in chosen))
    return tuple(looks)


def _depth(points: int) -> Depth:
    if points >= _FULL:
        return Depth.FULL
    if points >= _SAMPLE:
        return Depth.SAMPLE
    return Depth.READ if points else Depth.NONE


def _weigh(known: Known, today: date) -> _Weighing:
    weighing = _Weighing()
    _weigh_risk(known, weighing)
    _weigh_change(known, weighing)
    if known.looked_on is None:
        weighing.add(1, "Nobody has looked at it yet.")
    elif (days := (today - known.looked_on).days) > _YEAR:
        weighing.add(1, f"The last look was {days} days ago.")
    return weighing


def _weigh_risk(known: Known, weighing: _Weighing) -> None:
    now = known.now
    if now.level in _WEIGHTS:
        weighing.add(_WEIGHTS[now.level], f"The level is {now.level.value.capitalize()}.")
    elif now.level is None:
        weighing.add(2, "No level is stated.")
    if now.major:
        weighing.add(1, f"Major nonconformities: {now.major}.")
    if now.overdue:
        weighing.add(1, f"Actions overdue: {now.overdue}.")
    if now.withheld:
        weighing.add(1, f"Answers withheld: {now.withheld}; they can be inspected on site.")
    if known.prompts:
        weighing.add(1, f"The honesty lens asks about {known.prompts} of its answers.")


def _weigh_change(known: Known, weighing: _Weighing) -> None:
    now, last = known.now.level, known.last.level if known.last else None
    if now is None or last is None or now is last:
        return
    if list(Level).index(now) > list(Level).index(last):
        weighing.add(2, f"The level fell from {last.value.capitalize()}.")
    else:
        weighing.add(1, f"The level rose from {last.value.capitalize()}: see what shows it.")
