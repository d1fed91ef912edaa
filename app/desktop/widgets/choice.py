"""A combo box with the program's own arrow."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.desktop.painting import draw_icon
from app.desktop.theme import Theme


class Choice(QComboBox):
    """A combo box whose arrow is painted from tokens, and which the wheel does not change in passing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the box, then its arrow."""
        super().paintEvent(event)
        u = self._theme.u
        painter = QPainter(self)
        place = QPointF(self.width() - u(22), (self.height() - u(16)) // 2)
        draw_icon(painter, self._theme, self, place, "chevron-down", "ink2" if self.isEnabled() else "ink3", 16)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()
