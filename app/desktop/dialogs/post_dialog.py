"""A post and who holds it: title, name and days, as many of them as are asked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QCompleter, QDialog, QFrame, QLabel, QLineEdit, QWidget

from app.desktop.dialogs.field_faults import FieldFaults
from app.desktop.dialogs.fitting import fit_dialog
from app.desktop.forms import FormLoader
from app.desktop.views.form_views import PostFormView, PostInput
from app.desktop.widgets.button import Button
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.page_scroll import PageScroll

_FIELDS = ("title", "name", "starts", "ends")


class PostDialog(QDialog):
    """Emits `post_given(PostInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    post_given = Signal(object)

    post_scroll: PageScroll
    post_foot: QFrame
    post_heading: QLabel
    post_detail: QLabel
    title_part: QWidget
    title_field: QLineEdit
    name_part: QWidget
    name_field: QLineEdit
    starts_part: QWidget
    starts_field: QLineEdit
    ends_part: QWidget
    ends_field: QLineEdit
    post_fault: QLabel
    accept_button: Button
    cancel_button: Button

    def __init__(self, loader: FormLoader, view: PostFormView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        loader.load("post_dialog", self, {kind.__name__: kind for kind in (Button, PageScroll)})
        self._theme = loader.theme
        self.ring = FocusRing(loader.theme, self)
        self.setWindowTitle(view.heading)
        self._faults = FieldFaults(self, _FIELDS, self.post_fault)
        self._parts = {
            "title": (self.title_part, self.title_field),
            "name": (self.name_part, self.name_field),
            "starts": (self.starts_part, self.starts_field),
            "ends": (self.ends_part, self.ends_field),
        }
        self._fill(view)
        self.accept_button.clicked.connect(self._on_accepted)
        self.cancel_button.clicked.connect(self.reject)
        QShortcut("Ctrl+Return", self, self._on_accepted)
        self._parts[view.fields[0]][1].setFocus()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, by field; `""` for what belongs to none."""
        self._faults.show(faults)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit the window."""
        super().showEvent(event)
        self._fit()

    def _fill(self, view: PostFormView) -> None:
        self.post_heading.setText(view.heading)
        self.post_detail.setText(view.detail)
        self.post_detail.setVisible(bool(view.detail))
        self.accept_button.setText(view.verb)
        for name, (part, field) in self._parts.items():
            part.setVisible(name in view.fields)
            field.setText(str(getattr(view.given, name)))
        completer = QCompleter(list(view.names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name_field.setCompleter(completer)

    def _fit(self) -> None:
        fit_dialog(self, self.post_scroll, self.post_foot, self._theme)

    def _on_accepted(self) -> None:
        self._faults.clear()
        texts = {name: field.text().strip() for name, (_, field) in self._parts.items()}
        self.post_given.emit(PostInput(**texts))
