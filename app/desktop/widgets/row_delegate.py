"""Draws the rows of a list: headings and two-line rows with a status."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.desktop.glyphs import draw_status
from app.desktop.models.row_model import ROW_ROLE
from app.desktop.painting import RIGHT, draw_box, draw_icon, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.list_view import HeadingRow, ItemRow

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Headings are 36 high, rows 48: glyph, reference, where it stands, lock, and the short title below."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return a row's height."""
        is_heading = isinstance(index.data(ROW_ROLE), HeadingRow)
        return QSize(self._theme.u(200), self._theme.u(36 if is_heading else 48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if isinstance(row, HeadingRow):
            self._draw_heading(painter, box, row)
        elif isinstance(row, ItemRow):
            self._draw_ground(painter, box, state)
            self._draw_item(painter, box, row, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _draw_heading(self, painter: QPainter, box: QRect, row: HeadingRow) -> None:
        theme, u = self._theme, self._theme.u
        count = f"{row.done} of {row.total}"
        width = text_width(theme, count, "caption")
        line = QRect(box.left() + u(16), box.top() + u(8), box.width() - u(32), u(24))
        title = QRect(line.left(), line.top(), line.width() - width - u(2), line.height())
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

    def _draw_item(self, painter: QPainter, box: QRect, row: ItemRow, is_current: bool) -> None:
        theme, u = self._theme, self._theme.u
        left, right, top = box.left() + u(40), box.right() + 1 - u(16), box.top() + u(5)
        draw_status(painter, theme, QPointF(box.left() + u(16), top + u(3)), row.status)
        ref = QRect(left, top, right - left, u(20))
        taken = draw_text(painter, theme, ref, row.ref, "caption_strong", "accent" if is_current else "ink")
        if row.has_sealed:
            draw_icon(painter, theme, self._view, QPointF(right - u(15), top + u(2)), "lock", "ink2", 16)
            right -= u(22)
        state = QRect(left + taken + u(6), top, right - left - taken - u(6), u(20))
        style = "caption_strong" if row.tone == "accent" else "caption"
        draw_text(painter, theme, state, row.state, style, row.tone, RIGHT)
        title = QRect(left, top + u(18), box.right() + 1 - left - u(4), u(20))
        draw_text(painter, theme, title, row.title, "small", may_elide=row.is_users)
