"""What one intention's statement says, in a line of the establishment's."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.glyphs import draw_level, draw_status
from app.desktop.painting import RIGHT, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.statement_view import LevelLineView


class LevelLine(QLabel):
    """A label 26 high: whether it is signed off, reference, title, level."""

    def __init__(self, theme: Theme, view: LevelLineView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        signed = "signed off" if view.is_signed else "not signed off"
        self.setText(f"{view.ref} {view.title}, {view.word}, {signed}")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size of the line."""
        return QSize(self._theme.u(200), self._theme.u(26))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: the title elides before the page grows."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the line."""
        theme, u, view = self._theme, self._theme.u, self._view
        painter = QPainter(self)
        draw_status(painter, theme, QPointF(0, u(5)), "signed" if view.is_signed else "unsigned")
        draw_text(painter, theme, QRect(u(24), 0, u(36), u(26)), view.ref, "caption_strong")
        width = text_width(theme, view.word, "caption")
        word = QRect(self.width() - width, 0, width, u(26))
        draw_text(painter, theme, word, view.word, "caption", "ink" if view.level else "ink2", RIGHT)
        if view.level:
            draw_level(painter, theme, QPointF(word.left() - u(18), u(7)), view.level)
        title = QRect(u(62), 0, word.left() - u(24) - u(62), u(26))
        draw_text(painter, theme, title, view.title, "small", may_elide=True)
        painter.end()
