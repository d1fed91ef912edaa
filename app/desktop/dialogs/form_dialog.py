"""A record that is typed into a form: its fields, what is wrong with them, and the verb that takes it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QWidget

from app.desktop.dialogs.field_faults import FieldFaults
from app.desktop.dialogs.fitting import fit_dialog
from app.desktop.forms import FormLoader, Promoted
from app.desktop.widgets.button import Button
from app.desktop.widgets.check import Check
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.segments import Segments

PROMOTED: Promoted = {kind.__name__: kind for kind in (Button, Check, Choice, PageScroll, Segments)}


class FormDialog(QDialog):
    """Emits `given(what was typed)` and stays open: whoever asked accepts it, or says what is wrong.

    A subclass names its form and reads its fields. In the form a field is `due_field`, with `due_label` and
    `due_fault`; what has the names below scrolls, stands at the foot, and takes.
    """

    FORM = ""
    PROMOTED = PROMOTED

    given = Signal(object)

    form_scroll: PageScroll
    form_foot: QFrame
    form_heading: QLabel
    form_note: QLabel
    form_fault: QLabel
    accept_button: Button
    cancel_button: Button

    def __init__(self, loader: FormLoader, heading: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        loader.load(self.FORM, self, self.PROMOTED)
        self._theme = loader.theme
        self.ring = FocusRing(loader.theme, self)
        self._faults = FieldFaults(self, self.form_fault, self._theme)
        self.setWindowTitle(heading)
        self.form_heading.setText(heading)
        self.form_note.setText(note)
        self.form_note.setVisible(bool(note))
        self.accept_button.clicked.connect(self._on_accepted)
        self.cancel_button.clicked.connect(self.reject)
        QShortcut("Ctrl+Return", self, self._on_accepted)

    def read(self) -> object:
        """Return what stands in the fields."""
        raise NotImplementedError

    def watch_faults(self) -> None:
        """Know the fields anew: some were made after the form was loaded."""
        self._faults = FieldFaults(self, self.form_fault, self._theme)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, by field; `""` for what belongs to none."""
        self._faults.show(faults)
        self.fit()

    def fit(self) -> None:
        """Take the height that the fields need, as far as the window has it."""
        if self.isVisible():
            fit_dialog(self, self.form_scroll, self.form_foot, self._theme)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit the window."""
        super().showEvent(event)
        self.fit()

    def _on_accepted(self) -> None:
        self._faults.clear()
        self.given.emit(self.read())
