"""One page in the side bar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.desktop.painting import RIGHT, draw_box, draw_icon, draw_text, text_width
from app.desktop.theme import Theme


class NavItem(QAbstractButton):
    """A page's icon and name, and at the right edge what is left to do there; in the rail its icon and a dot."""

    has_ring = True

    def __init__(self, theme: Theme, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._count = 0
        self.is_rail = self.is_dense = False
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show what is left to do on the page; nothing for 0."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count} left to do" if count else self.text())
        self.setToolTip(self.accessibleName() if self.is_rail else "")
        self.update()

    def show_rail(self, is_rail: bool) -> None:
        """Take the narrow shape, or the wide one."""
        self.is_rail = is_rail
        self.show_count(self._count)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size in the side bar, or in the rail."""
        return QSize(self._theme.u(40 if self.is_rail else 192), self._theme.u(32 if self.is_dense else 36))

    def show_dense(self, is_dense: bool) -> None:
        """Take less height, or the usual one."""
        self.is_dense = is_dense
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the item."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        if self.isChecked():
            draw_box(painter, theme, self.rect(), "accent_tint", radius=4)
        elif self.underMouse():
            draw_box(painter, theme, self.rect(), "hover", radius=4)
        tone = "accent" if self.isChecked() else "ink"
        left = (self.width() - u(20)) // 2 if self.is_rail else u(8)
        icon_tone = tone if self.isChecked() else "ink2"
        draw_icon(painter, theme, self, QPointF(left, (self.height() - u(20)) // 2), self._icon, icon_tone)
        if self.is_rail:
            self._draw_dot(painter)
        else:
            self._draw_words(painter, tone)
        painter.end()

    def _draw_dot(self, painter: QPainter) -> None:
        if self._count:
            u = self._theme.u
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawEllipse(QPointF(self.width() - u(11), u(8)), u(3), u(3))

    def _draw_words(self, painter: QPainter, tone: str) -> None:
        theme, u = self._theme, self._theme.u
        count = str(self._count) if self._count else ""
        width = text_width(theme, count, "small_strong")
        room = QRect(u(36), 0, self.width() - u(36) - u(20) - width, self.height())
        draw_text(painter, theme, room, self.text(), "strong" if self.isChecked() else "body", tone)
        place = QRect(self.width() - u(12) - width, 0, width, self.height())
        draw_text(painter, theme, place, count, "small_strong", tone if self.isChecked() else "ink2", RIGHT)
