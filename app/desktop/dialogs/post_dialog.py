"""A post and who holds it: title, name and days, as many of them as are asked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.views.form_views import PostFormView, PostInput


class PostDialog(FormDialog):
    """Emits `given(PostInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    FORM = "post_dialog"

    title_part: QWidget
    title_field: QLineEdit
    name_part: QWidget
    name_field: QLineEdit
    starts_part: QWidget
    starts_field: QLineEdit
    ends_part: QWidget
    ends_field: QLineEdit

    def __init__(self, loader: FormLoader, view: PostFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, view.heading, view.detail, parent)
        self._parts = {
            "title": (self.title_part, self.title_field),
            "name": (self.name_part, self.name_field),
            "starts": (self.starts_part, self.starts_field),
            "ends": (self.ends_part, self.ends_field),
        }
        self._fill(view)
        self._parts[view.fields[0]][1].setFocus()

    def read(self) -> PostInput:
        """Return what stands in the fields."""
        return PostInput(**{name: field.text().strip() for name, (_, field) in self._parts.items()})

    def _fill(self, view: PostFormView) -> None:
        self.accept_button.setText(view.verb)
        for name, (part, field) in self._parts.items():
            part.setVisible(name in view.fields)
            field.setText(str(getattr(view.given, name)))
        completer = QCompleter(list(view.names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name_field.setCompleter(completer)
