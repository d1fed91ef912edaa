"""The titles of a grid's rows, at its start."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from app.desktop.painting import draw_text
from app.desktop.theme import Theme


class GridRowHeader(QHeaderView):
    """Titles over a line each; that of the current row is strong, with an accent bar at its start."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._theme = theme
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground below the last row as the page."""
        super().paintEvent(event)
        ground = self.viewport().rect().adjusted(0, max(0, self.length() - self.offset()), 0, 0)
        with QPainter(self.viewport()) as painter:
            painter.fillRect(ground, self._theme.colour("page"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw one row's title."""
        theme, u = self._theme, self._theme.u
        is_current = logicalIndex == self._table.currentIndex().row()
        painter.save()
        painter.fillRect(rect, theme.colour("accent_tint" if is_current else "page"))
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), u(3), rect.height()), theme.colour("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical))
        room = rect.adjusted(u(8), 0, -u(8), 0)
        draw_text(painter, theme, room, title, "small_strong" if is_current else "small", may_elide=True)
        painter.restore()
