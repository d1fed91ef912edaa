"""What a long job has done so far, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.desktop.measures import apply_measures
from app.desktop.theme import Theme
from app.desktop.widgets.button import Button


class ProgressLine(QFrame):
    """A bar of 3 under its words. It shows itself after one second and offers Cancel after three."""

    cancel_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self.setProperty("unitHeight", 44)
        self.setProperty("surface", "panel")
        self.words = QLabel(self)
        self.words.setProperty("textStyle", "small")
        self.cancel = Button(theme, self)
        self.cancel.setText("Cancel")
        self.cancel.setProperty("buttonSize", "row")
        row = QHBoxLayout(self)
        row.setProperty("unitMargins", "24 6 24 9")
        row.addWidget(self.words, 1)
        row.addWidget(self.cancel)
        self._appear, self._offer = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self._appear.timeout.connect(self._on_appear_due)
        self._offer.timeout.connect(self._on_offer_due)
        self.cancel.clicked.connect(self.cancel_asked)
        apply_measures(self, theme)
        self.hide()

    def start(self, words: str, *, can_stop: bool = True) -> None:
        """Begin to wait for a job named by `words`; one that cannot stop offers no Cancel."""
        self.words.setText(words)
        self._share = 0.0
        self.cancel.hide()
        self._appear.start(1000)
        self._offer.stop()
        if can_stop:
            self._offer.start(3000)

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show what is being done, and `done` of `total` steps (0 of 0 while that is not known)."""
        self._share = done / total if total else 0.0
        if words:
            self.words.setText(words)
        self.update()

    def finish(self) -> None:
        """End it, whatever came of the job."""
        self._appear.stop()
        self._offer.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the bar at the foot."""
        super().paintEvent(event)
        painter = QPainter(self)
        bar = QRect(0, self.height() - self._theme.u(3), self.width(), self._theme.u(3))
        painter.fillRect(bar, self._theme.colour("track"))
        bar.setWidth(round(bar.width() * self._share))
        painter.fillRect(bar, self._theme.colour("accent"))
        painter.end()

    def _on_appear_due(self) -> None:
        self.show()

    def _on_offer_due(self) -> None:
        self.cancel.show()
