"""A list of headings and rows, of which one is current."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.desktop.models.row_model import ROW_ROLE, RowModel
from app.desktop.theme import Theme
from app.desktop.views.list_view import ItemRow, ListRow
from app.desktop.widgets.row_delegate import RowDelegate


class RowList(QListView):
    """Up and Down go from row to row past the headings. Signal: `row_chosen(key)`."""

    row_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self.row_model = RowModel(self)
        self.setModel(self.row_model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_rows(self, rows: tuple[ListRow, ...]) -> None:
        """Show rows; the current one stays current where it is still listed."""
        with QSignalBlocker(self.selectionModel()):
            self.row_model.show_rows(rows)
        self.setVisible(bool(rows))
        self.show_current(self._current)

    def show_current(self, key: str) -> None:
        """Make a row current without telling anyone."""
        self._current = key
        place = self.row_model.row_of(key)
        selection = self.selectionModel()
        with QSignalBlocker(selection):
            if place < 0:
                selection.clear()
            else:
                index = self.row_model.index(place)
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, ItemRow) and row.key != self._current:
            self._current = row.key
            self.row_chosen.emit(row.key)
