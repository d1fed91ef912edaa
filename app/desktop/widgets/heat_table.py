"""The heat map's table: names stay in sight while it scrolls, cells are letters on a tint."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.desktop.models.heat_model import MAP_CELL_ROLE, HeatModel
from app.desktop.painting import CENTRE, draw_box, draw_text
from app.desktop.theme import Theme
from app.desktop.views.map_view import MapCellView, MapColumnView, MapRowView
from app.desktop.widgets.grid_corner import GridCorner

_CELL, _WIDEST, _WHOLE, _ROW, _NAME = 29, 48, 48, 36, 160
"""Widths of a cell at least and at most, of the whole's and of the names, and the height of a row, in units."""
_TONES = {"": ("", "ink2"), "good": ("good_tint", "good"), "fair": ("", "good"), "poor": ("warn_tint", "warn"),
          "bad": ("bad_tint", "bad")}  # fmt: skip
"""The tint and the ink of each tone; the two best levels are told apart by letter and tint."""


class HeatTable(QTableView):
    """Arrows go from cell to cell. Signals: `cell_chosen(words)`, `row_opened(row key, column's reference)`."""

    cell_chosen = Signal(str)
    row_opened = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._corner = GridCorner(theme, self)
        self.heat_model = HeatModel(self)
        self.setModel(self.heat_model)
        self.setItemDelegate(_HeatDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)  # the ring says which cell is current
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(_HeatHeader(theme, Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_HeatHeader(theme, Qt.Orientation.Vertical, self))
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_opened)
        theme.zoomed.connect(self._fit)

    def show_map(self, columns: tuple[MapColumnView, ...], rows: tuple[MapRowView, ...]) -> None:
        """Show a map; the cell that is current stays current where there is such a one."""
        before = self.currentIndex()
        row, column = max(0, before.row()), max(0, before.column())
        self.heat_model.show_map(columns, rows)
        self._fit()
        if rows:
            self.setCurrentIndex(self.heat_model.index(min(row, len(rows) - 1), min(column, len(columns) - 1)))

    def current(self) -> tuple[str, str]:
        """Return the key of the current row and the reference of the current column; both empty without one."""
        index = self.currentIndex()
        if not index.isValid():
            return "", ""
        return self.heat_model.rows[index.row()].key, self.heat_model.columns[index.column()].ref

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the return of the current row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_opened()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share a wide window's room out anew."""
        super().resizeEvent(event)
        self._fit()

    def updateGeometries(self) -> None:  # noqa: N802
        """Carry the header's line over the names."""
        super().updateGeometries()
        self._corner.follow()

    def _fit(self) -> None:
        u = self._theme.u
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header in (across, down):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
        down.setDefaultSectionSize(u(_ROW))
        down.setFixedWidth(u(_NAME))
        across.setFixedHeight(u(32))
        count = self.heat_model.columnCount()
        room = self.width() - u(_NAME + _WHOLE) - self.verticalScrollBar().sizeHint().width()
        cell = max(u(_CELL), min(u(_WIDEST), room // max(1, count - 1)))
        for place in range(count):
            self.setColumnWidth(place, cell if place else u(_WHOLE))

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.cell_chosen.emit(self.heat_model.sentence(current.row(), current.column()))
        self.viewport().update()

    def _on_opened(self) -> None:
        key, ref = self.current()
        if key:
            self.row_opened.emit(key, ref)


class _HeatHeader(QHeaderView):
    """References over the columns, names before the rows."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room of the headers."""
        return QSize(self._theme.u(_NAME), self._theme.u(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the sections, and paper where there are none."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        room, end = self.viewport().rect(), self.length() - self.offset()
        room.setLeft(end) if self.orientation() == Qt.Orientation.Horizontal else room.setTop(end)
        painter.fillRect(room, self._theme.colour("page"))
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw what stands over one column, or before one row."""
        theme, u = self._theme, self._theme.u
        is_across = self.orientation() == Qt.Orientation.Horizontal
        words = str(self.model().headerData(logicalIndex, self.orientation()))
        painter.save()
        painter.fillRect(rect, theme.colour("page"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if is_across:
            draw_text(painter, theme, rect, words, "caption_strong", "ink2", CENTRE, may_elide=True)
        else:
            draw_text(painter, theme, rect.adjusted(u(16), 0, -u(4), 0), words, "small", may_elide=True)
        painter.restore()


Index = QModelIndex | QPersistentModelIndex


class _HeatDelegate(QStyledItemDelegate):
    """A letter in the middle of its tint; a ring round the current cell."""

    def __init__(self, theme: Theme, view: HeatTable) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        cell = index.data(MAP_CELL_ROLE)
        if not isinstance(cell, MapCellView):
            return
        theme = self._theme
        box: QRect = option.rect
        tint, ink = _TONES[cell.tone]
        inner = box.adjusted(1, 1, -2, -2)
        painter.save()
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))
        if tint:
            painter.fillRect(inner, theme.colour(tint))
        draw_text(painter, theme, box, cell.text, "small_strong" if cell.tone else "small", ink, CENTRE)
        if index == self._view.currentIndex():
            draw_box(painter, theme, inner, border="focus" if self._view.hasFocus() else "edge", radius=3,
                     width=2 if self._view.hasFocus() else 1)  # fmt: skip
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the room of a cell."""
        return QSize(self._theme.u(_CELL), self._theme.u(_ROW))
