"""The statements as a list model."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.desktop.views.statement_view import StatementGroupRow, StatementListRow, StatementRow
from app.desktop.widgets.row_delegate import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class StatementModel(QAbstractListModel):
    """Group and statement rows in order; a group can be read, but neither chosen nor reached by key.

    `show_rows` changes only what differs, so that the current row stays.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[StatementListRow, ...] = ()

    @property
    def rows(self) -> tuple[StatementListRow, ...]:
        """The rows on show."""
        return self._rows

    def show_rows(self, rows: tuple[StatementListRow, ...]) -> None:
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
        """Return the row of a statement; -1 where the scope leaves it out."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, StatementRow) and row.key == key), -1)

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
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        if index.isValid() and isinstance(self._rows[index.row()], StatementRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def _key(row: StatementListRow) -> tuple[type, str]:
    return type(row), row.key if isinstance(row, StatementRow) else row.ref


def _spoken(row: StatementListRow) -> str:
    if isinstance(row, StatementGroupRow):
        return f"{row.ref} {row.title}, {row.signed} of {row.total} signed off"
    signed = "Signed off" if row.status == "signed" else "Not signed off"
    return ", ".join(part for part in (f"{row.ref} {row.title}", signed, row.state) if part)
