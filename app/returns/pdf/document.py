"""The PDF return as a whole: its sections in order, its pages' heads and feet."""

from __future__ import annotations

import io
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from app.domain.released import ReleasedReturn
from app.returns.pdf import theme
from app.returns.pdf.contents import contents
from app.returns.pdf.context import Context
from app.returns.pdf.cover import cover
from app.returns.pdf.exception_list import exception_list
from app.returns.pdf.finish import finish
from app.returns.pdf.intention import intentions
from app.returns.pdf.marks import numbered_canvas
from app.returns.pdf.prose import clean, fitted
from app.returns.pdf.registers import action_register, evidence_index, withheld_list
from app.returns.pdf.signatures import signatures
from app.returns.pdf.statement import reading, statement, statement_title
from app.returns.pdf.summary import summary
from app.returns.pdf.tags import artifact
from app.returns.pdf.verification import verification
from app.returns.words import name_of

_TRACKING = 1.1
_MARKING_SIZE = 10.5
_HEAD_AT = theme.PAGE_HEIGHT - 37.5
_FOOT_AT = 31.0


def render_pdf(released: ReleasedReturn, payload: bytes) -> bytes:
    """Return a return as a PDF, unsigned, with empty signature fields; the same return gives the same bytes.

    `payload` is `write_payload(released)`; it is attached as `payload.json`. Nothing stands in the PDF that is not in
    `released` but the form's own words.
    """
    theme.register_fonts()
    context = Context(released, payload)
    return finish(draw_pages(context), context)


def draw_pages(context: Context) -> bytes:
    """Return the pages alone: no payload, no fields."""
    return draw_story(context, f"Assurance return {clean(context.released.number)}", story(context))


def draw_story(context: Context, title: str, flowables: list[Flowable]) -> bytes:
    """Return pages with these on them, and the heads and feet of the house."""
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=(theme.PAGE_WIDTH, theme.PAGE_HEIGHT),
        pageTemplates=[_template(context)],
        invariant=1,
        pageCompression=0,
        lang="en-GB",
        displayDocTitle=True,
        initialFontName=theme.REGULAR,
        title=title,
        author=clean(name_of(context.released)),
    )
    document.build(flowables, canvasmaker=numbered_canvas(context.marks, context.tags))
    return buffer.getvalue()


def story(context: Context) -> list[Flowable]:
    """Return everything in order: what must be known first, what needs action, the intentions, the registers."""
    before = [
        ("summary", "Summary"),
        ("statement", statement_title(context)),
        ("reading", "How to read this return"),
        ("exceptions", "Exceptions"),
    ]
    after = [
        ("actions", "Actions by date"),
        ("evidence", "Evidence index"),
        ("withheld", "Withheld references"),
        ("signatures", "Signatures"),
        ("verify", "How to verify this return"),
    ]
    return [
        *cover(context),
        *contents(context, before, after),
        *summary(context),
        *statement(context),
        *reading(context),
        *exception_list(context),
        *intentions(context),
        *action_register(context),
        *evidence_index(context),
        *withheld_list(context),
        *signatures(context),
        *verification(context),
    ]


def _template(context: Context) -> PageTemplate:
    frame = Frame(
        theme.LEFT, theme.FOOT, theme.BODY_WIDTH, theme.BODY_HEIGHT,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip

    def draw_furniture(canvas: Canvas, _document: Any) -> None:
        _Furniture(context, canvas).draw()

    return PageTemplate(id="page", frames=[frame], onPageEnd=draw_furniture)


class _Furniture:
    """The head and foot of one page."""

    def __init__(self, context: Context, canvas: Canvas) -> None:
        self.context, self.canvas = context, canvas

    def draw(self) -> None:
        """Draw the markings, and between them what places a loose sheet: part of each page, not of the text."""
        with artifact(self.canvas, "/Type /Pagination"):
            self._draw()

    def _draw(self) -> None:
        page = self.canvas.getPageNumber()
        heading = self.context.marks.heading(page)
        for base in (_HEAD_AT, _FOOT_AT):
            self._draw_marking(base)
        room = (theme.BODY_WIDTH - self._marking_width()) / 2 - 14
        self.canvas.setFont(theme.REGULAR, 8.5)
        self.canvas.setFillColor(theme.GREY)
        if page > 1 or self.context.note:
            name = fitted(name_of(self.context.released), room, theme.REGULAR, 8.5)
            self.canvas.drawString(theme.LEFT, _HEAD_AT, name)
            self.canvas.drawRightString(theme.RIGHT, _HEAD_AT, fitted(heading, room, theme.REGULAR, 8.5))
        foot = self.context.note or f"{self.context.released.number} · payload {self.context.digest[:8]}"
        self.canvas.drawString(theme.LEFT, _FOOT_AT, fitted(foot, room, theme.REGULAR, 8.5))
        self.canvas.saveState()
        self.canvas.translate(theme.RIGHT, _FOOT_AT)
        self.context.marks.draw_foot(self.canvas)
        self.canvas.restoreState()

    def _marking_width(self) -> float:
        marking = self.context.released.marking
        return theme.text_width(marking, theme.SEMIBOLD, _MARKING_SIZE) + _TRACKING * len(marking)

    def _draw_marking(self, base: float) -> None:
        self.canvas.setFont(theme.SEMIBOLD, _MARKING_SIZE)
        self.canvas.setFillColor(theme.INK)
        x = (theme.PAGE_WIDTH - self._marking_width() + _TRACKING) / 2
        self.canvas.drawString(x, base, self.context.released.marking, charSpace=_TRACKING)
