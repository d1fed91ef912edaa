"""The declarations on the expectations of providers, on the establishment's statement."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.views.statement_view import DeclarationView
from app.desktop.widgets.declaration_row import DeclarationRow
from app.desktop.widgets.prose_field import ProseField


class DeclarationList(QWidget):
    """One row for each expectation; hidden without any.

    Signals: `declared(expectation, yes or no)`, `row_made(expectation, comment field)`.
    """

    declared = Signal(str, bool)
    row_made = Signal(str, object)

    declarations_count: QLabel
    declarations_box: QWidget

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[DeclarationRow] = []

    def form_loaded(self) -> None:
        """Make room for the rows once the form has made the box."""
        self._column = QVBoxLayout(self.declarations_box)
        self._column.setProperty("unitMargins", "0")
        self._column.setProperty("unitSpacing", 8)

    def show_rows(self, views: tuple[DeclarationView, ...], *, can_edit: bool, is_new: bool) -> None:
        """Show the declarations; rows are kept where the same expectations come again."""
        self.setVisible(bool(views))
        if views and [row.view.key for row in self.rows] != [view.key for view in views]:
            self._rebuild(views)
        for row, view in zip(self.rows, views, strict=False):
            row.show_view(view, can_edit=can_edit, is_new=is_new)
        made = sum(bool(view.is_declared) for view in views)
        self.declarations_count.setText(f"{made} of {len(views)}")

    def comments(self) -> dict[str, ProseField]:
        """Return the comment fields by expectation."""
        return {row.view.key: row.comment for row in self.rows}

    def _rebuild(self, views: tuple[DeclarationView, ...]) -> None:
        for row in self.rows:
            row.setParent(None)
            row.deleteLater()
        self.rows = [DeclarationRow(self._theme, view, self.declarations_box) for view in views]
        for row in self.rows:
            self._column.addWidget(row)
            row.declared.connect(self.declared)
            self.row_made.emit(row.view.key, row.comment)
        stops: list[QWidget] = [self, *(stop for row in self.rows for stop in (row.choices, row.comment))]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
