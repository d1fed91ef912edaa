"""A grid as a table model: what its cells say, what was changed in it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.desktop.models.register_model import CELL_ROLE, EDIT_ROLE
from app.desktop.views.grid_view import GridColumnView, GridInput, GridView
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import CellView, EditView

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_UNITS = 128


class GridModel(QAbstractTableModel):
    """Holds what was typed until it is taken. `changed` tells that a cell says something else."""

    changed = Signal()

    def __init__(self, view: GridView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.columns = list(view.columns)
        self._typed: dict[tuple[str, str], str] = {}
        self._added: dict[str, str] = {}
        self._faults: dict[tuple[str, str], str] = {}

    def read(self) -> GridInput:
        """Return what was changed."""
        return GridInput(dict(self._typed), dict(self._added))

    def add_column(self, key: str, title: str, choices: tuple[str, ...]) -> int:
        """Add a column at the end, or find the one of this key; return its place."""
        known = next((place for place, each in enumerate(self.columns) if each.key == key), None)
        if known is not None:
            return known
        place = len(self.columns)
        self.beginInsertColumns(_NO_INDEX, place, place)
        self.columns.append(GridColumnView(key, title, _UNITS, choices))
        self._added[key] = title
        self.endInsertColumns()
        return place

    def show_faults(self, faults: Mapping[tuple[str, str], str]) -> None:
        """Mark the cells that are wrong."""
        self._faults = dict(faults)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def fault_at(self, index: Index) -> str:
        """Return what is wrong with a cell; `""` for nothing."""
        return self._faults.get(self._cell(index), "") if index.isValid() else ""

    def first_fault(self) -> QModelIndex:
        """Return the first cell that is wrong, row by row."""
        places = {column.key: place for place, column in enumerate(self.columns)}
        for row, each in enumerate(self._view.rows):
            wrong = [places[column] for key, column in self._faults if key == each.key and column in places]
            if wrong:
                return self.index(row, min(wrong))
        return _NO_INDEX

    def words_at(self, index: Index) -> str:
        """Return what a cell says now."""
        cell = self._cell(index)
        return self._typed.get(cell, self._view.rows[index.row()].cells.get(cell[1], ""))

    def title_at(self, index: Index) -> str:
        """Return the titles of a cell's row and column."""
        if not index.isValid():
            return ""
        return f"{self._view.rows[index.row()].title}  ·  {self.columns[index.column()].title}"

    def choices_at(self, column: int) -> tuple[str, ...]:
        """Return the words that a column's cells may say; none where they are free."""
        return self.columns[column].choices

    def put(self, top: int, left: int, lines: Sequence[Sequence[str]]) -> None:
        """Put a block of words from a cell on, as far as there are rows and columns."""
        for row, line in enumerate(lines, top):
            for column, words in enumerate(line, left):
                index = self.index(row, column)
                if index.isValid():
                    self._put(index, words.strip())
        self.dataChanged.emit(self.index(top, left), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.changed.emit()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._view.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell under `CELL_ROLE` and `EDIT_ROLE`, and its words for people and for screen readers."""
        if not index.isValid():
            return None
        words, fault = self.words_at(index), self.fault_at(index)
        if role == CELL_ROLE:
            return CellView(words, status="overdue" if fault else self._view.glyphs.get(words, ""), may_elide=True)
        if role == EDIT_ROLE:
            scopes = tuple(ScopeView(word, word or "Nothing") for word in ("", *self.choices_at(index.column())))
            return EditView(words, scopes if len(scopes) > 1 else ())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self._view.rows[index.row()].title
            said = f"{title}, {self.columns[index.column()].title}: {words or 'nothing'}"
            return f"{said}. {fault}" if fault else said
        return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take what was typed into a cell."""
        self.put(index.row(), index.column(), [[str(value)]])
        return True

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's or a row's title; a row's, which may be longer than its room, also as a tip."""
        is_column = orientation == Qt.Orientation.Horizontal
        if role != Qt.ItemDataRole.DisplayRole and (is_column or role != Qt.ItemDataRole.ToolTipRole):
            return None
        return self.columns[section].title if is_column else self._view.rows[section].title

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell: all of them can be changed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def _cell(self, index: Index) -> tuple[str, str]:
        return self._view.rows[index.row()].key, self.columns[index.column()].key

    def _put(self, index: Index, words: str) -> None:
        cell = self._cell(index)
        self._faults.pop(cell, None)
        if words == self._view.rows[index.row()].cells.get(cell[1], ""):
            self._typed.pop(cell, None)
        else:
            self._typed[cell] = words
