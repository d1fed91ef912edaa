"""The checklist as a list model."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.desktop.views.checklist_view import GroupRow, ListRow, QuestionRow
from app.desktop.views.home_view import RESULT_WORDS
from app.desktop.widgets.row_delegate import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class ChecklistModel(QAbstractListModel):
    """Group and question rows in order; a group can be read, but neither chosen nor reached by key.

    `show_rows` changes only what differs, so that the current row stays.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()

    def show_rows(self, rows: tuple[ListRow, ...]) -> None:
        """Show these rows."""
        same = [_key(row) for row in rows] == [_key(row) for row in self._rows]
        if not same:
            self.beginResetModel()
        before, self._rows = self._rows, rows
        if not same:
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def row_of(self, ref: str) -> int:
        """Return the row of a question; -1 where the filter leaves it out."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, QuestionRow) and row.ref == ref), -1)

    def refs(self) -> list[str]:
        """Return the references of the questions, in order."""
        return [row.ref for row in self._rows if isinstance(row, QuestionRow)]

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
        if index.isValid() and isinstance(self._rows[index.row()], QuestionRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def _key(row: ListRow) -> tuple[type, str]:
    return type(row), row.ref


def _spoken(row: ListRow) -> str:
    if isinstance(row, GroupRow):
        return f"{row.ref} {row.title}, {row.answered} of {row.total} answered"
    reason = "" if row.reason == RESULT_WORDS[row.result] else row.reason
    parts = (f"{row.ref} {row.title}", RESULT_WORDS[row.result], reason, "sealed passage" if row.has_sealed else "")
    return ", ".join(part for part in parts if part)
