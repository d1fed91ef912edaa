"""What every page can do for the window that holds it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader

RAIL_BELOW = 980
"""The width in units below which the side bar is a rail: side bar, list and four answers need that much."""


class Page(QWidget):
    """A page loads its own form and takes views; it knows neither services nor other pages."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = loader.theme
        self._loader = loader

    def arrange(self, units: float) -> None:
        """Lay out for a window of this width in units (px divided by zoom)."""

    def focus_first(self) -> None:
        """Put the focus where work begins."""

    def commands(self) -> Sequence[QAction]:
        """Return the page's own commands, for the menu bar."""
        return self.actions()
