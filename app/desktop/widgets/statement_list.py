"""The list of statements at the left of the Statement page."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QWidget

from app.desktop.models.statement_model import StatementModel
from app.desktop.theme import Theme
from app.desktop.views.statement_view import StatementListView, StatementRow
from app.desktop.widgets.row_delegate import ROW_ROLE
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.statement_delegate import StatementDelegate


class StatementList(QFrame):
    """How many are signed off, choice of scope, and the list.

    Signals: `statement_chosen` (key), `scope_chosen` (key).
    """

    statement_chosen = Signal(str)
    scope_chosen = Signal(str)

    signed_count: QLabel
    statement_scopes: Segments
    statements: QListView
    none_to_sign: QLabel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current = ""
        self.model = StatementModel(self)

    def form_loaded(self) -> None:
        """Dress and connect what the form has made."""
        self.statements.setModel(self.model)
        self.statements.setItemDelegate(StatementDelegate(self._theme, self.statements))
        self.statements.setMouseTracking(True)
        self.statements.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.statements.selectionModel().currentChanged.connect(self._on_current_changed)
        self.statement_scopes.segment_chosen.connect(self.scope_chosen)

    def show_view(self, view: StatementListView) -> None:
        """Show rows and choices; the current statement stays current where it is still listed."""
        with QSignalBlocker(self.statements.selectionModel()):
            self.model.show_rows(view.rows)
        self.signed_count.setText(view.signed)
        self.statement_scopes.show_segments(view.scopes, view.scope)
        self.none_to_sign.setVisible(not view.rows)
        self.statements.setVisible(bool(view.rows))
        self.show_current(self._current)

    def show_current(self, key: str) -> None:
        """Make a statement current without telling anyone."""
        self._current = key
        place = self.model.row_of(key)
        selection = self.statements.selectionModel()
        with QSignalBlocker(selection):
            if place < 0:
                selection.clear()
            else:
                index = self.model.index(place)
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.statements.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.statements.viewport().update()

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, StatementRow) and row.key != self._current:
            self._current = row.key
            self.statement_chosen.emit(row.key)
