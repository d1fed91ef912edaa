"""A note that shows a sealed passage while it is open, and forgets it then."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.desktop.measures import apply_measures
from app.desktop.sealed_shown import mark_sealed
from app.desktop.theme import Theme


class SealedNote(QFrame):
    """A pop-up with the text and nothing to copy it with; Escape or a click elsewhere closes and deletes it."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark_sealed(self)
        self.setProperty("surface", "note")
        self.setProperty("unitMaxWidth", 440)
        self.words = QLabel(text, self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("textStyle", "body")
        self.words.setProperty("unitMinWidth", 320)
        column = QVBoxLayout(self)
        column.setProperty("unitMargins", "14 10 14 12")
        column.addWidget(self.words)
        apply_measures(self, theme)

    def open_at(self, place: QPoint) -> None:
        """Open with the upper left corner at a place on the screen."""
        self.move(place)
        self.show()
        self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Forget the text."""
        self.words.clear()
        super().closeEvent(event)
