"""An identity that is lost, or whose signer left: what ends, and what who stays gets instead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.measures import set_property
from app.desktop.views.form_views import LossFormView, LossInput
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice

_VERBS = {"lost": "End it and make new ones", "left": "End it"}


class LossDialog(FormDialog):
    """Emits `given(LossInput)` and stays open: whoever asked accepts it, or says what is wrong.

    `place_asked` when the place of the new identity is to be chosen, `cancel_asked` while the work runs.
    """

    FORM = "loss_dialog"

    place_asked = Signal()
    cancel_asked = Signal()

    form_body: QWidget
    way_field: Choice
    day_field: QLineEdit
    holder_field: Choice
    anew_box: QWidget
    place_field: QLineEdit
    place_button: Button
    passphrase_field: QLineEdit
    again_field: QLineEdit
    undo_note: QLabel

    def __init__(self, loader: FormLoader, view: LossFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, "Lost or left", view.detail, parent)
        self._undo = view.undo
        self._is_running = False
        for choice, choices in ((self.way_field, view.ways), (self.holder_field, view.holders)):
            for one in choices:
                choice.addItem(one.title, one.key)
        self.way_field.setCurrentIndex(max(self.way_field.findData(view.given.way), 0))
        self.holder_field.setCurrentIndex(max(self.holder_field.findData(view.given.holder), 0))
        self.day_field.setText(view.given.day)
        self.place_field.setText(view.given.place)
        self.place_button.clicked.connect(self.place_asked)
        self.way_field.currentIndexChanged.connect(self._on_changed)
        self.holder_field.currentIndexChanged.connect(self._on_changed)
        self._on_changed()
        self.way_field.setFocus()

    def read(self) -> LossInput:
        """Return what stands in the fields."""
        return LossInput(
            way=str(self.way_field.currentData()),
            day=self.day_field.text().strip(),
            holder=str(self.holder_field.currentData()),
            place=self.place_field.text().strip(),
            passphrase=self.passphrase_field.text(),
            again=self.again_field.text(),
        )

    def show_step(self, step: str) -> None:
        """Take nothing more while the work runs, and say how far it is; `""` once it was refused or stopped."""
        self._is_running = bool(step)
        self.form_body.setEnabled(not step)
        self.accept_button.setEnabled(not step)
        self.form_fault.setText(f"{step}…" if step else "")
        set_property(self.form_fault, "tone", "ink2" if step else "bad")

    def reject(self) -> None:
        """Close; while the work runs, ask for it to stop instead."""
        if self._is_running:
            self.cancel_asked.emit()
        else:
            super().reject()

    def _on_changed(self) -> None:
        way = str(self.way_field.currentData())
        self.anew_box.setVisible(way == "lost")
        self.accept_button.setText(_VERBS[way])
        self.undo_note.setText(self._undo[bool(self.holder_field.currentData())])
        self.fit()
