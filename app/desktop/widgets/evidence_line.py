"""One evidence item in the side pane."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.painting import draw_box, draw_icon, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import EvidenceView


class EvidenceLine(QLabel):
    """A label 44 high: icon, title, whether it leaves or stays, its marking where it has one."""

    def __init__(self, theme: Theme, view: EvidenceView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self.setText(", ".join(part for part in (view.title, view.detail, view.marking) if part))
        self.setToolTip(view.title)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size of the line."""
        return QSize(self._theme.u(200), self._theme.u(44))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: the words elide before the pane grows."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the line."""
        painter = QPainter(self)
        draw_item(painter, self._theme, self, self._view, self.rect())
        painter.end()


def draw_item(painter: QPainter, theme: Theme, widget: QWidget, view: EvidenceView, rect: QRect) -> None:
    """Draw what stands beside a question: icon and title, and below them how it is, with its marking at the right."""
    u, left, top = theme.u, rect.left(), rect.top()
    draw_icon(painter, theme, widget, QPointF(left, top + u(3)), view.icon, "ink2")
    width = rect.width() - u(28)
    draw_text(painter, theme, QRect(left + u(28), top + u(3), width, u(20)), view.title, "small", may_elide=True)
    tag = text_width(theme, view.marking, "marking") + u(12) if view.marking else 0
    room = QRect(left + u(28), top + u(23), width - tag - (u(8) if tag else 0), u(18))
    draw_text(painter, theme, room, view.detail, "caption", "ink2", may_elide=True)
    if tag:
        box = QRect(left + rect.width() - tag, top + u(23), tag, u(18))
        draw_box(painter, theme, box, "panel", "ink", radius=3)
        draw_text(painter, theme, box.adjusted(u(6), 0, -u(5), 0), view.marking, "marking")
