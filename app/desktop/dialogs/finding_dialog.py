"""A new finding, and the action that it needs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.field_faults import FieldFaults
from app.desktop.dialogs.fitting import fit_dialog
from app.desktop.forms import FormLoader
from app.desktop.views.form_views import FindingFormView, FindingInput
from app.desktop.widgets.button import Button
from app.desktop.widgets.check import Check
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.page_scroll import PageScroll

_FIELDS = ("grade", "title", "detail", "action_title", "owner", "due")


class FindingDialog(QDialog):
    """Emits `finding_given(FindingInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    finding_given = Signal(object)

    finding_scroll: PageScroll
    finding_foot: QFrame
    finding_heading: QLabel
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
    finding_note: QLabel
    finding_fault: QLabel
    accept_button: Button
    cancel_button: Button

    def __init__(self, loader: FormLoader, view: FindingFormView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        loader.load("finding_dialog", self, {kind.__name__: kind for kind in (Button, Check, Choice, PageScroll)})
        self._theme = loader.theme
        self.ring = FocusRing(loader.theme, self)
        self.setWindowTitle("Record a finding")
        self.finding_heading.setText("Record a finding")
        self._faults = FieldFaults(self, _FIELDS, self.finding_fault)
        self._fill(view)
        self.action_check.toggled.connect(self._on_action_toggled)
        self.accept_button.clicked.connect(self._on_accepted)
        self.cancel_button.clicked.connect(self.reject)
        QShortcut("Ctrl+Return", self, self._on_accepted)
        self.title_field.setFocus()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, by field; `""` for what belongs to none."""
        self._faults.show(faults)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit the window."""
        super().showEvent(event)
        self._fit()

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
        self.finding_note.setText(view.note)
        self.finding_note.setVisible(bool(view.note))

    def _fit(self) -> None:
        fit_dialog(self, self.finding_scroll, self.finding_foot, self._theme)

    def _on_action_toggled(self, needs_action: bool) -> None:
        self.action_part.setVisible(needs_action)
        self._fit()

    def _on_accepted(self) -> None:
        self._faults.clear()
        self.finding_given.emit(
            FindingInput(
                chosen(self.grade_field),
                self.title_field.text().strip(),
                self.detail_field.toPlainText().strip(),
                self.action_check.isChecked(),
                self.action_title_field.text().strip(),
                chosen(self.owner_field),
                self.due_field.text().strip(),
                self.withhold_check.isChecked(),
            )
        )
