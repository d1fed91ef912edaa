"""Counts with their nouns, one after another."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.painting import draw_text, text_width
from app.desktop.theme import Theme

_GAP, _LINE = 24, 24


class CountLine(QLabel):
    """A label that paints each count bold before its noun, on as many lines as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: tuple[tuple[int, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.zoomed.connect(self._fit)

    def show_counts(self, counts: Iterable[tuple[int, str]], otherwise: str = "") -> None:
        """Show these counts, or a sentence where there are none."""
        self._counts = tuple(counts)
        self.setText(", ".join(f"{count} {noun}" for count, noun in self._counts) or otherwise)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height that the counts need at this width."""
        lines = 1 + max((place[1] for place in self._places()), default=0)
        return QSize(self._theme.u(200), lines * self._theme.u(_LINE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the height that the counts need at this width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the counts."""
        theme, line = self._theme, self._theme.u(_LINE)
        painter = QPainter(self)
        if not self._counts:
            draw_text(painter, theme, self.rect(), self.text())
        for (count, noun), (x, row) in zip(self._counts, self._places(), strict=True):
            number = text_width(theme, str(count), "strong")
            draw_text(painter, theme, QRect(x, row * line, number, line), str(count), "strong")
            left = x + number + theme.u(6)
            draw_text(painter, theme, QRect(left, row * line, text_width(theme, noun, "body"), line), noun)
        painter.end()

    def _places(self) -> list[tuple[int, int]]:
        """Return each count's left edge in px and its line."""
        theme, found, x, row = self._theme, [], 0, 0
        for count, noun in self._counts:
            width = text_width(theme, str(count), "strong") + theme.u(6) + text_width(theme, noun, "body")
            if x and x + width > self.width():
                x, row = 0, row + 1
            found.append((x, row))
            x += width + theme.u(_GAP)
        return found

    def _fit(self) -> None:
        self.updateGeometry()
