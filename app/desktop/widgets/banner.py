"""The sentence under the menu bar that says why a file cannot be changed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.painting import draw_icon, draw_text, text_width
from app.desktop.theme import Theme


class Banner(QLabel):
    """A label 40 high in the accent's tint; a label, so that screen readers read it. Hidden without text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_notice(self, notice: str) -> None:
        """Show a sentence; hide for `""`."""
        self.setText(notice)
        self.setVisible(bool(notice))
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the lines that the sentence needs, 40 for one."""
        return QSize(self._theme.u(200), self._theme.u(40) + (len(self._lines()) - 1) * self._theme.u(20))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the height that the sentence needs at this width."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw ground, icon and sentence."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("accent_tint"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        draw_icon(painter, theme, self, QPointF(u(16), u(10)), "lock", "accent")
        for place, line in enumerate(self._lines()):
            room = QRect(u(44), u(10) + place * u(20), self.width() - u(60), u(20))
            draw_text(painter, theme, room, line, "small")
        painter.end()

    def _lines(self) -> list[str]:
        room = max(self.width() - self._theme.u(60), self._theme.u(120))
        lines = [""]
        for word in self.text().split():
            longer = f"{lines[-1]} {word}".strip()
            if text_width(self._theme, longer, "small") <= room or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines
