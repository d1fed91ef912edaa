"""The drawn signs: bars of a level, signs of a result, units of a strip. A word always stands beside them."""

from __future__ import annotations

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from app.domain.records import Result
from app.returns.pdf import theme

WORST_FIRST: tuple[Result | None, ...] = (
    Result.NOT_MET, Result.PARTLY_MET, None, Result.NOT_TESTED, Result.MET, Result.NOT_APPLICABLE,
)  # fmt: skip
"""The order of a strip; None is not answered."""

_BAR_COUNT = 4


def draw_bars(canvas: Canvas, x: float, y: float, bars: int, height: float, ink: Color) -> float:
    """Draw four rising bars, the first `bars` of them solid, and return the width taken."""
    width, gap = height * 0.26, height * 0.09
    canvas.saveState()
    canvas.setFillColor(ink)
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(0.5)
    for number in range(_BAR_COUNT):
        tall = height * (0.4 + 0.2 * number)
        left = x + number * (width + gap)
        if number < bars:
            canvas.rect(left, y, width, tall, stroke=0, fill=1)
        else:
            canvas.rect(left + 0.25, y + 0.25, width - 0.5, tall - 0.5, stroke=1, fill=0)
    canvas.restoreState()
    return _BAR_COUNT * (width + gap)


def draw_sign(canvas: Canvas, result: Result | None, x: float, y: float, size: float, ink: Color | None = None) -> None:
    """Draw a result's sign in a square of `size`: tick, half disc, cross, dash, ring; a dotted ring for None."""
    canvas.saveState()
    canvas.setLineCap(0)
    middle, radius = size / 2, size * 0.42
    if result is Result.MET:
        _draw_lines(canvas, ink or theme.GOOD_EDGE, size * 0.19, x, y, size, ((0.08, 0.5, 0.38, 0.18, 0.95, 0.86),))
    elif result is Result.NOT_MET:
        crossed = ((0.14, 0.14, 0.86, 0.86), (0.14, 0.86, 0.86, 0.14))
        _draw_lines(canvas, ink or theme.BAD, size * 0.22, x, y, size, crossed)
    elif result is Result.NOT_APPLICABLE:
        _draw_lines(canvas, ink or theme.GREY, size * 0.12, x, y, size, ((0.05, 0.5, 0.95, 0.5),))
    elif result is Result.PARTLY_MET:
        _set_colours(canvas, ink or theme.PART_INK)
        canvas.circle(x + middle, y + middle, radius, stroke=1, fill=0)
        canvas.wedge(x + middle - radius, y + middle - radius, x + middle + radius, y + middle + radius,
                     90, 180, stroke=0, fill=1)  # fmt: skip
    else:
        _set_colours(canvas, ink or theme.GREY)
        if result is None:
            canvas.setDash(0.9, 1.1)
        canvas.circle(x + middle, y + middle, radius, stroke=1, fill=0)
    canvas.restoreState()


def _set_colours(canvas: Canvas, ink: Color) -> None:
    canvas.setStrokeColor(ink)
    canvas.setFillColor(ink)
    canvas.setLineWidth(0.8)


def _draw_lines(
    canvas: Canvas, ink: Color, width: float, x: float, y: float, size: float, lines: tuple[tuple[float, ...], ...]
) -> None:
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(width)
    for points in lines:
        path = canvas.beginPath()
        path.moveTo(x + size * points[0], y + size * points[1])
        for index in range(2, len(points), 2):
            path.lineTo(x + size * points[index], y + size * points[index + 1])
        canvas.drawPath(path, stroke=1, fill=0)


def draw_unit(canvas: Canvas, result: Result | None, x: float, y: float, size: float) -> None:
    """Draw one mark of a strip: the darker and fuller, the worse."""
    canvas.saveState()
    canvas.setLineWidth(0.5)
    if result is Result.NOT_MET:
        canvas.setFillColor(theme.BAD)
        canvas.rect(x, y, size, size, stroke=0, fill=1)
    elif result is Result.PARTLY_MET:
        canvas.setStrokeColor(theme.PART_INK)
        canvas.setFillColor(theme.WHITE)
        canvas.rect(x + 0.25, y + 0.25, size - 0.5, size - 0.5, stroke=0, fill=1)
        canvas.setFillColor(theme.PART_INK)
        _fill_half(canvas, x + 0.25, y + 0.25, size - 0.5)
        canvas.rect(x + 0.25, y + 0.25, size - 0.5, size - 0.5, stroke=1, fill=0)
    elif result is Result.MET:
        canvas.setFillColor(theme.GOOD)
        canvas.setStrokeColor(theme.GOOD_EDGE)
        canvas.rect(x + 0.25, y + 0.25, size - 0.5, size - 0.5, stroke=1, fill=1)
    else:
        inset = size * 0.08
        draw_sign(canvas, result, x + inset, y + inset, size - 2 * inset)
    canvas.restoreState()


def _fill_half(canvas: Canvas, x: float, y: float, size: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y)
    path.lineTo(x, y + size)
    path.lineTo(x + size, y + size)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
