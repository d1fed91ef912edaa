"""What stands above the titles of a grid's rows: paper, and the line of the header."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from app.desktop.theme import Theme


class GridCorner(QWidget):
    """Lies over the corner of a table, so that the header's line is as long as the rows'."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def follow(self) -> None:
        """Take the place between both headers."""
        self.setGeometry(0, 0, self._table.verticalHeader().width(), self._table.horizontalHeader().height())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("page"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), self._theme.colour("line"))
        painter.end()
