"""A new action, or changes to one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.desktop.dialogs.choices import choose, chosen, fill_choice
from app.desktop.dialogs.field_faults import FieldFaults
from app.desktop.dialogs.fitting import fit_dialog
from app.desktop.forms import FormLoader
from app.desktop.views.form_views import ActionFormView, ActionInput
from app.desktop.widgets.button import Button
from app.desktop.widgets.check import Check
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.page_scroll import PageScroll

_FIELDS = ("title", "intention", "place", "owner", "due", "progress")


class ActionDialog(QDialog):
    """Emits `action_given(ActionInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    action_given = Signal(object)

    action_scroll: PageScroll
    action_foot: QFrame
    action_heading: QLabel
    title_field: QLineEdit
    origin_part: QWidget
    intention_field: Choice
    place_field: Choice
    owner_field: Choice
    due_field: QLineEdit
    progress_field: QPlainTextEdit
    withhold_check: Check
    action_note: QLabel
    action_fault: QLabel
    accept_button: Button
    cancel_button: Button

    def __init__(self, loader: FormLoader, view: ActionFormView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        loader.load("action_dialog", self, {kind.__name__: kind for kind in (Button, Check, Choice, PageScroll)})
        self._theme = loader.theme
        self._view = view
        self.ring = FocusRing(loader.theme, self)
        self.setWindowTitle(view.heading)
        self._faults = FieldFaults(self, _FIELDS, self.action_fault)
        self._fill(view)
        self.intention_field.currentIndexChanged.connect(self._on_intention_changed)
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

    def _fill(self, view: ActionFormView) -> None:
        given = view.given
        self.action_heading.setText(view.heading)
        self.accept_button.setText(view.verb)
        self.title_field.setText(given.title)
        self.title_field.setEnabled(view.can_change_title)
        fill_choice(self.intention_field, view.intentions, given.intention)
        self._show_places()
        choose(self.place_field, given.place)
        self.origin_part.setVisible(view.is_new)
        fill_choice(self.owner_field, view.owners, given.owner)
        self.due_field.setText(given.due)
        self.progress_field.setPlainText(given.progress)
        self.progress_field.setEnabled(view.can_change_progress)
        self.withhold_check.setVisible(view.is_new)
        self.withhold_check.setEnabled(view.can_withhold)
        self.withhold_check.setChecked(given.is_withheld)
        self.action_note.setText(view.note)
        self.action_note.setVisible(bool(view.note))

    def _show_places(self) -> None:
        fill_choice(self.place_field, self._view.places.get(chosen(self.intention_field), ()), "")

    def _fit(self) -> None:
        fit_dialog(self, self.action_scroll, self.action_foot, self._theme)

    def _on_intention_changed(self) -> None:
        self._show_places()

    def _on_accepted(self) -> None:
        self._faults.clear()
        self.action_given.emit(
            ActionInput(
                self.title_field.text().strip(),
                chosen(self.intention_field),
                chosen(self.place_field),
                chosen(self.owner_field),
                self.due_field.text().strip(),
                self.progress_field.toPlainText().strip(),
                self.withhold_check.isChecked(),
            )
        )
