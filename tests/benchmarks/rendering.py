"""How long the PDF return takes, beside reportlab alone with the same flowables."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate

from app.domain.released import ReleasedReturn
from app.returns.payload import write_payload
from app.returns.pdf import render_pdf, theme
from app.returns.pdf.context import Context
from app.returns.pdf.document import story
from tests.benchmarks.harness import Comparison, compare
from tests.returns.sample_return import sample_return


class _Numberless(Canvas):
    """A canvas that leaves out what is filled in at the end."""

    def doForm(self, name: str) -> None:  # noqa: N802 (reportlab's name)
        """Draw nothing."""


def bare_build(released: ReleasedReturn, payload: bytes) -> bytes:
    """Build the same story with a plain document: no heads, feet, page numbers, payload, fields or metadata."""
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=(theme.PAGE_WIDTH, theme.PAGE_HEIGHT), leftMargin=theme.LEFT - 6, rightMargin=theme.LEFT - 6,
        topMargin=theme.PAGE_HEIGHT - theme.BODY_TOP - 6, bottomMargin=theme.FOOT - 6, pageCompression=0,
    )  # fmt: skip
    document.build(story(Context(released, payload)), canvasmaker=_Numberless)
    return buffer.getvalue()


def whole_return(released: ReleasedReturn, payload: bytes) -> Comparison:
    """Compare the finished PDF of a full return with the bare build of its story."""
    return compare(
        "PDF return", lambda: render_pdf(released, payload), lambda: bare_build(released, payload), bar=2.0, runs=5
    )


def run() -> None:
    """Time a return of 28 intentions and some 320 items."""
    theme.register_fonts()
    released = sample_return()
    whole_return(released, write_payload(released))
