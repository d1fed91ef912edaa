"""How much of the whole is done, as a thin bar."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from app.desktop.painting import draw_box
from app.desktop.theme import Theme


class ProgressBar(QProgressBar):
    """A bar 160 wide and 6 high; its value stays readable for screen readers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the bar's size."""
        return QSize(self._theme.u(160), self._theme.u(6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return a bar half as wide, for narrow windows."""
        return QSize(self._theme.u(80), self._theme.u(6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw track and bar."""
        painter = QPainter(self)
        draw_box(painter, self._theme, self.rect(), "track", radius=3)
        share = self.value() / max(1, self.maximum())
        done = QRect(0, 0, max(self.height(), round(self.width() * share)), self.height())
        if self.value():
            draw_box(painter, self._theme, done, "accent", radius=3)
        painter.end()
