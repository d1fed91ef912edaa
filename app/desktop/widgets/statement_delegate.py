"""Draws the rows of the list of statements."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.desktop.glyphs import draw_status
from app.desktop.painting import RIGHT, draw_box, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.statement_view import StatementGroupRow, StatementRow
from app.desktop.widgets.row_delegate import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex


class StatementDelegate(QStyledItemDelegate):
    """Group rows are 36 high, statements 48: glyph, reference, where it stands, and the short title below."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return a row's height."""
        is_group = isinstance(index.data(ROW_ROLE), StatementGroupRow)
        return QSize(self._theme.u(200), self._theme.u(36 if is_group else 48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if isinstance(row, StatementGroupRow):
            self._draw_group(painter, box, row)
        elif isinstance(row, StatementRow):
            self._draw_ground(painter, box, state)
            self._draw_statement(painter, box, row, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _draw_group(self, painter: QPainter, box: QRect, row: StatementGroupRow) -> None:
        theme, u = self._theme, self._theme.u
        count = f"{row.signed} of {row.total}"
        width = text_width(theme, count, "caption")
        line = QRect(box.left() + u(16), box.top() + u(8), box.width() - u(32), u(24))
        title = QRect(line.left(), line.top(), line.width() - width - u(6), line.height())
        draw_text(painter, theme, title, f"{row.ref} {row.title}", "small_strong")
        draw_text(painter, theme, line, count, "caption", "ink2", RIGHT)

    def _draw_ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
        u = self._theme.u
        ground = box.adjusted(u(8), u(1), -u(8), -u(1))
        if state & QStyle.StateFlag.State_Selected:
            draw_box(painter, self._theme, ground, "accent_tint", radius=4)
            if self._view.hasFocus():
                draw_box(painter, self._theme, ground, "", "focus", radius=4, width=2)
        elif state & QStyle.StateFlag.State_MouseOver:
            draw_box(painter, self._theme, ground, "hover", radius=4)

    def _draw_statement(self, painter: QPainter, box: QRect, row: StatementRow, is_current: bool) -> None:
        theme, u = self._theme, self._theme.u
        left, right, top = box.left() + u(40), box.right() + 1 - u(16), box.top() + u(5)
        draw_status(painter, theme, QPointF(box.left() + u(16), top + u(3)), row.status)
        tone = "accent" if is_current else "ink"
        taken = draw_text(painter, theme, QRect(left, top, right - left, u(20)), row.ref, "caption_strong", tone)
        room = QRect(left + taken + u(6), top, right - left - taken - u(6), u(20))
        style = "caption_strong" if row.tone == "accent" else "caption"
        draw_text(painter, theme, room, row.state, style, row.tone, RIGHT)
        title = QRect(left, top + u(18), box.right() + 1 - left - u(8), u(20))
        draw_text(painter, theme, title, row.title, "small", may_elide=True)
