"""One expectation of providers, to be declared on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.desktop.measures import apply_measures
from app.desktop.theme import Theme
from app.desktop.views.home_view import ScopeView
from app.desktop.views.statement_view import DeclarationView
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.status import Status

_CHOICES = (ScopeView("yes", "We declare this"), ScopeView("no", "We cannot"))
_WORDS = {"yes": ("met", "Declared"), "no": ("not_met", "Not declared"), "": ("not_answered", "Nothing declared yet")}


class DeclarationRow(QWidget):
    """Title, what is expected, the two choices, and a comment once one is chosen; `declared(key, yes or no)`."""

    declared = Signal(str, bool)

    def __init__(self, theme: Theme, view: DeclarationView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = view
        self.choices = Segments(theme, self)
        self.comment = ProseField(theme, self)
        self._status = Status(theme, self)
        self._build(view)
        self.choices.segment_chosen.connect(self._on_segment_chosen)

    def show_view(self, view: DeclarationView, *, can_edit: bool, is_new: bool) -> None:
        """Show what is declared; the comment only once something is, or where one was written."""
        self.view = view
        if can_edit:
            self.choices.show_segments(_CHOICES, view.is_declared)
        else:
            self.choices.hide()
        status, words = _WORDS[view.is_declared]
        self._status.show_status(status, words)
        self._status.setVisible(not can_edit)
        self.comment.show_prose(view.comment, can_edit=can_edit, is_new=is_new)
        has_comment = bool(view.comment.passages) or self.comment.is_dirty
        self.comment.setVisible(has_comment or (can_edit and bool(view.is_declared)))

    def _build(self, view: DeclarationView) -> None:
        title, says = QLabel(view.title, self), QLabel(view.says, self)
        title.setProperty("textStyle", "small_strong")
        says.setProperty("textStyle", "small")
        says.setProperty("tone", "ink2")
        for label in (title, says):
            label.setWordWrap(True)
        self.choices.setAccessibleName(view.title)
        self.comment.setProperty("label", "Comment")
        self.comment.setProperty("unitLeast", 34)
        self.comment.form_loaded()
        self.comment.editor.setAccessibleName(f"Comment on {view.title}")
        column = QVBoxLayout(self)
        column.setProperty("unitMargins", "0 0 0 8")
        column.setProperty("unitSpacing", 6)
        for widget in (title, says, self.choices, self._status, self.comment):
            column.addWidget(widget)
        apply_measures(self, self._theme)

    def _on_segment_chosen(self, key: str) -> None:
        self.declared.emit(self.view.key, key == "yes")
