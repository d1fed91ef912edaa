"""One row of a card: a glyph or a number, what is so, what that means, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.widgets.button import Button
from app.desktop.widgets.status import Status


class FactRow(QFrame):
    """Built by its `add_…` calls from left to right; `pressed` follows its button."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = QHBoxLayout(self)
        self._line.setProperty("unitMargins", "16 9 16 9")
        self._line.setProperty("unitSpacing", 10)
        self.button: Button | None = None
        self.status: Status | None = None
        self.title = QLabel(self)
        self.detail = QLabel(self)

    def add_glyph(self, status: str) -> None:
        """Add a status's glyph; the words beside it say the same."""
        glyph = Status(self._theme, self)
        glyph.setProperty("unitWidth", 22)
        glyph.show_status(status, "")
        self._line.addWidget(glyph, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_number(self, number: int) -> None:
        """Add a number."""
        label = QLabel(str(number), self)
        label.setProperty("textStyle", "strong")
        label.setProperty("tone", "ink2")
        self._line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)

    def add_words(self, title: str, detail: str = "", *, is_strong: bool = False) -> None:
        """Add what is so, and under it what that means."""
        column = QVBoxLayout()
        column.setSpacing(1)
        self.title.setText(title)
        self.title.setProperty("textStyle", "strong" if is_strong else "body")
        self.detail.setText(detail)
        self.detail.setProperty("textStyle", "small")
        self.detail.setProperty("tone", "ink2")
        self.detail.setVisible(bool(detail))
        for label in (self.title, self.detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self._line.addLayout(column, 1)

    def add_status(self, status: str, word: str) -> None:
        """Add a state: glyph and word."""
        self.status = Status(self._theme, self)
        self.status.show_status(status, word)
        self._line.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_button(self, verb: str, description: str, kind: str = "plain") -> None:
        """Add a button; the description tells apart buttons of the same verb."""
        self.button = Button(self._theme, self)
        self.button.setText(verb)
        self.button.setProperty("kind", kind)
        self.button.setProperty("buttonSize", "row")
        self.button.setAccessibleDescription(description)
        self.button.clicked.connect(self.pressed)
        self._line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
