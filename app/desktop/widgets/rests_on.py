"""What a statement rests on, counted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.glyphs import draw_status
from app.desktop.painting import RIGHT, draw_icon, draw_text
from app.desktop.theme import Theme
from app.desktop.views.home_view import RESULT_WORDS
from app.desktop.views.statement_view import RestsOnView


class RestsOn(QLabel):
    """A label of lines 22 high: results with their glyphs and counts, then what stands behind them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[tuple[str, str, int]] = []

    def show_view(self, view: RestsOnView) -> None:
        """Show these counts."""
        self._lines = [(key, RESULT_WORDS[key], count) for key, count in view.counts]
        if view.withheld:
            self._lines.append(("withheld", "Withheld", view.withheld))
        self._lines += [("", "Evidence items", view.evidence), ("", "Sample tests", view.samples)]
        self.setText(", ".join(f"{word} {count}" for _, word, count in self._lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for all lines."""
        return QSize(self._theme.u(200), self._theme.u(22) * len(self._lines))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the lines."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        for place, (key, word, count) in enumerate(self._lines):
            line = QRect(0, place * u(22), self.width(), u(22))
            if key == "withheld":
                draw_icon(painter, theme, self, QPointF(0, line.top() + u(3)), "lock", "ink2", 16)
            elif key:
                draw_status(painter, theme, QPointF(0, line.top() + u(3)), key)
            left = u(22) if key else 0
            draw_text(painter, theme, line.adjusted(left, 0, -u(40), 0), word, "small", "ink" if key else "ink2")
            draw_text(painter, theme, line, str(count), "small", "ink", RIGHT)
        painter.end()
