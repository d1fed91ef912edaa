"""What the statements of all intentions say, on the establishment's own."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.views.statement_view import LevelLineView
from app.desktop.widgets.level_line import LevelLine

_TWO_COLUMNS = 620


class LevelBoard(QWidget):
    """One line for each intention, in two columns where there is room; hidden without lines."""

    lines_box: QWidget

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._views: tuple[LevelLineView, ...] = ()
        self._lines: list[LevelLine] = []
        self._columns = 1

    def form_loaded(self) -> None:
        """Make room for the lines once the form has made the box."""
        self._grid = QGridLayout(self.lines_box)
        self._grid.setProperty("unitMargins", "0")
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)

    def show_lines(self, views: tuple[LevelLineView, ...]) -> None:
        """Show what each intention's statement says."""
        self.setVisible(bool(views))
        if views != self._views:
            self._views = views
            for line in self._lines:
                line.setParent(None)
                line.deleteLater()
            self._lines = [LevelLine(self._theme, view, self.lines_box) for view in views]
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take one column or two."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= self._theme.u(_TWO_COLUMNS) else 1
        if columns != self._columns:
            self._columns = columns
            self._lay_out()

    def _lay_out(self) -> None:
        rows = -(-len(self._lines) // self._columns)
        self._grid.setHorizontalSpacing(self._theme.u(24))
        for place, line in enumerate(self._lines):
            self._grid.addWidget(line, place % rows, place // rows)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
