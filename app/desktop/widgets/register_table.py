"""The table of a register: one row at a time, keys for everything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.desktop.models.register_model import EDIT_ROLE, RegisterModel
from app.desktop.theme import Theme
from app.desktop.views.register_view import ColumnView, Row, RowsView
from app.desktop.widgets.cell_delegate import CellDelegate
from app.desktop.widgets.register_header import RegisterHeader

_OF_WORDS = 120
"""Units from which a column holds words, which may be longer than it."""
_PLENTY = 360
"""Units that the text column has before others grow."""


class RegisterTable(QTableView):
    """Up and Down go through rows, Left and Right through cells; F2 changes the cell, Enter opens the row's detail.

    Signals: `row_chosen(key)`, `row_opened(key)`, `sort_asked(column key)`.
    """

    row_chosen = Signal(str)
    row_opened = Signal(str)
    sort_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: tuple[ColumnView, ...] = ()
        self._current = ""
        self.register_model: RegisterModel | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalHeader(RegisterHeader(theme, self))
        self.horizontalHeader().sectionClicked.connect(self._on_section_clicked)
        self.verticalHeader().hide()
        theme.zoomed.connect(self._fit)

    def show_columns(self, columns: tuple[ColumnView, ...]) -> None:
        """Take the columns; others later, with the rows that belong to them."""
        if columns == self._columns:
            return
        self._columns = columns
        if self.register_model is not None:
            self.register_model.take_columns(columns)
            self._fit()
            return
        self.register_model = RegisterModel(columns, self)
        self.setModel(self.register_model)
        self.setItemDelegate(CellDelegate(self._theme, self))
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._fit()

    def show_rows(self, shown: RowsView) -> None:
        """Show rows; the current one stays current where it is still among them."""
        assert self.register_model is not None
        column = max(0, self.currentIndex().column())
        with QSignalBlocker(self.selectionModel()):
            self.register_model.show_rows(shown)
        self.show_current(self._current, column)

    def current_key(self) -> str:
        """Return the key of the current row; empty where none is."""
        return self._current

    def shown_rows(self) -> Sequence[Row]:
        """Return the rows that are shown, in order."""
        assert self.register_model is not None
        return self.register_model.shown_rows()

    def show_current(self, key: str, column: int = 0) -> None:
        """Make a row current without telling anyone; none where it is not shown."""
        assert self.register_model is not None
        self._current = key
        place = self.register_model.row_of(key)
        selection = self.selectionModel()
        with QSignalBlocker(selection):
            if place < 0:
                selection.clear()
            else:
                index = self.register_model.index(place, column)
                flags = QItemSelectionModel.SelectionFlag
                selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.scrollTo(index)
        self.viewport().update()

    def show_sort(self, column: str, is_descending: bool) -> None:
        """Show by which column the rows are sorted."""
        place = next((n for n, each in enumerate(self._columns) if each.key == column), -1)
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(self.horizontalHeader()):
            self.horizontalHeader().setSortIndicator(place, order)
        self.horizontalHeader().viewport().update()

    def ask_sort(self) -> None:
        """Ask for the rows by the current column."""
        self._on_section_clicked(max(0, self.currentIndex().column()))

    def ask_edit(self, column: str) -> None:
        """Open the editor of the current row in a column."""
        assert self.register_model is not None
        place = next((n for n, each in enumerate(self._columns) if each.key == column), -1)
        index = self.register_model.index(self.currentIndex().row(), place)
        if index.isValid() and index.data(EDIT_ROLE) is not None:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the detail on Enter, unless it ends an editor: the editor lets it pass."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._current and self.state() != QAbstractItemView.State.EditingState:
                self.row_opened.emit(self._current)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width out anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give columns their width, the text column what is left, and leave out what has no room.

        Where there is plenty, columns of words take some of it too, up to half as much again as their width.
        """
        u, width = self._theme.u, self.viewport().width()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(u(52))
        shown = [column for column in self._columns if width >= u(column.least)]
        left = width - sum(u(column.units) for column in shown)
        wide = sum(u(column.units) for column in shown if column.units >= _OF_WORDS)
        share = min(0.5, max(0, left - u(_PLENTY)) / 2 / wide) if wide else 0.0
        more = {column.key: round(u(column.units) * share) for column in shown if column.units >= _OF_WORDS}
        for place, column in enumerate(self._columns):
            self.setColumnHidden(place, column not in shown)
            fixed = u(column.units) + more.get(column.key, 0)
            self.setColumnWidth(place, fixed if column.units else max(u(96), left - sum(more.values())))

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        assert self.register_model is not None
        key = self.register_model.key_at(current.row())
        self.viewport().update()
        if key and key != self._current:
            self._current = key
            self.row_chosen.emit(key)

    def _on_section_clicked(self, place: int) -> None:
        self.sort_asked.emit(self._columns[place].key)
