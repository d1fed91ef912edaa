"""What a reviewer records, or a reply: as many of its fields as are asked, each under the words of what is asked."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.views.home_view import ScopeView
from app.desktop.views.review_view import FIELDS, ReviewFormView, ReviewInput
from app.desktop.widgets.check import Check


class ReviewDialog(FormDialog):
    """Emits `given(ReviewInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    FORM = "review_dialog"

    title_field: QLineEdit
    sure_check: Check

    def __init__(self, loader: FormLoader, view: ReviewFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, view.heading, view.note, parent)
        self.accept_button.setText(view.verb)
        labels = dict(view.fields)
        for name in FIELDS:
            self._part(name).setVisible(name in labels)
            self._label(name).setText(labels.get(name, ""))
        self._fill(view)
        self.sure_check.setVisible(bool(view.sure))
        self.sure_check.setText(view.sure)
        self.sure_check.setChecked(view.given.is_sure)
        if view.fields:
            self._field(view.fields[0][0]).setFocus()

    def read(self) -> ReviewInput:
        """Return what stands in the fields."""
        return ReviewInput(**{name: self._value(name) for name in FIELDS}, is_sure=self.sure_check.isChecked())

    def _fill(self, view: ReviewFormView) -> None:
        for name, choices in (("scale", view.scale), ("marking", view.markings)):
            _offer(self._field(name), choices)
        for name in FIELDS:
            field, given = self._field(name), str(getattr(view.given, name))
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(0, field.findData(given)))
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(given)
            elif isinstance(field, QLineEdit):
                field.setText(given)

    def _value(self, name: str) -> str:
        field = self._field(name)
        if isinstance(field, QComboBox):
            return str(field.currentData() or "")
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText().strip()
        return field.text().strip() if isinstance(field, QLineEdit) else ""

    def _field(self, name: str) -> QWidget:
        found: QWidget = getattr(self, f"{name}_field")
        return found

    def _part(self, name: str) -> QWidget:
        found: QWidget = getattr(self, f"{name}_part")
        return found

    def _label(self, name: str) -> QLabel:
        found: QLabel = getattr(self, f"{name}_label")
        return found


def _offer(field: QWidget, choices: tuple[ScopeView, ...]) -> None:
    assert isinstance(field, QComboBox)
    for choice in choices:
        field.addItem(choice.title, choice.key)
