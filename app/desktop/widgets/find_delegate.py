"""Paints what was found: icon, reference, the line with the words marked in it, and its state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.desktop.glyphs import draw_status
from app.desktop.models.find_model import FOUND_ROLE
from app.desktop.painting import RIGHT, draw_box, draw_icon, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.find_view import FindHeading, FindRow

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEADING = 44, 32


class FindDelegate(QStyledItemDelegate):
    """Rows of 44 units below headings of 32."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return a row's or a heading's height."""
        is_row = isinstance(index.data(FOUND_ROLE), FindRow)
        return QSize(self._theme.u(100), self._theme.u(_ROW if is_row else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        painter.save()
        row, box = index.data(FOUND_ROLE), QRect(option.rect)
        u = self._theme.u
        if isinstance(row, FindHeading):
            room = box.adjusted(u(16), u(4), -u(16), 0)
            draw_text(painter, self._theme, room, row.title, "caption_strong", "ink2")
        elif isinstance(row, FindRow):
            if option.state & QStyle.StateFlag.State_Selected:
                draw_box(painter, self._theme, box.adjusted(u(8), 0, -u(8), 0), "accent_tint", radius=4)
                if self._theme.tokens.is_contrast:
                    draw_box(painter, self._theme, box.adjusted(u(8), 0, -u(8), 0), "", "focus", radius=4, width=2)
            self._draw_row(painter, box.adjusted(u(16), 0, -u(16), 0), row)
        painter.restore()

    def _draw_row(self, painter: QPainter, box: QRect, row: FindRow) -> None:
        theme, u = self._theme, self._theme.u
        top = box.top() + (box.height() - u(20)) // 2
        draw_icon(painter, theme, self._view, QPointF(box.left(), top), row.icon, "ink2")
        left = box.left() + u(32)
        if row.reference:
            width = max(u(68), text_width(theme, row.reference, "small_strong") + u(12))
            draw_text(painter, theme, QRect(left, top, width, u(20)), row.reference, "small_strong")
            left += width
        right = box.right()
        if row.beside:
            width = min(text_width(theme, row.beside, "small"), (right - left) // 2)
            room = QRect(right - width, top, width, u(20))
            draw_text(painter, theme, room, row.beside, "small", "ink2", RIGHT, may_elide=True)
            right -= width + u(6 if row.status else 12)
        if row.status:
            draw_status(painter, theme, QPointF(right - u(16), top + u(2)), row.status)
            right -= u(28)
        self._draw_line(painter, QRect(left, top, right - left, u(20)), row)

    def _draw_line(self, painter: QPainter, room: QRect, row: FindRow) -> None:
        theme, u = self._theme, self._theme.u
        if row.span is not None:
            before = text_width(theme, row.line[: row.span[0]], "body")
            width = text_width(theme, row.line[row.span[0] : row.span[1]], "body")
            mark = QRect(room.left() + before, room.top() - u(1), width, room.height() + u(2)).intersected(room)
            painter.fillRect(mark, theme.colour("warn_tint"))
            painter.fillRect(QRect(mark.left(), mark.bottom(), mark.width(), max(2, u(2))), theme.colour("warn"))
        draw_text(painter, theme, room, row.line, "body", may_elide=True)
