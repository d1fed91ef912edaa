"""The way to Find anything at the right of the menu bar: a button that looks like the field it opens."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenuBar, QWidget

from app.desktop.painting import LEFT, RIGHT, draw_box, draw_icon, draw_text
from app.desktop.theme import Theme
from app.desktop.widgets.button import Button

_WIDTH = 232
_HEIGHT = 24
_NARROW = 900
"""Units of the window below which the box is only as wide as its words."""


class FindBox(Button):
    """A button with the words, the magnifier and the keys of Find anything."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setText("Find anything")
        self.setProperty("iconName", "search")
        self.setProperty("hint", "Ctrl+K")
        self.setProperty("buttonSize", "row")

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room of a field, or of the words alone in a narrow window."""
        is_narrow = self.window().width() < self._theme.u(_NARROW)
        words = super().sizeHint()
        return words if is_narrow else QSize(self._theme.u(_WIDTH), words.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the room of the words."""
        return QSize(super().minimumSizeHint().width(), self._theme.u(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it as an empty field."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        draw_box(painter, theme, self.rect(), "page", "edge" if self.underMouse() else "line", radius=4)
        draw_icon(painter, theme, self, QPointF(u(8), (self.height() - u(16)) // 2), "search", "ink2", 16)
        room = QRect(u(32), 0, self.width() - u(40), self.height())
        draw_text(painter, theme, room, self.text(), "small", "ink2", LEFT)
        draw_text(painter, theme, room, str(self.property("hint")), "caption", "ink2", RIGHT)
        painter.end()


class FindCorner(QWidget):
    """Holds the box in the middle of the menu bar's height; measured from the zoom alone, which the bar asks for."""

    def __init__(self, theme: Theme, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._theme = theme
        self.box = FindBox(theme, self)
        bar.setCornerWidget(self, Qt.Corner.TopRightCorner)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room of the box with its distance to the edges."""
        hint, u = self.box.sizeHint(), self._theme.u
        return QSize(hint.width() + u(4), hint.height() + u(4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place the box."""
        u = self._theme.u
        self.box.setGeometry(0, u(4), self.width() - u(4), self.height() - u(4))
