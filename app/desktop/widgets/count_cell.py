"""One cell of Home's well."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.desktop.painting import draw_box, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.home_view import CellView


class CountCell(QAbstractButton):
    """A count with its name and detail, which opens its filtered list."""

    has_ring = True

    def __init__(self, theme: Theme, view: CellView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_stacked = self._has_rule = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_view(view)

    def show_view(self, view: CellView) -> None:
        """Show another count."""
        self.view = view
        self.setText(view.title)
        self.setAccessibleName(f"{view.count} {view.title}. {view.detail}".rstrip(". "))
        self.update()

    def show_stacked(self, is_stacked: bool, has_rule: bool) -> None:
        """Put the count above its name, not beside it; `has_rule` where a cell stands at the left."""
        self._is_stacked, self._has_rule = is_stacked, has_rule
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size of a cell."""
        return QSize(self._theme.u(130), self._theme.u(84 if self._is_stacked else 56))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the cell."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            draw_box(painter, theme, self.rect().adjusted(1, 1, -1, -1), "hover", radius=5)
        if self._has_rule:
            painter.fillRect(QRect(0, u(12), 1, self.height() - u(24)), theme.colour("line"))
        count = str(self.view.count)
        width = text_width(theme, count, "figure")
        left, top = u(17 + 8) + width, (self.height() - u(38)) // 2
        place = QRect(u(17), 0, width, self.height())
        if self._is_stacked:
            left, top = u(17), u(36)
            place = QRect(left, u(8), width, u(28))
        draw_text(painter, theme, place, count, "figure", self.view.tone if self.view.count else "ink2")
        room = self.width() - left - u(4)
        draw_text(painter, theme, QRect(left, top, room, u(20)), self.view.title, "small_strong")
        draw_text(painter, theme, QRect(left, top + u(20), room, u(17)), self.view.detail, "caption", "ink2")
        painter.end()
