"""The PDF return as a whole: its sections in order, its pages' heads and feet."""

from __future__ import annotations

from reportlab.platypus import Flowable

from app.domain.released import ReleasedReturn
from app.returns.pdf import theme
from app.returns.pdf.contents import contents
from app.returns.pdf.context import Context
from app.returns.pdf.cover import cover
from app.returns.pdf.exception_list import exception_list
from app.returns.pdf.finish import finish
from app.returns.pdf.intention import intentions
from app.returns.pdf.other_registers import register_titles, registers
from app.returns.pdf.pages import lay_out
from app.returns.pdf.registers import REPLIES, action_register, evidence_index, reply_list, withheld_list
from app.returns.pdf.signatures import signatures
from app.returns.pdf.statement import reading, statement, statement_title
from app.returns.pdf.summary import summary
from app.returns.pdf.verification import verification


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
    return lay_out(context, story(context))


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
        *register_titles(context),
        ("evidence", "Evidence index"),
        ("withheld", "Withheld references"),
        *([("replies", REPLIES)] if context.released.replies else []),
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
        *registers(context),
        *evidence_index(context),
        *withheld_list(context),
        *reply_list(context),
        *signatures(context),
        *verification(context),
    ]
