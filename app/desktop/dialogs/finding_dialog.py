"""A new finding, and the action that it needs."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.views.form_views import FindingFormView, FindingInput
from app.desktop.widgets.check import Check
from app.desktop.widgets.choice import Choice


class FindingDialog(FormDialog):
    """Emits `given(FindingInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    FORM = "finding_dialog"

    finding_question: QLabel
    grade_field: Choice
    title_field: QLineEdit
    detail_field: QPlainTextEdit
    action_check: Check
    action_part: QWidget
    action_title_field: QLineEdit
    owner_field: Choice
    due_field: QLineEdit
    withhold_check: Check

    def __init__(self, loader: FormLoader, view: FindingFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, "Record a finding", view.note, parent)
        self._fill(view)
        self.action_check.toggled.connect(self._on_action_toggled)
        self.title_field.setFocus()

    def read(self) -> FindingInput:
        """Return what stands in the fields."""
        return FindingInput(
            chosen(self.grade_field),
            self.title_field.text().strip(),
            self.detail_field.toPlainText().strip(),
            self.action_check.isChecked(),
            self.action_title_field.text().strip(),
            chosen(self.owner_field),
            self.due_field.text().strip(),
            self.withhold_check.isChecked(),
        )

    def _fill(self, view: FindingFormView) -> None:
        given = view.given
        self.finding_question.setText(view.question)
        fill_choice(self.grade_field, view.grades, given.grade)
        self.title_field.setText(given.title)
        self.detail_field.setPlainText(given.detail)
        self.action_check.setChecked(given.needs_action)
        self.action_part.setVisible(given.needs_action)
        self.action_title_field.setText(given.action_title)
        fill_choice(self.owner_field, view.owners, given.owner)
        self.due_field.setText(given.due)
        self.withhold_check.setEnabled(view.can_withhold)
        self.withhold_check.setChecked(given.is_withheld)

    def _on_action_toggled(self, needs_action: bool) -> None:
        self.action_part.setVisible(needs_action)
        self.fit()
