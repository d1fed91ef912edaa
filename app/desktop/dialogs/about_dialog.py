"""What this program is."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QWidget

from app.desktop.forms import FormLoader
from app.desktop.widgets.button import Button


class AboutDialog(QDialog):
    """Names the program and its version."""

    about_version: QLabel
    close_button: Button

    def __init__(self, loader: FormLoader, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        loader.load("about_dialog", self, {"Button": Button})
        self.about_version.setText(f"Version {version}")
        self.close_button.clicked.connect(self.accept)
