"""A query as a row and in detail, on either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.review_terms import QUERY_WORDS, QueryState

_STATUS = {QueryState.OPEN: "open", QueryState.REPLIED: "in_progress", QueryState.CLOSED: "passed"}


@dataclass(frozen=True)
class QueryRowView:
    """A query; `place` is its question's reference, or its intention's. `number` is the return it is about."""

    key: str
    reference: str
    place: str
    intention: str
    question: str = field(repr=False)
    reply: str = field(repr=False)
    state: QueryState
    asked_on: date
    reply_due: date | None
    replied_on: date | None
    number: str = ""
    code: str = ""

    def order(self, column: str) -> Any:
        """Return what a column sorts a query by."""
        by_column: dict[str, Any] = {
            "reference": self.reference, "question": self.question.casefold(), "place": self.place,
            "state": self.state.value, "due": (self.reply_due or date.max).isoformat(),
        }  # fmt: skip
        return by_column[column], self.reference

    def is_late(self, today: date) -> bool:
        """Tell whether a reply is past its day."""
        return self.state is QueryState.OPEN and self.reply_due is not None and self.reply_due < today


def query_cells(row: QueryRowView, today: date) -> tuple[CellView, ...]:
    """Return a row's cells."""
    is_late = row.is_late(today)
    return (
        CellView(row.reference, style="small_strong"),
        CellView(row.question, may_elide=True),
        CellView(row.place, row.code),
        CellView(QUERY_WORDS[row.state], status="overdue" if is_late else _STATUS[row.state]),
        CellView(spell_day(row.reply_due) if row.reply_due else "–", "Overdue" if is_late else "", detail_tone="bad"),
    )


def query_detail(row: QueryRowView, can: Sequence[tuple[str, bool]], actions: str = "") -> DetailView:
    """Return what is known of a query, and which commands can be given; `actions` are those that come from it."""
    facts = [FactView("For", row.place), FactView("Asked on", spell_day(row.asked_on))]
    if row.number:
        facts.insert(0, FactView("Return", row.number))
    if row.reply_due:
        facts.append(FactView("Reply by", spell_day(row.reply_due)))
    if row.replied_on:
        facts.append(FactView("Replied on", spell_day(row.replied_on)))
    told = (("Reply", row.reply), ("Actions", actions))
    return DetailView(
        key=row.key,
        caption=f"Query {row.reference}",
        title=row.question,
        status=_STATUS[row.state],
        status_words=QUERY_WORDS[row.state],
        facts=tuple(facts),
        sections=tuple(SectionView(title, words) for title, words in told if words),
        offers=tuple(OfferView(key, is_enabled=is_enabled) for key, is_enabled in can),
    )
