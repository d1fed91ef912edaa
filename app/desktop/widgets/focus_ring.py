"""The one focus ring of a window."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from app.desktop.painting import draw_box
from app.desktop.theme import Theme

_FOLLOWED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QWidget):
    """A transparent overlay that follows the focus and rings painted controls (those with `has_ring`).

    The ring is 2 wide and 2 off. It is cut at the edge of the scroll area that holds the control.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self._whole = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the control as it, or what holds it, moves."""
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ring."""
        painter = QPainter(self)
        draw_box(painter, self._theme, self._whole, "", "focus", radius=7, width=2)
        painter.end()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        for known in self._watched:
            with suppress(RuntimeError):  # Qt has deleted it meanwhile
                known.removeEventFilter(self)
        self._watched = []
        inside = new is not None and new.window() is self.window() and getattr(new, "has_ring", False)
        self._target = new if inside else None
        widget: QWidget | None = self._target
        while widget is not None and widget is not self.window():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _place(self) -> None:
        if self._target is None or not self._is_target_shown():
            self.hide()
            return
        off = self._theme.u(4)
        place = self._target.mapTo(self.window(), QPoint(0, 0))
        ring = QRect(place, self._target.size()).adjusted(-off, -off, off, off)
        shown = ring & self._room(off)
        self._whole = ring.translated(-shown.topLeft())
        self.setGeometry(shown)
        self.setVisible(not shown.isEmpty())
        self.raise_()
        self.update()

    def _is_target_shown(self) -> bool:
        try:
            return self._target is not None and self._target.isVisible()
        except RuntimeError:  # Qt has deleted it meanwhile
            return False

    def _room(self, off: int) -> QRect:
        room = self.window().rect()
        widget = self._target.parentWidget() if self._target else None
        while widget is not None:
            if isinstance(widget.parentWidget(), QAbstractScrollArea):
                corner = widget.mapTo(self.window(), QPoint(0, 0))
                room &= QRect(corner, widget.size()).adjusted(-off, 0, off, 0)
            widget = widget.parentWidget()
        return room
