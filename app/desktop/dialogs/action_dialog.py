"""A new action, or changes to one."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.desktop.dialogs.choices import choose, chosen, fill_choice
from app.desktop.dialogs.prose_dialog import ProseDialog
from app.desktop.forms import FormLoader
from app.desktop.sealed_shown import mark_sealed
from app.desktop.views.form_views import ActionFormView, ActionInput
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.prose_line import ProseLine


class ActionDialog(ProseDialog):
    """Emits `given(ActionInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    FORM = "action_dialog"

    title_field: ProseLine
    origin_part: QWidget
    intention_field: Choice
    place_field: Choice
    owner_field: Choice
    due_field: QLineEdit
    progress_field: ProseField

    def __init__(self, loader: FormLoader, view: ActionFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, view.heading, view.note, parent)
        self._view = view
        self._fill(view)
        self.intention_field.currentIndexChanged.connect(self._on_intention_changed)
        self.title_field.setFocus()

    def read(self) -> ActionInput:
        """Return what stands in the fields."""
        return ActionInput(
            self.passages("title"),
            chosen(self.intention_field),
            chosen(self.place_field),
            chosen(self.owner_field),
            self.due_field.text().strip(),
            self.passages("progress"),
            self.withhold_check.isChecked(),
        )

    def _fill(self, view: ActionFormView) -> None:
        given = view.given
        mark_sealed(self, shows=view.shows_sealed)
        self.accept_button.setText(view.verb)
        self.title_field.show_text(given.title)
        fill_choice(self.intention_field, view.intentions, given.intention)
        self._show_places()
        choose(self.place_field, given.place)
        self.origin_part.setVisible(view.is_new)
        fill_choice(self.owner_field, view.owners, given.owner)
        self.due_field.setText(given.due)
        self.progress_field.show_text(given.progress)
        self.withhold_check.setVisible(view.is_new)
        self.withhold_check.setChecked(given.is_withheld)

    def _show_places(self) -> None:
        fill_choice(self.place_field, self._view.places.get(chosen(self.intention_field), ()), "")

    def _on_intention_changed(self) -> None:
        self._show_places()
