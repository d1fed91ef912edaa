"""The table of a grid: typed into cell by cell, filled by paste from a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.desktop.models.grid_model import GridModel
from app.desktop.painting import text_width
from app.desktop.theme import Theme
from app.desktop.widgets.cell_delegate import CellDelegate
from app.desktop.widgets.grid_corner import GridCorner
from app.desktop.widgets.grid_row_header import GridRowHeader
from app.desktop.widgets.register_header import RegisterHeader

_TITLE_UNITS = 288
_LEAST_PART = 3
"""The rows' titles take at most this part of the table's width."""
_ROW_UNITS = 36
_AROUND, _WIDEST = 24, 280
"""Units beside a column's title, and the most that a column takes for its title's sake."""


class GridTable(QTableView):
    """Arrows go from cell to cell; typing changes one, and Enter goes on below it.

    F2 opens a cell; where it has choices, a letter takes the next that begins with it. Delete empties cells, Ctrl+C and
    Ctrl+V copy and paste blocks as spreadsheets do. Tab leaves the table. `moved` tells that another cell is current.
    """

    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._corner = GridCorner(theme, self)
        self.grid_model: GridModel | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked | trigger.AnyKeyPressed)
        self.setHorizontalHeader(RegisterHeader(theme, self, may_elide=True))
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setVerticalHeader(GridRowHeader(theme, self))
        theme.zoomed.connect(self.fit)

    def show_model(self, model: GridModel) -> None:
        """Show a grid, its first cell current."""
        self.grid_model = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self._theme, self, lines=1))
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.fit()
        self.go(model.index(0, 0))

    def go(self, index: QModelIndex) -> None:
        """Make a cell current."""
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def fit(self) -> None:
        """Give columns and rows their measure."""
        u, rows = self._theme.u, self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(u(_ROW_UNITS))
        rows.setFixedWidth(min(u(_TITLE_UNITS), max(u(96), self.width() // _LEAST_PART)))
        for place, column in enumerate(self.grid_model.columns if self.grid_model else ()):
            wanted = text_width(self._theme, column.title, "caption_strong") + u(_AROUND)
            self.setColumnWidth(place, max(u(column.units), min(wanted, u(_WIDEST))))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Do what spreadsheets do."""
        if self.state() == QAbstractItemView.State.EditingState or self.grid_model is None:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go_on()
        elif not self._takes_letter(event):
            super().keyPressEvent(event)

    def updateGeometries(self) -> None:  # noqa: N802
        """Leave the corner empty: Qt shows its button there again each time."""
        super().updateGeometries()
        for corner in self.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
            corner.hide()
        self._corner.follow()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Go on below where a cell was taken by Enter."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_on()

    def paste(self, text: str) -> None:
        """Put a block of cells, parted as spreadsheets part them, from the current cell on."""
        current = self.currentIndex()
        if self.grid_model is not None and current.isValid() and text:
            lines = [line.split("\t") for line in text.rstrip("\r\n").replace("\r\n", "\n").split("\n")]
            self.grid_model.put(current.row(), current.column(), lines)

    def copied(self) -> str:
        """Return the cells that are chosen, parted as spreadsheets part them."""
        assert self.grid_model is not None
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows = range(min(i.row() for i in chosen), max(i.row() for i in chosen) + 1)
        columns = range(min(i.column() for i in chosen), max(i.column() for i in chosen) + 1)
        model = self.grid_model
        return "\n".join("\t".join(model.words_at(model.index(row, column)) for column in columns) for row in rows)

    def _empty(self) -> None:
        assert self.grid_model is not None
        for index in self.selectionModel().selectedIndexes():
            self.grid_model.put(index.row(), index.column(), [[""]])

    def _go_on(self) -> None:
        current = self.currentIndex()
        self.go(current.siblingAtRow(min(current.row() + 1, self.model().rowCount() - 1)))

    def _takes_letter(self, event: QKeyEvent) -> bool:
        """Take the next choice that begins with a letter; tell whether the cell has choices and this is a letter."""
        current, letter = self.currentIndex(), event.text().strip().casefold()
        assert self.grid_model is not None
        choices = self.grid_model.choices_at(current.column()) if current.isValid() else ()
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
        if not choices or not letter or event.modifiers() not in plain:
            return False
        begun = [word for word in choices if word.casefold().startswith(letter)]
        if begun:
            now = self.grid_model.words_at(current)
            following = begun[(begun.index(now) + 1) % len(begun)] if now in begun else begun[0]
            self.grid_model.put(current.row(), current.column(), [[following]])
        return True

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.viewport().update()
        self.verticalHeader().viewport().update()
        self.moved.emit()
