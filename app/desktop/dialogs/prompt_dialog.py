"""Asks for one line: a passphrase, or a reason."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from app.desktop.announcing import announce
from app.desktop.forms import FormLoader
from app.desktop.measures import set_property
from app.desktop.widgets.button import Button
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.status import Status


@dataclass(frozen=True)
class PromptView:
    """What is asked: title, what it is for, the field's label, the verb, and whether the text is hidden."""

    title: str
    detail: str
    label: str
    verb: str
    is_secret: bool = False


class PromptDialog(QDialog):
    """Emits `text_given` and stays open: whoever asked accepts it, or says by `show_fault` what is wrong."""

    text_given = Signal(str)

    prompt_title: QLabel
    prompt_detail: QLabel
    prompt_label: QLabel
    prompt_field: QLineEdit
    prompt_glyph: Status
    prompt_fault: QLabel
    accept_button: Button
    cancel_button: Button

    def __init__(self, loader: FormLoader, view: PromptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        loader.load("prompt_dialog", self, {"Button": Button, "Status": Status})
        self.ring = FocusRing(loader.theme, self)
        self.setWindowTitle(view.title)
        self.prompt_title.setText(view.title)
        self.prompt_detail.setText(view.detail)
        self.prompt_label.setText(view.label)
        self.prompt_field.setAccessibleName(view.label)
        self.prompt_field.setEchoMode(QLineEdit.EchoMode.Password if view.is_secret else QLineEdit.EchoMode.Normal)
        self.accept_button.setText(view.verb)
        self._show_sentence("")
        self.accept_button.setEnabled(False)
        self.prompt_field.textChanged.connect(self._on_text_changed)
        self.accept_button.clicked.connect(self._on_accepted)
        self.cancel_button.clicked.connect(self.reject)
        self.prompt_field.setFocus()

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong; the text stays selected to be typed anew."""
        set_property(self.prompt_field, "fault", True)
        self.prompt_field.setAccessibleDescription(sentence)
        self._show_sentence(sentence)
        announce(self, sentence, is_urgent=True)
        self.prompt_field.selectAll()
        self.prompt_field.setFocus()

    def _show_sentence(self, sentence: str) -> None:
        self.prompt_glyph.show_status("refused", "")
        self.prompt_fault.setText(sentence)
        for widget in (self.prompt_glyph, self.prompt_fault):
            widget.setVisible(bool(sentence))
        self.adjustSize()

    def _on_text_changed(self, text: str) -> None:
        set_property(self.prompt_field, "fault", False)
        self._show_sentence("")
        self.accept_button.setEnabled(bool(text.strip()))

    def _on_accepted(self) -> None:
        self.text_given.emit(self.prompt_field.text())
