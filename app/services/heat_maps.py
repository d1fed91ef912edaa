"""The heat map of a reviewer's file, for the window, the command line, the clipboard and a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.heat_map import ASPECT_WORDS, NOT_RECEIVED, Aspect, HeatMap, HeatRow, map_points
from app.domain.periods import period_dates
from app.domain.review_trend import Point
from app.services.figures import highest_marking, table_text
from app.services.placing import written_beside
from app.services.trends import NOT_HERE, list_points

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.returns.workbook.sheet import Sheet
    from app.store.file import EstablishmentFile


@dataclass(frozen=True)
class Maps:
    """Everything that maps are made of, read once."""

    points: Sequence[Point]

    @property
    def periods(self) -> list[str]:
        """The periods of which a return was taken in, the latest first."""
        return sorted({point.period for point in self.points}, key=_start_of, reverse=True)

    @property
    def establishments(self) -> dict[str, str]:
        """The name of each establishment, by its code."""
        return {point.code: point.name for point in self.points}

    def of_period(self, period: str, aspect: Aspect) -> HeatMap:
        """Return every establishment in one period; those of which no return is here stand there without cells."""
        made = map_points([point for point in self.points if point.period == period], self._refs(), aspect)
        known = {row.code for row in made.rows}
        missing = [
            HeatRow(code, name, "", period, "", tuple(NOT_RECEIVED for _ in made.refs))
            for code, name in self.establishments.items()
            if code not in known
        ]
        return replace(made, rows=tuple(sorted((*made.rows, *missing), key=lambda row: row.code)))

    def of_establishment(self, code: str, aspect: Aspect) -> HeatMap:
        """Return one establishment over its periods, the latest first."""
        made = map_points([point for point in self.points if point.code == code], self._refs(), aspect)
        return replace(made, rows=made.rows[::-1])

    def _refs(self) -> list[str]:
        return sorted({point.intention for point in self.points if point.intention})


def read_maps(file: EstablishmentFile) -> Maps:
    """Read what maps are made of."""
    return Maps(list_points(file))


def choose_map(maps: Maps, *, period: str | None, code: str | None, aspect: Aspect) -> HeatMap:
    """Return the map of a period (the latest where neither is named) or of an establishment; UserError without one."""
    if code is not None:
        if code.strip().upper() not in maps.establishments:
            raise UserError(NOT_HERE)
        return maps.of_establishment(code.strip().upper(), aspect)
    if not maps.periods:
        raise UserError("No return has been taken in, so there is no map yet.")
    wanted = period_dates(period).name if period is not None else maps.periods[0]
    if wanted not in maps.periods:
        raise UserError("No return of this period has been taken in here. See `review list` for those here.")
    return maps.of_period(wanted, aspect)


def map_text(made: HeatMap, aspect: Aspect, scheme: MarkingScheme, separator: str = "\t") -> str:
    """Return a map as text to paste or keep, in words, each row with its return's number, under the highest marking."""
    marking = highest_marking(scheme, {row.marking for row in made.rows if row.marking})
    return table_text(map_sheet(made, aspect), ASPECT_WORDS[aspect].lower(), marking, separator)


def write_map(made: HeatMap, aspect: Aspect, scheme: MarkingScheme, out: Path) -> None:
    """Write a map as CSV."""
    with written_beside({out: map_text(made, aspect, scheme, ",").encode("utf-8-sig")}):
        pass


def map_sheet(made: HeatMap, aspect: Aspect) -> Sheet:
    """Return a map as a table, in words."""
    from app.returns.workbook.sheet import Column, Sheet

    heads = ("Establishment", "Name", "Return", "Period", *made.refs)
    rows = [
        (row.code, row.name, row.number or "Not received", row.period, *(cell.words for cell in row.cells))
        for row in made.rows
    ]
    return Sheet("Heat map", ASPECT_WORDS[aspect], [Column(head, 14) for head in heads], rows, keys=3)


def _start_of(period: str) -> str:
    try:
        return period_dates(period).starts.isoformat()
    except UserError:
        return period
