"""What was found as a list model: headings are read, rows are chosen."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.desktop.views.find_view import FindHeading, FindRow

Index = QModelIndex | QPersistentModelIndex
FOUND_ROLE = Qt.ItemDataRole.UserRole + 4
"""The role under which the model gives its `FindHeading` or `FindRow`."""

_NO_INDEX = QModelIndex()


class FindModel(QAbstractListModel):
    """Headings and rows in order."""

    rows: tuple[FindHeading | FindRow, ...] = ()

    def show_rows(self, rows: tuple[FindHeading | FindRow, ...]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def next_row(self, place: int, step: int) -> int:
        """Return the next row that can be chosen, from one place up or down; -1 where there is none."""
        count = len(self.rows)
        order = ((place + step * n) % count for n in range(1, count + 1)) if count else iter(())
        return next((each for each in order if isinstance(self.rows[each], FindRow)), -1)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row under `FOUND_ROLE`, and its words for people and for screen readers."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == FOUND_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken if isinstance(row, FindRow) else row.title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        if index.isValid() and isinstance(self.rows[index.row()], FindRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags
