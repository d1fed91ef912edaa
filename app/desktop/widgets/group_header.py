"""The heading of a group of tiles."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.painting import RIGHT, draw_text, text_width
from app.desktop.theme import Theme


class GroupHeader(QLabel):
    """A label 24 high: number and name at the left, how many are answered at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ref = self._title = self._detail = ""

    def show_group(self, ref: str, title: str, detail: str) -> None:
        """Show a group's number (`""` for none), name and detail."""
        self._ref, self._title, self._detail = ref, title, detail
        self.setText(f"{ref} {title}, {detail}".strip())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size of a heading."""
        return QSize(self._theme.u(200), self._theme.u(24))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: the words elide before the pane grows."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the heading."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        left = 0
        if self._ref:
            draw_text(painter, theme, QRect(0, 0, u(16), self.height()), self._ref, "strong")
            left = u(16)
        width = text_width(theme, self._detail, "caption")
        title = QRect(left, 0, self.width() - left - width - u(6), self.height())
        draw_text(painter, theme, title, self._title, "strong")
        detail = QRect(self.width() - width, 0, width, self.height())
        draw_text(painter, theme, detail, self._detail, "caption", "ink2", RIGHT)
        painter.end()
