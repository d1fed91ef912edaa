"""How painted widgets write and outline: one way for all of them, which can be watched for clipped text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.desktop.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def text_width(theme: Theme, text: str, style: str) -> int:
    """Return the px that `text` takes in a text style."""
    return theme.metrics(style).horizontalAdvance(text)


def draw_text(
    painter: QPainter,
    theme: Theme,
    room: QRect,
    text: str,
    style: str = "body",
    tone: str = "ink",
    align: Qt.AlignmentFlag = LEFT,
    may_elide: bool = False,
) -> int:
    """Write one line of text into `room` and return the px it took.

    Text too long for its room ends in an ellipsis; unless `may_elide` (words of the user, of any length) that is a
    fault, and the theme's watch, where one is set, is told of it.
    """
    needed = text_width(theme, text, style)
    if theme.text_watch is not None and not may_elide:
        theme.text_watch(text, needed, room.width())
    if needed > room.width():
        text = theme.metrics(style).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(theme.font(style))
    painter.setPen(theme.colour(tone))
    painter.drawText(room, align, text)
    return min(needed, room.width())


def draw_two_lines(painter: QPainter, theme: Theme, room: QRect, text: str, style: str, tone: str = "ink") -> None:
    """Write words of the user into two lines of `room`; what is longer still ends in an ellipsis."""
    first = ""
    for word in text.split(" "):
        longer = f"{first} {word}".strip()
        if text_width(theme, longer, style) > room.width():
            break
        first = longer
    rest = text[len(first) :].strip()
    upper = QRect(room.left(), room.top(), room.width(), room.height() // 2)
    draw_text(painter, theme, upper, first or text, style, tone, may_elide=True)
    if first and rest:
        draw_text(painter, theme, upper.translated(0, upper.height()), rest, style, tone, may_elide=True)


def draw_icon(
    painter: QPainter, theme: Theme, widget: QWidget | None, place: QPointF, name: str, tone: str, units: float = 20
) -> None:
    """Draw an icon with its upper left corner at `place`."""
    ratio = widget.devicePixelRatioF() if widget is not None else 1.0
    painter.drawPixmap(place, theme.icon(name, tone, units, ratio))


def draw_box(
    painter: QPainter, theme: Theme, box: QRect, fill: str = "", border: str = "", radius: float = 6, width: float = 1
) -> None:
    """Fill and outline a rounded box inside `box`; tokens by name, `""` for none; radius and width in units."""
    pen_width = max(1, theme.u(width)) if border else 0
    inset = pen_width / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(border), pen_width) if border else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    corner = theme.u(radius)
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), corner, corner)


def middle(outer: QRect, size: QSize) -> QRect:
    """Return a rectangle of `size` in the middle of `outer`."""
    place = outer.center() - QRect(0, 0, size.width(), size.height()).center()
    return QRect(place, size)
