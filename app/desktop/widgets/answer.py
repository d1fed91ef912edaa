"""One of the answers to a question."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.desktop.glyphs import STATUS, draw_status
from app.desktop.painting import draw_box, draw_text, text_width
from app.desktop.theme import Theme


class Answer(QAbstractButton):
    """A checkable answer: glyph (hollow until chosen), word, key hint below it.

    Dynamic properties: `result` (a result's key), `hint` (its keys), `isCompact` (28 high, hint beside the word).
    """

    has_ring = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def result(self) -> str:
        """The key of the result that this answer stands for."""
        return str(self.property("result"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for glyph, word and hint."""
        u = self._theme.u
        word = text_width(self._theme, self.text(), "small_strong")
        hint = text_width(self._theme, self._hint(), "caption")
        if self._is_compact():
            return QSize(u(10 + 16 + 8) + word + u(8) + hint + u(10), u(28))
        return QSize(u(12 + 16 + 6) + max(word, hint) + u(12), u(48))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: an answer is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the answer."""
        painter = QPainter(self)
        self._draw_ground(painter)
        if self._is_compact():
            self._draw_compact(painter)
        else:
            self._draw_full(painter)
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        if not self.isEnabled():
            draw_box(painter, self._theme, self.rect(), "panel", "line", radius=4)
        elif self.isChecked():
            token = STATUS[self.result][1]
            draw_box(painter, self._theme, self.rect(), f"{token}_tint", token, radius=4, width=2)
        else:
            draw_box(painter, self._theme, self.rect(), "hover" if self.underMouse() else "page", "edge", radius=4)

    def _draw_full(self, painter: QPainter) -> None:
        u = self._theme.u
        draw_status(painter, self._theme, QPointF(u(12), u(8)), self.result, hollow=not self.isChecked())
        left, width = u(34), self.width() - u(34) - u(10)
        self._draw_word(painter, QRect(left, u(5), width, u(20)))
        hint = QRect(left, u(25), width, u(18))
        draw_text(painter, self._theme, hint, self._hint(), "caption", "ink2" if self.isEnabled() else "ink3")

    def _draw_compact(self, painter: QPainter) -> None:
        u = self._theme.u
        draw_status(painter, self._theme, QPointF(u(10), u(6)), self.result, hollow=not self.isChecked())
        width = text_width(self._theme, self.text(), "small_strong")
        self._draw_word(painter, QRect(u(34), 0, width, self.height()))
        left = u(34) + width + u(8)
        room = QRect(left, 0, self.width() - left - u(8), self.height())
        draw_text(painter, self._theme, room, self._hint(), "caption", "ink2" if self.isEnabled() else "ink3")

    def _draw_word(self, painter: QPainter, room: QRect) -> None:
        if self.isChecked():
            draw_text(painter, self._theme, room, self.text(), "small_strong", STATUS[self.result][1])
        else:
            draw_text(painter, self._theme, room, self.text(), "small", "ink" if self.isEnabled() else "ink3")

    def _is_compact(self) -> bool:
        return bool(self.property("isCompact"))

    def _hint(self) -> str:
        return str(self.property("hint") or "")
