"""Status glyphs and level bars, 16 units square; shapes differ, so that colour is never alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

if TYPE_CHECKING:
    from app.desktop.theme import Theme

STATUS: dict[str, tuple[str, str]] = {
    "met": ("disc_check", "good"),
    "partly_met": ("half_disc", "warn"),
    "not_met": ("square_cross", "bad"),
    "not_applicable": ("ring_dash", "none"),
    "not_tested": ("clock", "none"),
    "not_answered": ("dashed_ring", "none"),
    "in_progress": ("wedge", "accent"),
    "decide": ("triangle", "warn"),
    "overdue": ("triangle", "bad"),
    "refused": ("square_cross", "bad"),
    "open": ("ring", "none"),
    "waiting": ("clock", "none"),
    "passed": ("disc_check", "good"),
    "signed": ("disc_check", "good"),
    "saved": ("check", "good"),
    "unsigned": ("dashed_ring", "none"),
    "substantial": ("bars_4", "good"),
    "moderate": ("bars_3", "good"),
    "limited": ("bars_2", "warn"),
    "unsatisfactory": ("bars_1", "bad"),
    "worse": ("arrow_down", "bad"),
    "better": ("arrow_up", "good"),
    "changed": ("ring_dash", "none"),
}
"""What each status looks like: its shape and its token."""

LEVELS: dict[str, tuple[int, str]] = {
    "substantial": (4, "good"),
    "moderate": (3, "good"),
    "limited": (2, "warn"),
    "unsatisfactory": (1, "bad"),
}
"""Filled bars and token of each assurance level."""


def draw_status(
    painter: QPainter, theme: Theme, place: QPointF, status: str, units: float = 16, hollow: bool = False
) -> None:
    """Draw a status's glyph with its upper left corner at `place`; hollow in the second ink, until it is chosen."""
    shape, token = STATUS[status]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place)
    painter.scale(theme.u(units) / 16, theme.u(units) / 16)
    _SHAPES[shape](painter, _Ink(theme, "ink2" if hollow else token, hollow))
    painter.restore()


def draw_level(painter: QPainter, theme: Theme, place: QPointF, level: str) -> None:
    """Draw a level's four bars, 12 units wide and 12 high, with the upper left corner at `place`."""
    filled, token = LEVELS[level]
    step = theme.u(12) / 4
    base = place.y() + theme.u(12)
    for bar in range(4):
        height = theme.u(4 + bar * 8 / 3)
        box = QRectF(place.x() + bar * step, base - height, max(2.0, step - theme.u(1)), height)
        painter.fillRect(box, theme.colour(token if bar < filled else "track"))


def _bars(painter: QPainter, ink: _Ink, filled: int) -> None:
    for bar in range(4):
        height = 4 + bar * 8 / 3
        box = QRectF(2 + bar * 3, 14 - height, 2.2, height)
        painter.fillRect(box, ink.colour if bar < filled else ink.track)


def _arrow(painter: QPainter, ink: _Ink, tip: float, barb: float) -> None:
    painter.setPen(QPen(ink.colour, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(_line((8, 16 - tip), (8, tip)))
    painter.drawPath(_line((4, barb), (8, tip), (12, barb)))


class _Ink:
    """The pens and brushes of one glyph."""

    def __init__(self, theme: Theme, token: str, hollow: bool) -> None:
        self.colour = theme.colour(token)
        self.track = theme.colour("track")
        self.mark = self.colour if hollow else theme.colour("on_status")
        self.hollow = hollow

    def outline(self, width: float = 1.5) -> QPen:
        """Return the pen of the glyph's own line."""
        return QPen(self.colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)

    def stroke(self, width: float = 1.75) -> QPen:
        """Return the pen of the mark inside."""
        return QPen(self.mark, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _line(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return path


def _body(painter: QPainter, ink: _Ink) -> None:
    if ink.hollow:
        painter.setPen(ink.outline())
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.colour)


def _disc_check(painter: QPainter, ink: _Ink) -> None:
    _body(painter, ink)
    radius = 6.25 if ink.hollow else 7
    painter.drawEllipse(QPointF(8, 8), radius, radius)
    painter.strokePath(_line((5, 8.3), (7.2, 10.4), (11, 5.9)), ink.stroke(1.5 if ink.hollow else 1.75))


def _half_disc(painter: QPainter, ink: _Ink) -> None:
    painter.setPen(ink.outline())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8, 8), 6.25, 6.25)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.colour)
    painter.drawPie(QRectF(1.75, 1.75, 12.5, 12.5), 90 * 16, 180 * 16)


def _square_cross(painter: QPainter, ink: _Ink) -> None:
    _body(painter, ink)
    inset = 1.75 if ink.hollow else 1
    painter.drawRoundedRect(QRectF(inset, inset, 16 - 2 * inset, 16 - 2 * inset), 3, 3)
    pen = ink.stroke(1.5 if ink.hollow else 1.9)
    painter.strokePath(_line((5.4, 5.4), (10.6, 10.6)), pen)
    painter.strokePath(_line((10.6, 5.4), (5.4, 10.6)), pen)


def _ring(painter: QPainter, ink: _Ink) -> None:
    painter.setPen(ink.outline())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8, 8), 6.25, 6.25)


def _ring_dash(painter: QPainter, ink: _Ink) -> None:
    _ring(painter, ink)
    painter.strokePath(_line((5.2, 8), (10.8, 8)), ink.outline())


def _dashed_ring(painter: QPainter, ink: _Ink) -> None:
    pen = ink.outline(1.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2 * math.pi * 6.25 / 8 / 1.6 * 0.6, 2 * math.pi * 6.25 / 8 / 1.6 * 0.4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(8, 8), 6.25, 6.25)


def _wedge(painter: QPainter, ink: _Ink) -> None:
    _ring(painter, ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.colour)
    painter.drawPie(QRectF(3.8, 3.8, 8.4, 8.4), 90 * 16, -120 * 16)


def _clock(painter: QPainter, ink: _Ink) -> None:
    _ring(painter, ink)
    painter.strokePath(_line((8, 4.6), (8, 8.2), (10.4, 9.6)), ink.outline())


def _check(painter: QPainter, ink: _Ink) -> None:
    painter.strokePath(_line((2.8, 8.6), (6.2, 12), (13.2, 4.4)), ink.outline())


def _triangle(painter: QPainter, ink: _Ink) -> None:
    painter.setPen(ink.outline(1.5))
    painter.setBrush(ink.colour)
    painter.drawPolygon(QPolygonF([QPointF(8, 2.2), QPointF(15, 14), QPointF(1, 14)]))
    painter.strokePath(_line((8, 6.4), (8, 9.6)), ink.stroke(1.75))
    painter.strokePath(_line((8, 12), (8, 12.05)), ink.stroke(1.9))


_SHAPES: dict[str, Callable[[QPainter, _Ink], None]] = {
    "disc_check": _disc_check,
    "half_disc": _half_disc,
    "square_cross": _square_cross,
    "ring": _ring,
    "ring_dash": _ring_dash,
    "dashed_ring": _dashed_ring,
    "wedge": _wedge,
    "clock": _clock,
    "check": _check,
    "triangle": _triangle,
    **{f"bars_{filled}": partial(_bars, filled=filled) for filled in (1, 2, 3, 4)},
    "arrow_down": partial(_arrow, tip=13, barb=9),
    "arrow_up": partial(_arrow, tip=3, barb=7),
}
