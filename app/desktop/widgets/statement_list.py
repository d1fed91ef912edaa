"""The list of statements at the left of the Statement page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.desktop.theme import Theme
from app.desktop.views.statement_view import StatementListView
from app.desktop.widgets.row_list import RowList
from app.desktop.widgets.segments import Segments


class StatementList(QFrame):
    """How many are signed off, choice of scope, and the list.

    Signals: `statement_chosen` (key), `scope_chosen` (key).
    """

    statement_chosen = Signal(str)
    scope_chosen = Signal(str)

    signed_count: QLabel
    statement_scopes: Segments
    statements: RowList
    none_to_sign: QLabel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def form_loaded(self) -> None:
        """Connect what the form has made."""
        self.statements.row_chosen.connect(self.statement_chosen)
        self.statement_scopes.segment_chosen.connect(self.scope_chosen)

    def show_view(self, view: StatementListView) -> None:
        """Show rows and choices; the current statement stays current where it is still listed."""
        self.signed_count.setText(view.signed)
        self.statement_scopes.show_segments(view.scopes, view.scope)
        self.none_to_sign.setVisible(not view.rows)
        self.statements.show_rows(view.rows)

    def show_current(self, key: str) -> None:
        """Make a statement current without telling anyone."""
        self.statements.show_current(key)
