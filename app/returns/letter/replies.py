"""What an establishment's replies say."""

from __future__ import annotations

from reportlab.platypus import Flowable

from app.domain.released import ReleasedReply
from app.domain.response import ReleasedReplies
from app.returns.letter.context import stacked, table
from app.returns.pdf.prose import escaped, strong
from app.returns.pdf.tables import Cell, Column
from app.returns.words import long_date

_COLUMNS = (Column("Query", 60), Column("For", 44), Column("Reply", 293), Column("Replied on", 90))


def replies_story(letter: ReleasedReplies) -> list[Flowable]:
    """Return the table of replies."""
    return [table("Replies", _COLUMNS, map(_row, letter.replies))]


def _row(reply: ReleasedReply) -> tuple[Cell, ...]:
    where = escaped(reply.item or reply.intention)
    return strong(escaped(reply.query)), where, stacked(reply.reply), long_date(reply.on) if reply.on else "–"
