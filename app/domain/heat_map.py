"""The heat map: establishments beside each other, or one over its periods, by intention. A letter and a tone a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from app.domain.records import Level
from app.domain.review_trend import Point, level_words

Tone = Literal["", "good", "fair", "poor", "bad"]
"""How a cell is tinted; it never says anything that the letter and the words do not."""


class Aspect(StrEnum):
    """What the cells of a map say."""

    LEVEL = "level"
    OPINION = "opinion"
    OWN = "own"
    RESULTS = "results"
    WITHHELD = "withheld"


ASPECT_WORDS = {
    Aspect.LEVEL: "Level stated",
    Aspect.OPINION: "Your opinion",
    Aspect.OWN: "Your results beside theirs",
    Aspect.RESULTS: "Not met and partly met",
    Aspect.WITHHELD: "Withheld",
}
LEGENDS = {
    Aspect.LEVEL: "S Substantial, M Moderate, L Limited, U Unsatisfactory, – no statement, · does not apply",
    Aspect.OPINION: "S Substantial, M Moderate, L Limited, U Unsatisfactory, – no opinion given, · does not apply",
    Aspect.OWN: "−2: two of your results are lower than theirs; +1: one is higher; =: the same; –: none given",
    Aspect.RESULTS: "How many answers are Not met or Partly met, and * where one is Not met",
    Aspect.WITHHELD: "How many answers of an intention are withheld",
}
_LETTERS: Mapping[Level, tuple[str, Tone]] = {
    Level.SUBSTANTIAL: ("S", "good"),
    Level.MODERATE: ("M", "fair"),
    Level.LIMITED: ("L", "poor"),
    Level.UNSATISFACTORY: ("U", "bad"),
}
_MANY = 3


@dataclass(frozen=True)
class HeatCell:
    """One cell: its letter or figure, the same in words, its tone."""

    text: str
    words: str
    tone: Tone = ""


@dataclass(frozen=True)
class HeatRow:
    """One return. `number` is empty where none of the period was taken in."""

    code: str
    name: str
    number: str
    period: str
    marking: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatMap:
    """A map: what stands over its columns, the whole first and then each intention, and its rows in order."""

    refs: tuple[str, ...]
    rows: tuple[HeatRow, ...]


WHOLE_WORD = "Whole"
"""Stands over the column of the whole return."""
NOT_APPLYING = HeatCell("·", "Does not apply")
NOT_RECEIVED = HeatCell("", "No return of this period")


def map_points(points: Sequence[Point], refs: Sequence[str], aspect: Aspect) -> HeatMap:
    """Return a row for each return that the points are of, in their order, a cell for the whole and each reference."""
    by_return: dict[str, dict[str, Point]] = {}
    for point in points:
        by_return.setdefault(point.number, {})[point.intention or WHOLE_WORD] = point
    heads = (WHOLE_WORD, *refs)
    rows = []
    for number, known in by_return.items():
        cells = tuple(_cell(known.get(head), aspect) for head in heads)
        one = next(iter(known.values()))
        rows.append(HeatRow(one.code, one.name, number, one.period, one.marking, cells))
    return HeatMap(heads, tuple(rows))


def _cell(point: Point | None, aspect: Aspect) -> HeatCell:
    return _CELLS[aspect](point) if point is not None and point.figures.applies else NOT_APPLYING


def _level(point: Point) -> HeatCell:
    level = point.figures.level
    text, tone = _LETTERS[level] if level else ("–", "")
    return HeatCell(text, level_words(level), tone)


def _opinion(point: Point) -> HeatCell:
    level = point.opinion
    if level is None:
        return HeatCell("–", "No opinion given")
    text, tone = _LETTERS[level]
    stated = level_words(point.figures.level)
    return HeatCell(text, f"{level_words(level)}, beside their {stated}", tone)


def _own(point: Point) -> HeatCell:
    own = point.own
    if not own.compared:
        return HeatCell("–", "No results of your own")
    parts = [f"−{own.lower}"] if own.lower else []
    parts += [f"+{own.higher}"] if own.higher else []
    tone: Tone = "bad" if own.lower >= _MANY else "poor" if own.lower else "fair" if own.higher else "good"
    return HeatCell("".join(parts) or "=", f"Your results, {own.words[0].lower()}{own.words[1:]}", tone)


def _results(point: Point) -> HeatCell:
    figures = point.figures
    count = figures.not_met + figures.partly_met
    tone: Tone = "bad" if figures.not_met else "poor" if figures.partly_met else "good"
    words = f"{figures.met} Met, {figures.partly_met} Partly met, {figures.not_met} Not met"
    return HeatCell(f"{count}*" if figures.not_met else str(count), words, tone)


def _withheld(point: Point) -> HeatCell:
    count = point.figures.withheld
    return HeatCell(str(count), f"{count} withheld" if count else "Nothing withheld", "poor" if count else "")


_CELLS: Mapping[Aspect, Callable[[Point], HeatCell]] = {
    Aspect.LEVEL: _level,
    Aspect.OPINION: _opinion,
    Aspect.OWN: _own,
    Aspect.RESULTS: _results,
    Aspect.WITHHELD: _withheld,
}
