"""Headings and rows as a list model."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.desktop.views.list_view import ItemRow, ListRow

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which the model gives its `HeadingRow` or `ItemRow`."""

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class RowModel(QAbstractListModel):
    """Headings and rows in order; a heading can be read, but neither chosen nor reached by key.

    `show_rows` changes only what differs, so that the current row stays.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()

    def show_rows(self, rows: tuple[ListRow, ...]) -> None:
        """Show these rows."""
        is_same = [_key(row) for row in rows] == [_key(row) for row in self._rows]
        if not is_same:
            self.beginResetModel()
        before, self._rows = self._rows, rows
        if not is_same:
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def row_of(self, key: str) -> int:
        """Return the place of a row; -1 where the filter leaves it out."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, ItemRow) and row.key == key), -1)

    def items(self) -> list[ItemRow]:
        """Return the rows without the headings, in order."""
        return [row for row in self._rows if isinstance(row, ItemRow)]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row under `ROW_ROLE`, and its words for people and for screen readers."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.ref} {row.title}"
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        if index.isValid() and isinstance(self._rows[index.row()], ItemRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def _key(row: ListRow) -> tuple[type, str]:
    return type(row), row.key
