"""A level's bars and word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.glyphs import LEVELS, draw_level
from app.desktop.painting import draw_text, text_width
from app.desktop.theme import Theme


class LevelTag(QLabel):
    """A label that paints a level's bars before its word; nothing without a level."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_level(self, level: str, word: str) -> None:
        """Show a level by its key, and its word."""
        self._level = level
        self.setText(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for bars and word."""
        u = self._theme.u
        return QSize(u(20) + text_width(self._theme, self.text(), "small_strong") + 1, u(20))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: a level is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw bars and word."""
        if self._level not in LEVELS:
            return
        u = self._theme.u
        painter = QPainter(self)
        draw_level(painter, self._theme, QPointF(0, u(4)), self._level)
        room = QRect(u(20), 0, self.width() - u(20), self.height())
        draw_text(painter, self._theme, room, self.text(), "small_strong", LEVELS[self._level][1])
        painter.end()
