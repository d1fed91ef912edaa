"""A tick box in the program's own look."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.desktop.painting import draw_box, draw_text, text_width
from app.desktop.theme import Theme


class Check(QCheckBox):
    """A tick box 28 high: a box of 20, the words beside it; a click on either ticks it."""

    has_ring = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for box and words, and what parts them from a box beside them."""
        u = self._theme.u
        return QSize(u(26) + text_width(self._theme, self._words(), "small") + u(12), u(28))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: the words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        """Take a click anywhere."""
        return bool(self.rect().contains(pos))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw box, tick and words."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        box = QRect(0, (self.height() - u(18)) // 2, u(18), u(18))
        if not self.isEnabled():
            draw_box(painter, theme, box, "hover", "line", radius=3)
        elif self.isChecked():
            draw_box(painter, theme, box, "accent", radius=3)
        else:
            draw_box(painter, theme, box, "hover" if self.underMouse() else "page", "edge", radius=3)
        if self.isChecked():
            self._draw_tick(painter, box)
        room = QRect(u(26), 0, self.width() - u(26), self.height())
        draw_text(painter, theme, room, self._words(), "small", "ink" if self.isEnabled() else "ink3")
        self._draw_mnemonic(painter, room)
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&", "", 1)

    def _draw_mnemonic(self, painter: QPainter, room: QRect) -> None:
        """Underline the letter that ticks it with Alt."""
        before, mark, after = self.text().partition("&")
        if mark:
            metrics = self._theme.metrics("small")
            left = room.left() + metrics.horizontalAdvance(before)
            base = room.center().y() + metrics.ascent() // 2 + 1
            painter.drawLine(left, base, left + metrics.horizontalAdvance(after[:1]), base)

    def _draw_tick(self, painter: QPainter, box: QRect) -> None:
        side, place = float(box.width()), QPointF(box.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = "on_accent" if self.isEnabled() else "ink3"
        painter.setPen(QPen(self._theme.colour(tone), side / 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        corners = [place + QPointF(side * x, side * y) for x, y in ((0.24, 0.52), (0.43, 0.7), (0.77, 0.3))]
        painter.drawPolyline(corners)
