"""A row of choices of which one is in force."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.desktop.painting import draw_box, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.home_view import ScopeView


class Segments(QWidget):
    """Choices side by side in one frame, with counts; `segment_chosen` carries the key.

    Choices are made after the form; in the tab order they follow `tab_anchor`, and `tab_next` follows them.
    """

    segment_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tab_anchor: QWidget | None = None
        self.tab_next: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_segments(self, scopes: tuple[ScopeView, ...], chosen: str) -> None:
        """Show these choices, `chosen` in force."""
        if [segment.scope.key for segment in self._segments()] != [scope.key for scope in scopes]:
            self._rebuild(scopes)
        for segment, scope in zip(self._segments(), scopes, strict=True):
            segment.show_scope(scope)
            segment.setChecked(scope.key == chosen)
            segment.take_tab(is_stop=scope.key == chosen or not any(each.key == chosen for each in scopes))
        self.setVisible(bool(scopes))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the room that all choices need."""
        return QSize(sum(s.sizeHint().width() for s in self._segments()), self._theme.u(32))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the same."""
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the frame around all choices."""
        painter = QPainter(self)
        draw_box(painter, self._theme, self.rect(), "page", "edge", radius=4)
        painter.end()

    def _segments(self) -> list[_Segment]:
        return [child for child in self.children() if isinstance(child, _Segment)]

    def _rebuild(self, scopes: tuple[ScopeView, ...]) -> None:
        for segment in self._segments():
            segment.setParent(None)
            segment.deleteLater()
        for scope in scopes:
            segment = _Segment(self._theme, scope, self)
            segment.clicked.connect(self._on_clicked)
            self._row.addWidget(segment)
        order = [stop for stop in (self.tab_anchor, *self._segments(), self.tab_next) if stop is not None]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _on_clicked(self) -> None:
        segment = self.sender()
        if isinstance(segment, _Segment):
            self.segment_chosen.emit(segment.scope.key)


class _Segment(QAbstractButton):
    has_ring = True

    def __init__(self, theme: Theme, scope: ScopeView, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_scope(scope)

    def take_tab(self, *, is_stop: bool) -> None:
        """Be where Tab stops, or not: Qt leaves that with whichever had the focus last, chosen or not."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def show_scope(self, scope: ScopeView) -> None:
        self.scope = scope
        self.setText(scope.title)
        self.setAccessibleName(scope.title if scope.count is None else f"{scope.title}, {scope.count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        u = self._theme.u
        words = text_width(self._theme, self.text(), "small_strong")
        count = u(7) + text_width(self._theme, self._count(), "small_strong") if self._count() else 0
        return QSize(u(10) + words + count + u(10), u(32))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        if self.isChecked():
            draw_box(painter, theme, self.rect(), "accent_tint", "accent", radius=4)
        elif self.underMouse():
            draw_box(painter, theme, self.rect().adjusted(1, 1, -1, -1), "hover", radius=3)
        tone = "accent" if self.isChecked() else "ink"
        style = "small_strong" if self.isChecked() else "small"
        words, count = text_width(theme, self.text(), style), self._count()
        total = words + (u(7) + text_width(theme, count, style) if count else 0)
        left = (self.width() - total) // 2
        draw_text(painter, theme, QRect(left, 0, words, self.height()), self.text(), style, tone)
        if count:
            room = QRect(left + words + u(7), 0, text_width(theme, count, style), self.height())
            draw_text(painter, theme, room, count, style, tone if self.isChecked() else "ink2")
        painter.end()

    def _count(self) -> str:
        return "" if self.scope.count is None else str(self.scope.count)
