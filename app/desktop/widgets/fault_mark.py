"""The glyph before the sentence of a fault, below its field."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.glyphs import draw_status
from app.desktop.theme import Theme


class FaultMark(QWidget):
    """Lies at the start of a label, whose words stand in as far as that takes."""

    def __init__(self, theme: Theme, sentence: QLabel) -> None:
        super().__init__(sentence)
        self._theme = theme
        self._sentence = sentence
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.zoomed.connect(self._fit)
        theme.changed.connect(self.update)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it, where there is something to say."""
        if not self._sentence.text():
            return
        painter = QPainter(self)
        draw_status(painter, self._theme, QPointF(0, self._theme.u(2)), "refused")
        painter.end()

    def _fit(self) -> None:
        u = self._theme.u
        self.setGeometry(0, 0, u(16), u(20))
        self._sentence.setIndent(u(22))
