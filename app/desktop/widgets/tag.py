"""A protective marking, as a tag."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.painting import CENTRE, draw_box, draw_text, text_width
from app.desktop.theme import Theme


class Tag(QLabel):
    """A label that paints its text inside an outline; nothing where it has no text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for the marking."""
        if not self.text():
            return QSize(0, self._theme.u(18))
        return QSize(text_width(self._theme, self.text(), "marking") + self._theme.u(12), self._theme.u(18))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: a marking is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the tag."""
        if not self.text():
            return
        painter = QPainter(self)
        draw_box(painter, self._theme, self.rect(), "page", "ink", radius=3)
        draw_text(painter, self._theme, self.rect(), self.text(), "marking", "ink", CENTRE)
        painter.end()
