"""The heat map as a table model: a row a return, a column an intention, its words for those who do not see it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.desktop.views.map_view import MapCellView, MapColumnView, MapRowView

Index = QModelIndex | QPersistentModelIndex
MAP_CELL_ROLE = Qt.ItemDataRole.UserRole + 4
"""The role under which a model gives a `MapCellView`."""
_NO_INDEX = QModelIndex()


class HeatModel(QAbstractTableModel):
    """Rows and columns as they are shown; nothing can be changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[MapColumnView, ...] = ()
        self.rows: tuple[MapRowView, ...] = ()

    def show_map(self, columns: tuple[MapColumnView, ...], rows: tuple[MapRowView, ...]) -> None:
        """Show another map."""
        self.beginResetModel()
        self.columns, self.rows = columns, rows
        self.endResetModel()

    def sentence(self, row: int, column: int) -> str:
        """Return a cell in words: whose it is, of which intention, what it says."""
        if not (0 <= row < len(self.rows) and 0 <= column < len(self.columns)):
            return ""
        head, line = self.columns[column], self.rows[row]
        name = f"{head.ref} {head.title}".strip()
        return f"{line.spoken}, {name}: {line.cells[column].words}"

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell, its letter, or its words."""
        if not index.isValid():
            return None
        cell: MapCellView = self.rows[index.row()].cells[index.column()]
        if role == MAP_CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.sentence(index.row(), index.column())
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what stands over a column or before a row; in full to screen readers and in tool tips."""
        is_full = role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role != Qt.ItemDataRole.DisplayRole and not is_full:
            return None
        if orientation == Qt.Orientation.Horizontal:
            head = self.columns[section]
            return f"{head.ref} {head.title}".strip() if is_full else head.ref
        row = self.rows[section]
        return row.spoken if is_full else row.title
