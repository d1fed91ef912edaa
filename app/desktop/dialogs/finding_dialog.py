"""A new finding and the action that it needs, or changes to one."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.prose_dialog import ProseDialog
from app.desktop.forms import FormLoader
from app.desktop.sealed_shown import mark_sealed
from app.desktop.views.form_views import FindingFormView, FindingInput
from app.desktop.widgets.check import Check
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.prose_line import ProseLine

_WITHHOLD_ONE = "&Withhold the whole finding: it is RESTRICTED"


class FindingDialog(ProseDialog):
    """Emits `given(FindingInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    FORM = "finding_dialog"

    finding_question: QLabel
    grade_field: Choice
    title_field: ProseLine
    detail_field: ProseField
    action_check: Check
    action_part: QWidget
    action_title_field: ProseLine
    owner_field: Choice
    due_field: QLineEdit

    def __init__(self, loader: FormLoader, view: FindingFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, view.heading, view.note, parent)
        self._fill(view)
        self.action_check.toggled.connect(self._on_action_toggled)
        self.title_field.setFocus()

    def read(self) -> FindingInput:
        """Return what stands in the fields."""
        return FindingInput(
            chosen(self.grade_field),
            self.passages("title"),
            self.passages("detail"),
            self.action_check.isChecked(),
            self.passages("action_title"),
            chosen(self.owner_field),
            self.due_field.text().strip(),
            self.withhold_check.isChecked(),
        )

    def _fill(self, view: FindingFormView) -> None:
        given = view.given
        mark_sealed(self, shows=view.shows_sealed)
        self.accept_button.setText(view.verb)
        self.action_check.setVisible(view.is_new)
        self.withhold_check.setVisible(view.can_withhold)
        if not view.is_new:
            self.withhold_check.setText(_WITHHOLD_ONE)
        self.finding_question.setText(view.question)
        fill_choice(self.grade_field, view.grades, given.grade)
        self.title_field.show_text(given.title)
        self.detail_field.show_text(given.detail)
        self.action_check.setChecked(given.needs_action)
        self.action_part.setVisible(given.needs_action)
        self.action_title_field.show_text(given.action_title)
        fill_choice(self.owner_field, view.owners, given.owner)
        self.due_field.setText(given.due)
        self.withhold_check.setChecked(given.is_withheld)

    def _on_action_toggled(self, needs_action: bool) -> None:
        self.action_part.setVisible(needs_action)
        self.fit()
