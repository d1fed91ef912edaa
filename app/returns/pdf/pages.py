"""Lays a story out on pages, with the markings and what places a loose sheet at head and foot of each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from app.returns.pdf import theme
from app.returns.pdf.drawn import Drawn
from app.returns.pdf.marks import numbered_canvas
from app.returns.pdf.prose import clean, fitted
from app.returns.pdf.tags import artifact

_TRACKING = 1.1
_MARKING_SIZE = 10.5
_HEAD_AT = theme.PAGE_HEIGHT - 37.5
_FOOT_AT = 31.0


def lay_out(drawn: Drawn, story: Sequence[Flowable], title: str = "") -> bytes:
    """Return the pages alone: no payload, no fields; the same story gives the same bytes. `title` is a paper's own."""
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=(theme.PAGE_WIDTH, theme.PAGE_HEIGHT),
        pageTemplates=[_template(drawn)],
        invariant=1,
        pageCompression=0,
        lang="en-GB",
        displayDocTitle=True,
        initialFontName=theme.REGULAR,
        title=title or drawn.heading.title,
        author=clean(drawn.heading.full_name),
    )
    document.build(list(story), canvasmaker=numbered_canvas(drawn.marks, drawn.tags))
    return buffer.getvalue()


def _template(drawn: Drawn) -> PageTemplate:
    frame = Frame(
        theme.LEFT, theme.FOOT, theme.BODY_WIDTH, theme.BODY_HEIGHT,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip

    def draw_furniture(canvas: Canvas, _document: Any) -> None:
        _Furniture(drawn, canvas).draw()

    return PageTemplate(id="page", frames=[frame], onPageEnd=draw_furniture)


class _Furniture:
    """The head and foot of one page."""

    def __init__(self, drawn: Drawn, canvas: Canvas) -> None:
        self.drawn, self.canvas = drawn, canvas

    def draw(self) -> None:
        """Draw the markings, and between them what places a loose sheet: part of each page, not of the text."""
        with artifact(self.canvas, "/Type /Pagination"):
            self._draw()

    def _draw(self) -> None:
        page = self.canvas.getPageNumber()
        heading = self.drawn.marks.heading(page)
        for base in (_HEAD_AT, _FOOT_AT):
            self._draw_marking(base)
        room = (theme.BODY_WIDTH - self._marking_width()) / 2 - 14
        self.canvas.setFont(theme.REGULAR, 8.5)
        self.canvas.setFillColor(theme.GREY)
        if page > 1 or self.drawn.heading.note:
            name = fitted(self.drawn.heading.full_name, room, theme.REGULAR, 8.5)
            self.canvas.drawString(theme.LEFT, _HEAD_AT, name)
            self.canvas.drawRightString(theme.RIGHT, _HEAD_AT, fitted(heading, room, theme.REGULAR, 8.5))
        foot = self.drawn.heading.note or f"{self.drawn.heading.number} · payload {self.drawn.digest[:8]}"
        self.canvas.drawString(theme.LEFT, _FOOT_AT, fitted(foot, room, theme.REGULAR, 8.5))
        self.canvas.saveState()
        self.canvas.translate(theme.RIGHT, _FOOT_AT)
        self.drawn.marks.draw_foot(self.canvas)
        self.canvas.restoreState()

    def _marking_width(self) -> float:
        marking = self.drawn.heading.marking
        return theme.text_width(marking, theme.SEMIBOLD, _MARKING_SIZE) + _TRACKING * len(marking)

    def _draw_marking(self, base: float) -> None:
        self.canvas.setFont(theme.SEMIBOLD, _MARKING_SIZE)
        self.canvas.setFillColor(theme.INK)
        x = (theme.PAGE_WIDTH - self._marking_width() + _TRACKING) / 2
        self.canvas.drawString(x, base, self.drawn.heading.marking, charSpace=_TRACKING)
