"""Three panes, two with one that opens over the page, or one at a time behind tabs: by the width of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.theme import Theme

Mode = Literal["three", "two", "one"]

_THREE_PANES, _TWO_PANES, _WIDE = 1250, 980, 1600
_NO_LIMIT = 16777215

Widths = tuple[int, int]
"""Of the list and of the side pane, in units."""


@dataclass(frozen=True)
class PaneParts:
    """The panes of a page, the row they stand in, and the column that takes all three where they are tabs."""

    listing: QWidget
    side: QWidget
    row: QHBoxLayout
    column: QVBoxLayout


class Panes:
    """Places the panes of one page; `wide` are its widths from 1600 units on."""

    def __init__(self, page: QWidget, theme: Theme, parts: PaneParts, usual: Widths, wide: Widths) -> None:
        self.mode: Mode = "three"
        self._page = page
        self._theme = theme
        self._parts = parts
        self._usual, self._wide = usual, wide
        self._widths = usual

    def take(self, units: float) -> bool:
        """Take a window's width in units; tell whether the mode is another now."""
        before = self.mode
        self.mode = "three" if units >= _THREE_PANES else ("two" if units >= _TWO_PANES else "one")
        self._widths = self._wide if units >= _WIDE else self._usual
        if self.mode != before:
            self._place()
        self.size()
        return self.mode != before

    def size(self) -> None:
        """Give each side its width."""
        is_tabbed = self.mode == "one"
        for pane, units in zip((self._parts.listing, self._parts.side), self._widths, strict=True):
            limit = _NO_LIMIT if is_tabbed else self._theme.u(units)
            pane.setMinimumWidth(0 if is_tabbed else limit)
            pane.setMaximumWidth(limit)
        self.float_side()

    def float_side(self) -> None:
        """Keep the side pane at the edge that it opens over."""
        if self.mode == "two":
            side, width = self._parts.side, self._theme.u(self._widths[1])
            side.setGeometry(self._page.width() - width, 0, width, self._page.height())
            side.raise_()

    def _place(self) -> None:
        parts = self._parts
        if self.mode == "one":
            parts.column.insertWidget(0, parts.listing, 1)
            parts.column.insertWidget(0, parts.side, 1)
        else:
            parts.row.insertWidget(0, parts.listing)
        if self.mode == "three":
            parts.row.addWidget(parts.side)
        elif self.mode == "two":
            parts.side.setParent(self._page)
            parts.side.hide()
