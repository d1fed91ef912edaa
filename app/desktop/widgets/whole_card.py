"""The card of the establishment's own statement on Home."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.desktop.glyphs import STATUS, draw_level, draw_status
from app.desktop.painting import RIGHT, draw_box, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.home_view import RESULT_WORDS, WholeView

_ROW = 22
TINTED = ("not_met", "partly_met")


class WholeCard(QAbstractButton):
    """The statement's state, and below it the counts of the whole establishment where there is room for them."""

    has_ring = True

    def __init__(self, theme: Theme, view: WholeView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_view(view)

    def show_view(self, view: WholeView) -> None:
        """Show another state of the statement."""
        self.view = view
        self.setText(view.title)
        counts = ", ".join(f"{count} {RESULT_WORDS[key]}" for key, count in view.counts if count)
        self.setAccessibleName(f"{view.title}: {view.level_word or view.state}. {view.waits_for}. {counts}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size: that of a tile."""
        return QSize(self._theme.u(200), self._theme.u(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the card."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        draw_box(painter, theme, self.rect(), "page", "edge" if self.underMouse() else "line")
        top = u(4)
        draw_status(painter, theme, QPointF(u(12), top + u(4)), "signed" if self.view.level else "unsigned")
        room = self.width() - u(46)
        draw_text(painter, theme, QRect(u(36), top, room, u(22)), self.view.title, "body")
        line = QRect(u(36), top + u(22), room, u(17))
        self._draw_state(painter, line)
        self._draw_counts(painter)
        painter.end()

    def _draw_state(self, painter: QPainter, line: QRect) -> None:
        u = self._theme.u
        if self.view.level:
            draw_level(painter, self._theme, QPointF(line.left(), line.top() + u(2)), self.view.level)
            line = line.adjusted(u(18), 0, 0, 0)
        waits = text_width(self._theme, self.view.waits_for, "caption")
        state = self.view.level_word or self.view.state
        room = QRect(line.left(), line.top(), line.width() - waits - u(8), line.height())
        draw_text(painter, self._theme, room, state, "caption", "ink2")
        draw_text(painter, self._theme, line, self.view.waits_for, "caption", "ink2", RIGHT)

    def _draw_counts(self, painter: QPainter) -> None:
        theme, u = self._theme, self._theme.u
        counts = dict(self.view.counts)
        shown = [key for key in RESULT_WORDS if counts.get(key)]
        first = u(57)
        if self.height() < first + (len(shown) + 1) // 2 * u(_ROW) + u(4):
            return
        painter.fillRect(QRect(u(12), u(51), self.width() - u(24), 1), theme.colour("line"))
        half = (self.width() - u(24)) // 2
        for place, key in enumerate(shown):
            tone = "accent" if key == "not_answered" else (STATUS[key][1] if key in TINTED else "ink2")
            row = QRect(u(12) + place % 2 * half, first + place // 2 * u(_ROW), half, u(_ROW))
            style = "caption_strong" if key == "not_answered" else "caption"
            draw_text(painter, theme, row, f"{counts[key]} {RESULT_WORDS[key]}", style, tone)
