"""The sealed store's state, at the foot of the side bar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.desktop.painting import draw_icon
from app.desktop.theme import Theme
from app.desktop.views.shell_view import StoreView
from app.desktop.widgets.button import Button

_TITLES = {"locked": "Sealed store locked", "unlocked": "Sealed store unlocked"}


class StoreCard(QFrame):
    """Says whether the store is locked and offers the one command for it; hidden where there is no store."""

    store_toggled = Signal()

    store_title: QLabel
    store_detail: QLabel
    store_button: Button

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = "none"

    def form_loaded(self) -> None:
        """Connect the command once the form has made it."""
        self.store_button.clicked.connect(self.store_toggled)

    def show_view(self, view: StoreView) -> None:
        """Show the store's state."""
        self._state = view.state
        self.setVisible(view.state != "none")
        self.store_title.setText(_TITLES.get(view.state, ""))
        self.store_detail.setText(view.detail)
        self.store_button.setText("Lock now" if view.state == "unlocked" else "Unlock…")
        self.store_button.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the card and its lock."""
        super().paintEvent(event)
        u = self._theme.u
        painter = QPainter(self)
        name = "unlock" if self._state == "unlocked" else "lock"
        draw_icon(painter, self._theme, self, QPointF(u(13), u(12)), name, "ink")
        painter.end()
