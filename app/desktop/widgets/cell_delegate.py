"""Draws the cells of a register, and opens the editor of one that can be changed in its place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.desktop.glyphs import draw_status
from app.desktop.models.register_model import CELL_ROLE, EDIT_ROLE
from app.desktop.painting import draw_box, draw_icon, draw_text, draw_two_lines, text_width
from app.desktop.theme import Theme
from app.desktop.views.register_view import CellView, EditView
from app.desktop.widgets.choice import Choice

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Rows are 52 high with two lines, 36 with one; the selected row is tinted, with an accent bar at its start.

    Words of the user that are too long for one line take both, before any detail.

    While the table has the focus, a frame 2 wide stands round its current row, and the current cell is outlined where
    it can be changed in its place.
    """

    def __init__(self, theme: Theme, view: QTableView, lines: int = 2) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the height of a row."""
        return QSize(self._theme.u(80), self.row_height())

    def row_height(self) -> int:
        """Return the height of every row, in px."""
        return self._theme.u(52 if self._lines == 2 else 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._draw_ground(painter, box, state, index.column() == 0)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, CellView):
            self._draw_cell(painter, box, cell)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._draw_frame(painter, box, index)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """Return a choice, or a line, for a cell that can be changed."""
        edit = index.data(EDIT_ROLE)
        if not isinstance(edit, EditView):
            return super().createEditor(parent, option, index)
        title = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        if not edit.choices:
            line = QLineEdit(parent)
            line.setAccessibleName(title)
            return line
        choice = Choice(self._theme, parent)
        choice.setAccessibleName(title)
        for scope in edit.choices:
            choice.addItem(scope.title, scope.key)
        choice.activated.connect(self._on_chosen)
        return choice

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Put the present value into the editor."""
        edit = index.data(EDIT_ROLE)
        if not isinstance(edit, EditView):
            return
        if isinstance(editor, Choice):
            editor.setCurrentIndex(max(0, editor.findData(edit.value)))
        elif isinstance(editor, QLineEdit):
            editor.setText(edit.value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Hand the new value to the model."""
        if isinstance(editor, Choice):
            model.setData(index, str(editor.currentData()))
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Place the editor in the middle of its row."""
        box: QRect = option.rect
        height = self._theme.u(32)
        editor.setGeometry(
            box.left() + self._theme.u(4), box.top() + (box.height() - height) // 2,
            box.width() - self._theme.u(8), height,
        )  # fmt: skip

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
        left, right = box.left() + u(16), box.right() - u(4)
        room = right - left - (u(22) if cell.status else 0) - (u(22) if cell.icon else 0)
        is_long = cell.may_elide and self._lines == 2 and text_width(theme, cell.text, cell.style) > room
        top = box.top() + (box.height() - (u(38) if cell.detail or is_long else u(20))) // 2
        if cell.status:
            draw_status(painter, theme, QPointF(left, top + u(2)), cell.status)
            left += u(22)
        line = QRect(left, top, room, u(20))
        if is_long:
            taken = room
            draw_two_lines(painter, theme, QRect(left, top, room, u(38)), cell.text, cell.style)
        else:
            taken = draw_text(painter, theme, line, cell.text, cell.style, may_elide=cell.may_elide)
        if cell.icon:
            draw_icon(painter, theme, self._view, QPointF(left + taken + u(6), top + u(2)), cell.icon, "ink2", 16)
        if cell.detail and not is_long:
            below = line.translated(0, u(19))
            draw_text(painter, theme, below, cell.detail, "caption", cell.detail_tone, may_elide=cell.may_elide)

    def _draw_frame(self, painter: QPainter, box: QRect, index: Index) -> None:
        theme, width = self._theme, max(2, self._theme.u(2))
        colour = theme.colour("focus")
        painter.fillRect(QRect(box.left(), box.top(), box.width(), width), colour)
        painter.fillRect(QRect(box.left(), box.bottom() + 1 - width, box.width(), width), colour)
        shown = [n for n in range(index.model().columnCount()) if not self._view.isColumnHidden(n)]
        if index.column() == shown[0]:
            painter.fillRect(QRect(box.left(), box.top(), width, box.height()), colour)
        if index.column() == shown[-1]:
            painter.fillRect(QRect(box.right() + 1 - width, box.top(), width, box.height()), colour)
        if index == self._view.currentIndex() and index.data(EDIT_ROLE) is not None:
            inner = box.adjusted(theme.u(6), theme.u(6), -theme.u(4), -theme.u(6))
            draw_box(painter, theme, inner, "", "accent", radius=4)

    def _on_chosen(self) -> None:
        editor = self.sender()
        if isinstance(editor, Choice):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
