"""One finding of a question, which opens its form."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.desktop.painting import draw_box
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import FoundView
from app.desktop.widgets.evidence_line import draw_item


class FindingLine(QAbstractButton):
    """A button 48 high: what was found, its grade and number, its marking where it has one."""

    has_ring = True

    def __init__(self, theme: Theme, view: FoundView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = view
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        said = (view.line.title, view.line.detail, view.line.marking)
        self.setAccessibleName(f"Finding: {', '.join(part for part in said if part)}")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size of the line: its words elide before the pane grows."""
        return QSize(self._theme.u(200), self._theme.u(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the line."""
        painter = QPainter(self)
        is_touched = self.isEnabled() and (self.underMouse() or self.isDown())
        draw_box(painter, self._theme, self.rect(), "hover" if is_touched else "panel", "line", radius=4)
        room = self.rect().adjusted(*map(self._theme.u, (12, 2, -12, 0)))
        draw_item(painter, self._theme, self, self.view.line, room)
        painter.end()
