"""A table whose rows and cells are tagged as they are drawn, over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from reportlab.platypus import Table

from app.returns.pdf.prose import Text
from app.returns.pdf.tags import Element, Tags, tags_of


class RowKind(Enum):
    """What a row is: the caption and the heads are repeated, and tagged once."""

    CAPTION = "caption"
    HEADS = "heads"
    GROUP = "group"
    BODY = "body"


@dataclass(frozen=True)
class RowPlan:
    """How a row is tagged. Its first `reaching` cells reach over `rows` rows; in those below, `covered` says so.

    `is_continued` rows are the rest of the row above, cut so that pages can break in it.
    """

    kind: RowKind = RowKind.BODY
    is_continued: bool = False
    reaching: int = 0
    rows: int = 1
    covered: int = 0


class Grid(Table):
    """reportlab's table, without the empty strings that it draws for empty cells."""

    def _drawCell(self, cellval: Any, cellstyle: Any, pos: Any, size: Any) -> None:  # noqa: N802 (reportlab's name)
        if cellval != "":
            super()._drawCell(cellval, cellstyle, pos, size)  # type: ignore[misc]  # not in its stub


def tagged_grid(rows: list[list[Any]], plans: Sequence[RowPlan], *, row_heads: bool = True, **settings: Any) -> Grid:
    """Return a table. With `row_heads` the first cell of a body row heads its row. `settings` are reportlab's."""
    painter = _Painter(row_heads)
    look: dict[str, Any] = {"renderCB": painter, **settings}
    grid = Grid(rows, **look)
    painter.plans = {id(row): plan for row, plan in zip(painter.rows_of(grid), plans, strict=True)}
    return grid


class _Painter:
    """Told by reportlab of each row and cell; the parts of a table that was split share it, and so one element."""

    plans: dict[int, RowPlan]

    def __init__(self, row_heads: bool) -> None:
        self._row_heads = row_heads
        self._table: Element | None = None
        self._row: Element | None = None
        self._cells: dict[int, Element] = {}
        self._drawn: set[int] = set()
        self._plan = RowPlan()
        self._is_repeated = self._is_cell = self._is_content = False

    def rows_of(self, grid: Any) -> list[list[Any]]:
        """Return the rows as reportlab keeps them: the same lists in every part of a table that was split."""
        rows: list[list[Any]] = grid._cellvalues
        return rows

    def __call__(self, grid: Any, event: str, *details: Any) -> None:
        """Follow one event."""
        tags = tags_of(grid.canv)
        if tags is not None and (handle := getattr(self, f"_on_{event}", None)) is not None:
            handle(tags, grid, *details)

    def _on_startTable(self, tags: Tags, grid: Any) -> None:  # noqa: N802 (the event's name)
        if self._table is None:
            self._table = tags.add("Table")
        tags.enter(self._table)

    def _on_endTable(self, tags: Tags, grid: Any) -> None:  # noqa: N802
        tags.leave()

    def _on_startLines(self, tags: Tags, grid: Any) -> None:  # noqa: N802
        tags.begin_artifact(grid.canv)

    def _on_endLines(self, tags: Tags, grid: Any) -> None:  # noqa: N802
        tags.end_artifact(grid.canv)

    def _on_startRow(self, tags: Tags, grid: Any, number: int) -> None:  # noqa: N802
        key = id(self.rows_of(grid)[number])
        self._plan = self.plans[key]
        self._is_repeated = key in self._drawn
        self._drawn.add(key)
        if self._is_repeated:
            tags.begin_artifact(grid.canv)
            return
        if self._plan.is_continued and self._row is not None:
            tags.enter(self._row)
            return
        self._row = tags.add("Caption" if self._plan.kind is RowKind.CAPTION else "TR")
        self._cells = {}
        tags.enter(self._row)

    def _on_endRow(self, tags: Tags, grid: Any) -> None:  # noqa: N802
        if self._is_repeated:
            tags.end_artifact(grid.canv)
        else:
            tags.leave()

    def _on_startCell(  # noqa: N802
        self, tags: Tags, grid: Any, row: int, column: int, cell: Any, *_: Any
    ) -> None:
        self._is_cell = self._is_content = False
        plan = self._plan
        is_alone = plan.kind is RowKind.CAPTION or (plan.kind is RowKind.GROUP and column > 0)
        if self._is_repeated or is_alone or (column < plan.covered and not plan.is_continued):
            return
        if column not in self._cells:
            self._cells[column] = self._add_cell(tags, grid, column, is_empty=cell == "")
        self._is_cell = True
        is_lone = isinstance(cell, tuple | list) and len(cell) == 1 and isinstance(cell[0], Text)
        tags.lone = self._cells[column] if is_lone or isinstance(cell, Text) else None
        tags.enter(self._cells[column])
        if isinstance(cell, str) and cell:
            self._is_content = True
            tags.begin(grid.canv, self._cells[column])

    def _on_endCell(self, tags: Tags, grid: Any) -> None:  # noqa: N802
        if self._is_content:
            grid.canv.addLiteral("EMC")
        if self._is_cell:
            tags.lone = None
            tags.leave()

    def _add_cell(self, tags: Tags, grid: Any, column: int, *, is_empty: bool) -> Element:
        plan = self._plan
        if plan.kind is RowKind.HEADS:
            return tags.add("TH", Scope="Column")
        if plan.kind is RowKind.GROUP:
            return tags.add("TH", Scope="Row", ColSpan=len(grid._colWidths))
        more: dict[str, Any] = {"RowSpan": plan.rows} if column < plan.reaching and plan.rows > 1 else {}
        if column == 0 and self._row_heads and not is_empty:
            return tags.add("TH", Scope="Row", **more)
        return tags.add("TD", **more)
