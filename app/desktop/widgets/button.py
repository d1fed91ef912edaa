"""The push button, with an icon and a key hint where it has them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.desktop.painting import CENTRE, LEFT, draw_box, draw_icon, draw_text, text_width
from app.desktop.theme import Theme

_HEIGHTS = {"page": 36, "field": 32, "row": 28, "link": 22}


@dataclass(frozen=True)
class _Look:
    fill: str
    border: str
    ink: str
    hint: str
    style: str


class Button(QPushButton):
    """A push button painted from tokens.

    Dynamic properties: `kind` (`plain`, `primary`, `quiet`, `link`), `buttonSize` (`page`, `field`, `row`), `iconName`,
    `hint` (its keys; left out where there is no room for them).
    """

    has_ring = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for everything, the hint too."""
        hint = self._text_of("hint")
        extra = self._theme.u(10) + text_width(self._theme, hint, "caption") if hint else 0
        least = self.minimumSizeHint()
        return QSize(least.width() + extra, least.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the room for icon and text."""
        u = self._theme.u
        height = u(_HEIGHTS["link" if self._kind() == "link" else self._size()])
        if not self.text():
            return QSize(max(height, u(32)) if self._size() != "row" else height, height)
        padding = 0 if self._kind() == "link" else 2 * u(12)
        icon = u(26) if self._text_of("iconName") else 0
        return QSize(padding + icon + text_width(self._theme, self.text(), self._look().style) + 1, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the button."""
        painter = QPainter(self)
        look = self._look()
        if look.fill or look.border:
            draw_box(painter, self._theme, self.rect(), look.fill, look.border, radius=4)
        if not self.text():
            if self._text_of("iconName"):
                self._draw_lone_icon(painter, look)
        elif self._kind() == "link":
            self._draw_link(painter, look)
        else:
            self._draw_content(painter, look)
        painter.end()

    def _draw_lone_icon(self, painter: QPainter, look: _Look) -> None:
        side = self._theme.u(20)
        place = QPointF((self.width() - side) // 2, (self.height() - side) // 2)
        draw_icon(painter, self._theme, self, place, self._text_of("iconName"), look.ink)

    def _draw_link(self, painter: QPainter, look: _Look) -> None:
        width = draw_text(painter, self._theme, self.rect(), self.text(), look.style, look.ink)
        base = (self.height() + self._theme.metrics(look.style).ascent()) // 2 + self._theme.u(1)
        painter.drawLine(0, base, width, base)

    def _draw_content(self, painter: QPainter, look: _Look) -> None:
        theme, u = self._theme, self._theme.u
        inner = self.rect().adjusted(u(12), 0, -u(12), 0)
        name, hint = self._text_of("iconName"), self._text_of("hint")
        icon = u(26) if name else 0
        words = text_width(theme, self.text(), look.style)
        keys = u(10) + text_width(theme, hint, "caption") if hint else 0
        if icon + words + keys > inner.width():
            keys = 0
        left = inner.left() + max(0, (inner.width() - icon - words - keys) // 2)
        if name:
            draw_icon(painter, theme, self, QPointF(left - u(2), (self.height() - u(20)) // 2), name, look.ink)
        room = QRect(left + icon, 0, inner.right() + 1 - left - icon - keys, self.height())
        draw_text(painter, theme, room, self.text(), look.style, look.ink, LEFT)
        if keys:
            place = QRect(left + icon + words + u(10), 0, keys - u(10), self.height())
            draw_text(painter, theme, place, hint, "caption", look.hint, CENTRE)

    def _look(self) -> _Look:
        kind = self._kind()
        style = "small" if kind == "link" or self._size() == "row" or self.isCheckable() else "body"
        if not self.isEnabled():
            strong = "strong" if kind == "primary" else style
            return _Look("" if kind == "link" else "panel", "" if kind == "link" else "line", "ink3", "ink3", strong)
        if kind == "primary":
            fill = "accent_hover" if self.underMouse() or self.isDown() else "accent"
            return _Look(fill, "", "on_accent", "on_accent2", "strong")
        if kind == "link":
            return _Look("", "", "accent_hover" if self.underMouse() else "accent", "", style)
        if self.isCheckable() and self.isChecked():
            return _Look("accent_tint", "accent", "accent", "accent", "small_strong" if style == "small" else "strong")
        fill = "hover" if self.underMouse() or self.isDown() else ("" if kind == "quiet" else "page")
        return _Look(fill, "" if kind == "quiet" else "edge", "ink", "ink2", style)

    def _kind(self) -> str:
        return self._text_of("kind") or "plain"

    def _size(self) -> str:
        return self._text_of("buttonSize") or "field"

    def _text_of(self, name: str) -> str:
        return str(self.property(name) or "")
