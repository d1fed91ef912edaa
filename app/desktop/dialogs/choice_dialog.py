"""Says what happened and offers up to three ways on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QWidget

from app.desktop.forms import FormLoader
from app.desktop.measures import apply_measures
from app.desktop.widgets.button import Button
from app.desktop.widgets.focus_ring import FocusRing

_LIST_HEIGHT = 184
"""Units that a list takes at most, eight lines; it takes less where the window is small."""


@dataclass(frozen=True)
class ChoiceView:
    """What is so, what it means, words that must not be lost (`""` for none), and the ways on: key and verb.

    `list_name` says what the words are where they are a list to look through: it gets more room.
    """

    title: str
    detail: str
    ways: tuple[tuple[str, str], ...]
    text: str = ""
    list_name: str = ""


class ChoiceDialog(QDialog):
    """Emits `way_chosen(key)` once and closes; Escape is the last way, which changes nothing."""

    way_chosen = Signal(str)

    choice_title: QLabel
    choice_detail: QLabel
    choice_text: QPlainTextEdit
    first_button: Button
    second_button: Button
    third_button: Button

    def __init__(self, loader: FormLoader, view: ChoiceView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        loader.load("choice_dialog", self, {"Button": Button})
        self.ring = FocusRing(loader.theme, self)
        self._view = view
        self.setWindowTitle(view.title)
        self.choice_title.setText(view.title)
        self.choice_detail.setText(view.detail)
        self.choice_text.setPlainText(view.text)
        self.choice_text.setVisible(bool(view.text))
        if view.list_name:
            self.choice_text.setAccessibleName(view.list_name)
            self.choice_text.setProperty("unitMaxHeight", _LIST_HEIGHT)
            apply_measures(self, loader.theme)
        for place, button in enumerate((self.first_button, self.second_button, self.third_button)):
            button.setVisible(place < len(view.ways))
            if place < len(view.ways):
                button.setText(view.ways[place][1])
                button.setProperty("way", view.ways[place][0])
                button.clicked.connect(self._on_clicked)
        self.adjustSize()
        self.first_button.setFocus()

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.accept()
            self.way_chosen.emit(str(button.property("way")))
