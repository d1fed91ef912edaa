"""A list of headings and rows, of which one is current."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.desktop.models.row_model import ROW_ROLE, RowModel
from app.desktop.theme import Theme
from app.desktop.views.list_view import ItemRow, ListRow
from app.desktop.widgets.row_delegate import RowDelegate

_MOST_DIGIT = 5


class RowList(QListView):
    """Up and Down go from row to row past the headings.

    Signals: `row_chosen(key)`; where `take_many` was called also `digit_typed(1 to 5)`, and Shift chooses many.
    """

    row_chosen = Signal(str)
    digit_typed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self._takes_many = False
        self.row_model = RowModel(self)
        self.setModel(self.row_model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def take_many(self) -> None:
        """Let many rows be chosen at once, and digits be typed at them."""
        self._takes_many = True
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def chosen_keys(self) -> tuple[str, ...]:
        """Return the keys of all chosen rows, in order."""
        rows = (index.data(ROW_ROLE) for index in sorted(self.selectedIndexes(), key=QModelIndex.row))
        return tuple(row.key for row in rows if isinstance(row, ItemRow))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Hand over a digit that is typed at the chosen rows."""
        digit = event.key() - Qt.Key.Key_0
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._takes_many and is_plain and 1 <= digit <= _MOST_DIGIT:
            self.digit_typed.emit(digit)
            return
        super().keyPressEvent(event)

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
                if self._takes_many and selection.currentIndex() == index and selection.isSelected(index):
                    return  # one of many that are being chosen
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, ItemRow) and row.key != self._current:
            self._current = row.key
            self.row_chosen.emit(row.key)
