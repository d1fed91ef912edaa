"""A check box with the program's focus ring."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from app.desktop.theme import Theme


class Check(QCheckBox):
    """A check box that the focus ring follows."""

    has_ring = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
