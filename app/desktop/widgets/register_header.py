"""The header of a register's table."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.desktop.painting import draw_icon, draw_text, text_width
from app.desktop.theme import Theme


class RegisterHeader(QHeaderView):
    """Column titles 32 high over a line, an arrow in the column that the rows are sorted by.

    Where `may_elide`, titles are words of the user, of any length.
    """

    def __init__(self, theme: Theme, parent: QWidget, *, may_elide: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._may_elide = may_elide
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSortIndicatorShown(True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the header."""
        return QSize(super().sizeHint().width(), self._theme.u(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground beside the last column as the page."""
        super().paintEvent(event)
        ground = self.viewport().rect().adjusted(max(0, self.length() - self.offset()), 0, 0, 0)
        with QPainter(self.viewport()) as painter:
            painter.fillRect(ground, self._theme.colour("page"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw one column's title."""
        theme, u = self._theme, self._theme.u
        painter.save()
        painter.fillRect(rect, theme.colour("page"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        room = rect.adjusted(u(16), 0, -u(4), 0)
        draw_text(painter, theme, room, title, "caption_strong", "ink2", may_elide=self._may_elide)
        if logicalIndex == self.sortIndicatorSection():
            is_up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            left = room.left() + text_width(theme, title, "caption_strong") + u(4)
            place = QPointF(min(left, rect.right() - u(18)), rect.top() + (rect.height() - u(16)) / 2)
            draw_icon(painter, theme, self, place, "chevron-up" if is_up else "chevron-down", "ink2", 16)
        painter.restore()
