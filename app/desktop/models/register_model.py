"""A register as a table model: rows by reference, their cells made when they are in sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.desktop.views.register_view import CellView, ColumnView, EditView, Row, RowsView

Index = QModelIndex | QPersistentModelIndex

CELL_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role under which a model gives a `CellView`."""

EDIT_ROLE = Qt.ItemDataRole.UserRole + 3
"""The role under which a model gives an `EditView`; None where the cell cannot be changed."""

_NO_INDEX = QModelIndex()
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _SHOWN | Qt.ItemFlag.ItemIsEditable
_KEPT_ROWS = 256


class RegisterModel(QAbstractTableModel):
    """Keeps the cells of 256 rows at most. `cell_edited` carries row key, column key and the new value."""

    cell_edited = Signal(str, str, str)

    def __init__(self, columns: tuple[ColumnView, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._shown = RowsView((), lambda row: ())
        self._kept: OrderedDict[int, tuple[CellView, ...]] = OrderedDict()
        self._places: dict[str, int] | None = None

    def take_columns(self, columns: tuple[ColumnView, ...]) -> None:
        """Have other columns from now on, and no rows yet."""
        self.beginResetModel()
        self._columns, self._shown, self._places = columns, RowsView((), lambda row: ()), None
        self._kept.clear()
        self.endResetModel()

    def show_rows(self, shown: RowsView) -> None:
        """Show these rows; where they are the same in the same order, the view keeps its place."""
        is_same = [row.key for row in shown.rows] == [row.key for row in self._shown.rows]
        if not is_same:
            self.beginResetModel()
        self._shown = shown
        self._kept.clear()
        if is_same:
            if shown.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown.rows) - 1, len(self._columns) - 1))
            return
        self._places = None
        self.endResetModel()

    def shown_rows(self) -> Sequence[Row]:
        """Return the rows in order."""
        return self._shown.rows

    def key_at(self, row: int) -> str:
        """Return the key of a row; `""` where there is none."""
        return self._shown.rows[row].key if 0 <= row < len(self._shown.rows) else ""

    def row_of(self, key: str) -> int:
        """Return the row of a key; -1 where it is not shown."""
        if self._places is None:
            self._places = {row.key: place for place, row in enumerate(self._shown.rows)}
        return self._places.get(key, -1)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._shown.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell under `CELL_ROLE` and `EDIT_ROLE`, and its words for people and for screen readers."""
        if not index.isValid():
            return None
        if role == EDIT_ROLE:
            return self._edit(index)
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self._cells(index.row())[index.column()]
        if role == CELL_ROLE:
            return cell
        return cell.text if role == Qt.ItemDataRole.DisplayRole else _spoken(cell)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Hand over a value typed in its place; the row changes when whoever hears of it shows it anew."""
        edit = self._edit(index)
        if edit is None or str(value) == edit.value:
            return False
        self.cell_edited.emit(self.key_at(index.row()), self._columns[index.column()].key, str(value))
        return True

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self._edit(index) is not None else _SHOWN

    def _edit(self, index: Index) -> EditView | None:
        if not index.isValid():
            return None
        return self._shown.edit(self._shown.rows[index.row()], self._columns[index.column()].key)

    def _cells(self, row: int) -> tuple[CellView, ...]:
        cells = self._kept.get(row)
        if cells is None:
            cells = self._kept[row] = self._shown.cells(self._shown.rows[row])
            if len(self._kept) > _KEPT_ROWS:
                self._kept.popitem(last=False)
        return cells


def _spoken(cell: CellView) -> str:
    return ", ".join(part for part in (cell.text, cell.detail, cell.spoken) if part)
