"""An icon beside words that say the same; screen readers pass it by."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.painting import draw_icon
from app.desktop.theme import Theme


class IconLabel(QLabel):
    """A label that paints an icon of 20. Dynamic property: `iconName`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the icon's size."""
        return QSize(self._theme.u(20), self._theme.u(20))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the icon."""
        painter = QPainter(self)
        draw_icon(painter, self._theme, self, QPointF(0, 0), str(self.property("iconName")), "ink2")
        painter.end()
