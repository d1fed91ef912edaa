"""What F1 says of the field one stands in."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QWidget

from app.desktop.forms import FormLoader
from app.desktop.widgets.button import Button
from app.desktop.widgets.focus_ring import FocusRing


class HelpDialog(QDialog):
    """Shows a title and a few sentences; Escape goes back to the field."""

    help_title: QLabel
    help_text: QLabel
    help_close_button: Button

    def __init__(self, loader: FormLoader, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        loader.load("help_dialog", self, {"Button": Button})
        self.ring = FocusRing(loader.theme, self)
        self.help_title.setText(title)
        self.help_text.setText(text)
        self.help_close_button.clicked.connect(self.accept)
        self.help_close_button.setFocus()
        self.adjustSize()
