"""Levels, results and the reviewer's own view of them over the periods, of one establishment or of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.records import Level, Result
from app.domain.references import intention_of
from app.domain.return_figures import Figures, read_figures
from app.domain.review_records import Opinion, ReceivedReturn, ReviewMark
from app.domain.review_trend import OwnResults, Point, compare_results, level_move, level_words
from app.domain.text import shown
from app.services.received import order_of, require_reviewer

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.store.file import EstablishmentFile
    from app.store.work import Work

NOT_HERE = "No return of this establishment has been taken in here. See `review list` for those here."
WHOLE = ""
"""Stands for the whole return in the place of an intention."""


@dataclass(frozen=True)
class Trend:
    """One intention of one establishment, or the whole: a point for each period, the earliest first."""

    code: str
    name: str
    intention: str
    points: tuple[Point, ...]

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "code": self.code, "name": self.name, "intention": self.intention or None,
            "periods": [point_json(point) for point in self.points],
        }  # fmt: skip

    def lines(self) -> list[str]:
        """Return the trend in lines, one for each period."""
        last: Level | None = None
        said = [f"{self.code}  {self.intention or 'The whole'}"]
        for point in self.points:
            parts = [level_words(point.figures.level), level_move(point.figures.level, last)]
            parts += [f"opinion {level_words(point.opinion)}"] if point.opinion else []
            parts += [f"own results: {point.own.words}"] if point.own.compared else []
            parts += [f"{point.figures.withheld} withheld"] if point.figures.withheld else []
            said.append(f"  {point.period}, {point.number}: {'; '.join(part for part in parts if part != '–')}")
            last = point.figures.level
        return said


def point_json(point: Point) -> dict[str, object]:
    """Return a point for `--json`."""
    figures, own = point.figures, point.own
    return {
        "period": point.period, "return": point.number, "made_on": point.made_on, "level": figures.level,
        "opinion": point.opinion, "score": figures.score, "met": figures.met, "partly_met": figures.partly_met,
        "not_met": figures.not_met, "not_tested": figures.not_tested, "not_answered": figures.not_answered,
        "withheld": figures.withheld,
        "own_results": {"compared": own.compared, "lower": own.lower, "higher": own.higher, "mean": own.mean},
    }  # fmt: skip


def list_trends(file: EstablishmentFile, *, code: str | None = None, intention: str | None = None) -> list[Trend]:
    """Return the trends of an establishment, or of all: first that of the whole, then each intention that applies.

    UserError where none of the establishment's returns is here.
    """
    by_place: dict[tuple[str, str], list[Point]] = defaultdict(list)
    points = list_points(file, code=code.strip().upper() if code else None)
    if code and not points:
        raise UserError(NOT_HERE)
    for point in points:
        if point.figures.applies and intention in (None, point.intention):
            by_place[point.code, point.intention].append(point)
    return [
        Trend(place[0], points[-1].name, place[1], tuple(points))
        for place, points in sorted(by_place.items())
    ]  # fmt: skip


def list_points(file: EstablishmentFile, *, code: str | None = None) -> list[Point]:
    """Return a point for the whole and for each intention, of the last return of each period.

    By establishment, the earliest period first. The reviewer's own results and opinions are those on any return of the
    period, the last one given of each. It reads no payload.
    """
    with file.reading() as work:
        require_reviewer(work)
        held = work.list(ReceivedReturn, **({"code": code} if code else {}))
        opinions, marks = _opinions(work, held), _marks(work, held)
    points: list[Point] = []
    for returns in by_period(held):
        points += _points(returns, opinions, marks)
    return points


def by_period(held: Iterable[Entry[ReceivedReturn]]) -> list[list[Entry[ReceivedReturn]]]:
    """Return the returns in groups of one establishment and period each, in order; the last of a group counts."""
    groups: dict[tuple[str, object, str], list[Entry[ReceivedReturn]]] = defaultdict(list)
    for entry in sorted(held, key=order_of):
        groups[entry.record.code, entry.record.starts, entry.record.period].append(entry)
    return [groups[key] for key in sorted(groups, key=lambda key: (key[0], str(key[1]), key[2]))]


Opinions = dict[str, dict[str, Level]]
Marks = dict[str, dict[str, tuple[Result | None, Result]]]


def _opinions(work: Work, held: Sequence[Entry[ReceivedReturn]]) -> Opinions:
    found: Opinions = defaultdict(dict)
    for opinion in (each.record for each in work.list(Opinion, return_id=frozenset(one.record.id for one in held))):
        if opinion.level is not None:
            found[opinion.return_id][opinion.intention_ref or WHOLE] = opinion.level
    return found


def _marks(work: Work, held: Sequence[Entry[ReceivedReturn]]) -> Marks:
    found: Marks = defaultdict(dict)
    for mark in (each.record for each in work.list(ReviewMark, return_id=frozenset(one.record.id for one in held))):
        found[mark.return_id][mark.item_ref] = (mark.self_result, mark.result)
    return found


def _points(returns: Sequence[Entry[ReceivedReturn]], opinions: Opinions, marks: Marks) -> list[Point]:
    """Return the points of one period of one establishment: the whole, then its intentions."""
    last = returns[-1]
    given = {ref: level for one in returns for ref, level in opinions[one.record.id].items()}
    own = {item: pair for one in returns for item, pair in marks[one.record.id].items()}
    figures = read_figures(last.record.figures)
    whole = _sum(last.record, figures.values())
    made = [_point(last, WHOLE, whole, given, compare_results(own.values()))]
    for ref, each in figures.items():
        pairs = (pair for item, pair in own.items() if intention_of(item) == ref)
        made.append(_point(last, ref, each, given, compare_results(pairs)))
    return made


def _point(entry: Entry[ReceivedReturn], ref: str, figures: Figures, given: dict[str, Level], own: OwnResults) -> Point:
    one = entry.record
    return Point(
        one.code, shown(entry.text("name")), one.number, one.period, one.made_on, one.marking, ref, figures,
        given.get(ref), own,
    )  # fmt: skip


def _sum(record: ReceivedReturn, figures: Iterable[Figures]) -> Figures:
    """Return the figures of the whole: its own level and score, and the counts of its intentions together."""
    every = list(figures)
    counts = ("met", "partly_met", "not_met", "not_tested", "not_answered", "major", "overdue")
    return Figures(
        level=record.level,
        score=record.score,
        withheld=record.withheld,
        **{name: sum(getattr(each, name) for each in every) for name in counts},
    )
