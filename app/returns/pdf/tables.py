"""Tables as the return sets them: caption and heads repeat, horizontal lines only, nothing is left orphaned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportlab.platypus import Flowable

from app.returns.pdf import theme
from app.returns.pdf.columns import chunks
from app.returns.pdf.grid import Grid, RowKind, RowPlan, tagged_grid
from app.returns.pdf.prose import Text, goes_on
from app.returns.pdf.tags import content

Cell = str | Flowable | Sequence[Flowable]
"""Markup, or anything drawn. A long paragraph may be parted over a page; a shape may not."""

_BODY = RowPlan()
CONTINUED = RowPlan(is_continued=True)
"""The plan of a row that is the rest of the one above."""

_LONG = 700
"""Characters of a cell from which it is worth looking whether the row is too tall."""
_TALLEST = 200.0
"""Points: a taller row is cut into rows of at most this height."""
_WHOLE = 12
"""Tables of up to this many rows stay on one page."""


@dataclass(frozen=True)
class Column:
    """A column: its head, its width, and whether it holds figures."""

    head: str
    width: float
    is_right: bool = False


class Caption(Flowable):
    """The caption of a table, which adds "continued" where the table runs on."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self._title, self._note, self._times = title, note, 0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Take one line."""
        self.width, self.height = aW, 14.0
        return aW, 14.0

    def draw(self) -> None:
        """Draw title and note; from the second time on it is a continuation."""
        note = "continued" if self._times else self._note
        self._times += 1
        canvas = self.canv
        with content(canvas, "P"):
            canvas.setFillColor(theme.INK)
            canvas.setFont(theme.SEMIBOLD, 10.5)
            canvas.drawString(0, 3, self._title)
            canvas.setFillColor(theme.GREY)
            canvas.setFont(theme.REGULAR, 9)
            canvas.drawString(theme.text_width(self._title, theme.SEMIBOLD, 10.5) + 5, 3, note)


def length(flowable: Any) -> int:
    """Return how many characters a paragraph has; the rest of one that was cut counts as long, anything else as 0."""
    if not isinstance(flowable, Text):
        return 0
    return len(flowable.text or "") or _LONG


class Register:
    """Collects the rows of a table, then builds it."""

    def __init__(self, columns: Sequence[Column], caption: Caption | None = None) -> None:
        self._columns = columns
        self._rows: list[list[Any]] = []
        self._plans: list[RowPlan] = []
        self._commands: list[tuple[Any, ...]] = []
        if caption is not None:
            self._rows.append([caption, *[""] * (len(columns) - 1)])
            self._plans.append(RowPlan(RowKind.CAPTION))
        heads = [Text(each.head, theme.HEAD_RIGHT if each.is_right else theme.HEAD) for each in columns]
        self._rows.append(heads)
        self._plans.append(RowPlan(RowKind.HEADS))
        self._repeated = len(self._rows)
        line = self._repeated - 1
        self._commands += [
            ("LINEBELOW", (0, line), (-1, line), 0.9, theme.ACCENT),
            ("VALIGN", (0, line), (-1, line), "BOTTOM"),
        ]
        self._last_rows: list[int] = []

    def group(self, markup: str, note: str = "") -> None:
        """Add a row that heads the rows after it and stays with the next two."""
        row = len(self._rows)
        self._end_block(row)
        text = f'{markup} <font name="{theme.REGULAR}" color="#4B555C">{note}</font>' if note else markup
        self._rows.append([_Spread(Text(text, theme.GROUP)), *[""] * (len(self._columns) - 1)])
        self._plans.append(RowPlan(RowKind.GROUP))
        self._commands += [
            ("LINEBELOW", (0, row), (-1, row), 0.35, theme.LINE),
            ("TOPPADDING", (0, row), (-1, row), 7),
            ("NOSPLIT", (0, row), (-1, row + 2)),
        ]

    def _end_block(self, row: int) -> None:
        if row > self._repeated:
            self._commands.append(("LINEBELOW", (0, row - 1), (-1, row - 1), 0.6, theme.GREY))

    def row(self, *cells: Cell, is_open: bool = False, keep: int = 0, plan: RowPlan = _BODY) -> int:
        """Add a row and return its number. `is_open` draws no line beneath; `keep` rows after it stay with it.

        `plan` is how it is tagged.
        """
        row = len(self._rows)
        for number, part in enumerate(self._parts(cells)):
            self._rows.append(part)
            self._plans.append(plan if number == 0 else CONTINUED)
            if self._plans[-1].is_continued:
                self._join(len(self._rows) - 1)
        last = len(self._rows) - 1
        if not is_open:
            self._commands.append(("LINEBELOW", (0, last), (-1, last), 0.35, theme.LINE))
            self._last_rows.append(last)
        if keep:
            self._commands.append(("NOSPLIT", (0, row), (-1, row + keep)))
        return row

    def _join(self, row: int) -> None:
        """Let a row go on where the one above ends: no gap within a paragraph, a paragraph's own between two."""
        ends = zip(self._rows[row - 1], self._rows[row], strict=True)
        is_cut = any(goes_on(above, below) for above, below in ends)
        self._commands += [
            ("BOTTOMPADDING", (0, row - 1), (-1, row - 1), 0),
            ("TOPPADDING", (0, row), (-1, row), 0 if is_cut else theme.TOLD.spaceAfter),
        ]

    def _parts(self, cells: Sequence[Cell]) -> list[list[Any]]:
        made = [self._cell(cell, column) for cell, column in zip(cells, self._columns, strict=True)]
        if not any(isinstance(cell, str) and len(cell) > _LONG for cell in cells):
            return [made]
        cut = [
            chunks([cell], column.width - 6, _TALLEST) if isinstance(cell, Text) else [[cell]]
            for cell, column in zip(made, self._columns, strict=True)
        ]
        return [[one[number] if number < len(one) else "" for one in cut] for number in range(max(map(len, cut)))]

    def _cell(self, cell: Cell, column: Column) -> Any:
        if not isinstance(cell, str):
            return cell if isinstance(cell, Flowable) else list(cell)
        if not cell:
            return ""
        return Text(cell, theme.CELL_RIGHT if column.is_right else theme.CELL)

    def keep(self, first: int, last: int) -> None:
        """Keep the rows from `first` to `last` on one page."""
        self._commands.append(("NOSPLIT", (0, first), (-1, last)))

    @property
    def next_row(self) -> int:
        """The number that the next row will have."""
        return len(self._rows)

    @property
    def is_empty(self) -> bool:
        """Whether it holds heads alone."""
        return len(self._rows) == self._repeated

    def build(self, *, before: float = 0, after: float = 14, is_whole: bool = True) -> Grid:
        """Return the table; a short one is kept on one page where `is_whole`."""
        count = len(self._rows)
        self._end_block(count)
        first, last = self._repeated + 1, count - 1
        if is_whole and count - self._repeated <= _WHOLE and not self._has_tall():
            self.keep(0, last)
        elif last > first:
            self.keep(0, first)
            self.keep(last - 1, last)
        return tagged_grid(
            self._rows,
            self._plans,
            colWidths=[column.width for column in self._columns],
            repeatRows=self._repeated,
            style=[*_PLAIN, *self._gaps(), *self._commands],
            spaceBefore=before,
            spaceAfter=after,
            hAlign="LEFT",
        )

    def _gaps(self) -> Iterator[tuple[Any, ...]]:
        """Yield what parts figures, which end at the right of their column, from words in the next."""
        for number, (left, right) in enumerate(pairwise(self._columns), 1):
            if left.is_right and not right.is_right:
                yield ("LEFTPADDING", (number, 0), (number, -1), 6)

    def _has_tall(self) -> bool:
        """Whether the rows are too many or too long to be kept on one page."""
        cells = [cell for row in self._rows for cell in row]
        stacked = [each for cell in cells for each in (cell if isinstance(cell, list) else [cell])]
        return sum(length(each) for each in stacked) > 3 * _LONG


def opening_height(grid: Grid) -> float:
    """Return how much of a page the start of a table takes, which is never parted: caption, heads, two rows.

    Of three rows the last two are not parted either.
    """
    grid.wrap(theme.BODY_WIDTH, theme.BODY_HEIGHT)
    heights: Sequence[float] = grid._rowHeights  # type: ignore[attr-defined]  # not in its stub
    first = int(grid.repeatRows) + 2
    return sum(heights[:first] if len(heights) > first + 1 else heights)


class _Spread(Flowable):
    """A paragraph that takes the table's whole width from its first cell."""

    def __init__(self, paragraph: Text) -> None:
        super().__init__()
        self._paragraph = paragraph

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Lay out over the whole body."""
        _, height = self._paragraph.wrap(theme.BODY_WIDTH, aH)
        self.width, self.height = aW, height
        return aW, height

    def draw(self) -> None:
        """Draw the paragraph."""
        self._paragraph.drawOn(self.canv, 0, 0)


_PLAIN: list[tuple[Any, ...]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 3.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ("FONT", (0, 0), (-1, -1), theme.REGULAR, 9, 11.5),
    ("TEXTCOLOR", (0, 0), (-1, -1), theme.INK),
]
