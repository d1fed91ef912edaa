"""The magnifier inside a field that filters: it grows with the zoom, which a line edit's own icons do not."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.desktop.painting import draw_icon
from app.desktop.theme import Theme


class Magnifier(QWidget):
    """Lies at the start of a line edit, whose text begins after it."""

    def __init__(self, theme: Theme, field: QLineEdit) -> None:
        super().__init__(field)
        self._theme = theme
        self._field = field
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.zoomed.connect(self._fit)
        theme.changed.connect(self.update)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        place = QPointF(0, (self.height() - self._theme.u(16)) // 2)
        draw_icon(painter, self._theme, self, place, "search", "ink2", 16)
        painter.end()

    def _fit(self) -> None:
        u = self._theme.u
        self.setGeometry(u(8), 0, u(16), u(32))
        self._field.setTextMargins(u(24), 0, 0, 0)
