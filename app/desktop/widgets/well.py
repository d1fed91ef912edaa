"""The well of counts on Home."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.views.home_view import CellView
from app.desktop.widgets.count_cell import CountCell

_INLINE, _STACKED, _LEAST = 167, 140, 160
"""Units a cell takes with its count beside its name, below it, and where there are several rows."""


class Well(QFrame):
    """Equal cells in one row, or in rows of one length where there is less room; `cell_opened` carries the key."""

    cell_opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._units = 0.0
        self._cells: list[CountCell] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def show_cells(self, views: tuple[CellView, ...]) -> None:
        """Show these counts; cells are kept where the same come again, so that the focus stays."""
        if [cell.view.key for cell in self._cells] != [view.key for view in views]:
            for cell in self._cells:
                cell.setParent(None)
                cell.deleteLater()
            self._cells = [CountCell(self._theme, view, self) for view in views]
            for cell in self._cells:
                cell.clicked.connect(self._on_clicked)
            self.show_width(self._units)
        for cell, view in zip(self._cells, views, strict=True):
            cell.show_view(view)

    def show_width(self, units: float) -> None:
        """Lay the cells out for a page of so many units: in one row, of taller cells perhaps, or in rows alike."""
        self._units = units
        count = max(1, len(self._cells))
        rows = 1 if units >= _STACKED * count else -(-count // max(1, int(units // _LEAST)))
        columns = -(-count // rows)
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // columns, place % columns)
            cell.show_stacked(columns == count and units < _INLINE * count, has_rule=place % columns > 0)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _on_clicked(self) -> None:
        cell = self.sender()
        if isinstance(cell, CountCell):
            self.cell_opened.emit(cell.view.key)
