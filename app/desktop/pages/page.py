"""What every page can do for the window that holds it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader

STEP = 24
"""By so many units a pane is made wider or narrower by key."""

RAIL_BELOW = 980
"""The width in units below which the side bar is a rail: side bar, list and four answers need that much."""


class Page(QWidget):
    """A page loads its own form and takes views; it knows neither services nor other pages.

    Signal: `panes_changed` after a pane was opened, put away, or made wider or narrower.
    """

    panes_changed = Signal()

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = loader.theme
        self._loader = loader

    def arrange(self, units: float) -> None:
        """Lay out for a window of this width in units (px divided by zoom)."""

    def focus_first(self) -> None:
        """Put the focus where work begins."""

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 goes round, in the order of reading."""
        return (self,)

    def show_pane(self, pane: QWidget | None) -> QWidget | None:
        """Put a pane on show where it is put away; return the control to begin at, None for its first.

        None as the pane: the focus leaves the page, and what opened over it is put away.
        """
        return None

    def resize_pane(self, pane: QWidget, by: int) -> None:
        """Make a pane wider by so many units, or narrower; nothing for one that takes what is left."""

    def places(self) -> str:
        """Return which panes are on show and how wide they are, for `take_places` of a later session."""
        return ""

    def take_places(self, words: str) -> None:
        """Put the panes as they were in an earlier session."""

    def commands(self) -> Sequence[QAction]:
        """Return the page's own commands, for the menu bar."""
        return self.actions()


def first_stop(pane: QWidget) -> QWidget | None:
    """Return the first control of a pane that Tab would stop at; None where there is none."""
    stop = pane.nextInFocusChain()
    while stop is not None and stop is not pane:
        is_stop = stop.isVisible() and stop.isEnabled() and bool(stop.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if is_stop and pane.isAncestorOf(stop):
            return stop
        stop = stop.nextInFocusChain()
    return None
