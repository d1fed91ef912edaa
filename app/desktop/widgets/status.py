"""A status: its glyph and its word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.glyphs import STATUS, draw_status
from app.desktop.painting import draw_text, text_width
from app.desktop.theme import Theme


class Status(QLabel):
    """A label that paints a status's glyph before its text; a label, so that screen readers read it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = ""
        self._style = "small_strong"
        self._tone: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_status(self, status: str, words: str, style: str = "small_strong", tone: str | None = None) -> None:
        """Show a status (`STATUS`) and its words, in the status's own colour unless `tone` is given."""
        self._status, self._style, self._tone = status, style, tone
        self.setText(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for glyph and words."""
        u = self._theme.u
        return QSize(u(16 + 6) + text_width(self._theme, self.text(), self._style) + 1, u(20))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: a status is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw glyph and words."""
        if not self._status:
            return
        u = self._theme.u
        painter = QPainter(self)
        draw_status(painter, self._theme, QPointF(0, (self.height() - u(16)) / 2), self._status)
        room = QRect(u(22), 0, self.width() - u(22), self.height())
        draw_text(painter, self._theme, room, self.text(), self._style, self._tone or STATUS[self._status][1])
        painter.end()
