"""One assurance level to choose, with its definition."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from app.desktop.glyphs import draw_level
from app.desktop.painting import draw_box, draw_text, text_width
from app.desktop.theme import Theme

_ONE_LINE, _TWO_LINES = 36, 44
"""Units."""


class LevelRow(QRadioButton):
    """A radio row: bars, the level's word, what it means; higher where that takes two small lines.

    Properties: `level` (key), `definition`.
    """

    has_ring = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size of the row: the definition takes what it is given."""
        return QSize(self._theme.u(372), self._theme.u(_TWO_LINES if self._is_two_lines() else _ONE_LINE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take more room where the definition has no room on one line."""
        super().resizeEvent(event)
        if self.height() != self.sizeHint().height():
            self.updateGeometry()

    def hitButton(self, pos: object) -> bool:  # noqa: N802
        """Take a click anywhere in the row."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the row."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        if self.isChecked():
            draw_box(painter, theme, self.rect(), "accent_tint", "accent", radius=4)
        elif self.underMouse():
            draw_box(painter, theme, self.rect(), "hover", radius=4)
        self._draw_mark(painter)
        draw_level(painter, theme, QPointF(u(42), self.height() / 2 - u(6)), str(self.property("level")))
        style = "strong" if self.isChecked() else "body"
        draw_text(painter, theme, QRect(u(64), 0, u(104), self.height()), self.text(), style, self._tone("ink"))
        room = QRect(u(172), 0, self.width() - u(180), self.height())
        self._draw_definition(painter, room, self._tone("ink" if self.isChecked() else "ink2"))
        painter.end()

    def _draw_definition(self, painter: QPainter, room: QRect, tone: str) -> None:
        theme, u, words = self._theme, self._theme.u, self._definition()
        if not self._is_two_lines():
            draw_text(painter, theme, room, words, "small", tone)
            return
        top = (room.height() - u(36)) // 2
        for place, line in enumerate(self._two_lines(words, room.width())):
            line_box = QRect(room.left(), top + u(18 * place), room.width(), u(18))
            draw_text(painter, theme, line_box, line, "caption", tone)

    def _is_two_lines(self) -> bool:
        room = self.width() - self._theme.u(180)
        return text_width(self._theme, self._definition(), "small") > room

    def _two_lines(self, words: str, room: int) -> tuple[str, str]:
        """Break words after as many as one line has room for."""
        pieces = words.split()
        fits = [n for n in range(len(pieces)) if text_width(self._theme, " ".join(pieces[:n]), "caption") <= room]
        first = fits[-1] if fits else 0
        return " ".join(pieces[:first]), " ".join(pieces[first:])

    def _draw_mark(self, painter: QPainter) -> None:
        u = self._theme.u
        painter.setPen(Qt.PenStyle.NoPen)
        centre = QPointF(u(20), self.height() / 2)
        painter.setBrush(self._theme.colour("accent" if self.isChecked() else self._tone("edge")))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawEllipse(centre, u(8), u(8))
        painter.setBrush(self._theme.colour("page"))
        painter.drawEllipse(centre, u(8) - max(1.0, u(1.5)), u(8) - max(1.0, u(1.5)))
        if self.isChecked():
            painter.setBrush(self._theme.colour("accent"))
            painter.drawEllipse(centre, u(4), u(4))

    def _tone(self, token: str) -> str:
        return token if self.isEnabled() else "ink3"

    def _definition(self) -> str:
        return str(self.property("definition") or "")
