"""Three panes, two with one that opens over the page, or one at a time behind tabs: by the width of the window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desktop.pages.pane_widths import PaneWidths
from app.desktop.theme import Theme
from app.desktop.widgets.pane_grip import PaneGrip

Mode = Literal["three", "two", "one"]

_THREE_PANES, _TWO_PANES, _WIDE = 1250, 980, 1600
_NO_LIMIT = 16777215
_NAMES = ("list", "side")

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
        self._own = PaneWidths()
        self._grips = tuple(
            PaneGrip(theme, pane, page, is_left=pane is parts.listing) for pane in (parts.listing, parts.side)
        )
        for name, grip in zip(_NAMES, self._grips, strict=True):
            grip.dragged.connect(partial(self._on_dragged, name))

    @property
    def widths(self) -> Widths:
        """How wide list and side pane are, in units."""
        listing, side = (self._own.of(name, usual) for name, usual in zip(_NAMES, self._widths, strict=True))
        return listing, side

    def resize(self, pane: QWidget, by: int) -> None:
        """Make the list or the side pane wider by so many units, or narrower."""
        for name, known, units in zip(_NAMES, (self._parts.listing, self._parts.side), self.widths, strict=True):
            if pane is known:
                self._own.choose(name, units + by)
                self.size()

    def words(self) -> list[str]:
        """Return how wide their user made them, and whether the side pane is open where it opens over the page."""
        is_out = self.mode == "two" and self._parts.side.isVisibleTo(self._page)
        return [*self._own.words(), *(["side_pane:open"] if is_out else [])]

    def take_places(self, places: dict[str, str]) -> None:
        """Take the widths of an earlier session, and open the side pane again."""
        self._own.take({name: places[name] for name in _NAMES if name in places})
        self.size()
        if self.mode == "two" and places.get("side_pane") == "open":
            self._parts.side.show()
            self.float_side()

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
        for pane, units in zip((self._parts.listing, self._parts.side), self.widths, strict=True):
            limit = _NO_LIMIT if is_tabbed else self._theme.u(units)
            pane.setMinimumWidth(0 if is_tabbed else limit)
            pane.setMaximumWidth(limit)
        self.float_side()

    def float_side(self) -> None:
        """Keep the side pane at the edge that it opens over."""
        if self.mode == "two":
            side, width = self._parts.side, self._theme.u(self.widths[1])
            side.setGeometry(self._page.width() - width, 0, width, self._page.height())
            side.raise_()
        for grip in self._grips:
            grip.follow()

    def _on_dragged(self, name: str, width: int) -> None:
        self._own.choose(name, width * 100 / self._theme.zoom)
        self.size()

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
