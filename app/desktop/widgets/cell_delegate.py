"""Draws the cells of a register."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.desktop.glyphs import draw_status
from app.desktop.painting import draw_text
from app.desktop.theme import Theme

CELL_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role under which a model gives a `CellView`."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class CellView:
    """One cell: a word, perhaps a second line, perhaps a status's glyph before it."""

    text: str
    detail: str = ""
    status: str = ""
    style: str = "small"
    detail_tone: str = "ink2"
    may_elide: bool = False


class CellDelegate(QStyledItemDelegate):
    """Rows are 52 high with two lines, 36 with one; the selected row is tinted, with an accent bar at its start."""

    def __init__(self, theme: Theme, view: QTableView, lines: int = 2) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the height of a row."""
        return QSize(self._theme.u(80), self._theme.u(52 if self._lines == 2 else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._draw_ground(painter, box, state, index.column() == 0)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, CellView):
            self._draw_cell(painter, box, cell)
        painter.restore()

    def _draw_ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag, is_first: bool) -> None:
        theme, u = self._theme, self._theme.u
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("accent_tint"))
            if is_first:
                painter.fillRect(QRect(box.left(), box.top(), u(3), box.height()), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))

    def _draw_cell(self, painter: QPainter, box: QRect, cell: CellView) -> None:
        theme, u = self._theme, self._theme.u
        left = box.left() + u(16)
        top = box.top() + (box.height() - (u(38) if cell.detail else u(20))) // 2
        if cell.status:
            draw_status(painter, theme, QPointF(left, top + u(2)), cell.status)
            left += u(22)
        room = QRect(left, top, box.right() - left - u(4), u(20))
        draw_text(painter, theme, room, cell.text, cell.style, may_elide=cell.may_elide)
        if cell.detail:
            below = room.translated(0, u(19))
            draw_text(painter, theme, below, cell.detail, "caption", cell.detail_tone, may_elide=cell.may_elide)
