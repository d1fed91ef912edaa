"""A line in passages with its editor and what the marking scan says of it: a title."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.theme import Theme
from app.desktop.widgets.passage_line import PassageLine
from app.desktop.widgets.prose_field import ProseField


class ProseLine(ProseField):
    """A prose field that is as high as its text: one line, while one is enough."""

    EDITOR = PassageLine
    LEAST = 30
    MARGINS = "6 0 6 2"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
