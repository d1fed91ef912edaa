"""Which paper, of which intention, saved or printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.views.form_views import PaperFormView, PaperInput
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice


class PaperDialog(FormDialog):
    """Emits `given(PaperInput)` to save, `print_asked(PaperInput)` to print."""

    FORM = "paper_dialog"

    print_asked = Signal(object)

    paper_field: Choice
    intention_part: QWidget
    intention_field: Choice
    print_button: Button

    def __init__(self, loader: FormLoader, view: PaperFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, "On paper", view.details[view.given.paper], parent)
        self._view = view
        fill_choice(self.paper_field, view.papers, view.given.paper)
        self._show_intentions(view.given.intention)
        self.paper_field.currentIndexChanged.connect(self._on_paper_changed)
        self.print_button.clicked.connect(self._on_print_asked)
        self.paper_field.setFocus()

    def read(self) -> PaperInput:
        """Return what is chosen."""
        is_asked = not self.intention_part.isHidden()
        return PaperInput(chosen(self.paper_field), chosen(self.intention_field) if is_asked else "")

    def _show_intentions(self, key: str) -> None:
        offered = self._view.intentions.get(chosen(self.paper_field), ())
        fill_choice(self.intention_field, offered, key)
        self.intention_part.setVisible(bool(offered))

    def _on_paper_changed(self) -> None:
        self.form_note.setText(self._view.details[chosen(self.paper_field)])
        self._show_intentions(chosen(self.intention_field))
        self.fit()

    def _on_print_asked(self) -> None:
        self._faults.clear()
        self.print_asked.emit(self.read())
