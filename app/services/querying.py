"""The queries that a reviewer has asked: listed with their replies, closed by whoever asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.review_records import Query, ReceivedReturn
from app.domain.review_terms import QUERY_WORDS, QueryState
from app.domain.text import shown
from app.services.received import require_reviewer

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile


@dataclass(frozen=True)
class Asked:
    """A query with its reply, as a list shows it."""

    id: str
    reference: str
    code: str
    number: str
    intention: str
    item: str | None
    question: str
    reply: str
    state: QueryState
    asked_on: date
    reply_due: date | None
    replied_on: date | None

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "reference": self.reference, "code": self.code, "return": self.number, "intention": self.intention,
            "item": self.item, "question": self.question, "reply": self.reply, "state": self.state.value,
            "asked_on": self.asked_on, "reply_due": self.reply_due, "replied_on": self.replied_on,
        }  # fmt: skip

    def line(self) -> str:
        """Return the query as one line, without its words."""
        return f"{self.reference}  {self.code}  {self.item or self.intention}  {QUERY_WORDS[self.state]}"


def list_asked(file: EstablishmentFile, *, code: str | None = None, return_id: str | None = None) -> list[Asked]:
    """Return the queries: of an establishment, or of one return; those with a reply first, closed ones last."""
    wanted = {name: value for name, value in (("code", code), ("return_id", return_id)) if value is not None}
    with file.reading() as work:
        require_reviewer(work)
        numbers = {entry.record.id: entry.record.number for entry in work.list(ReceivedReturn)}
        asked = [
            Asked(
                one.id, one.reference, one.code, numbers.get(one.return_id, ""), one.intention_ref, one.item_ref,
                shown(entry.text("question")), shown(entry.text("reply")), one.state, one.asked_on, one.reply_due,
                one.replied_on,
            )
            for entry in work.list(Query, **wanted)
            for one in (entry.record,)
        ]  # fmt: skip
    order = (QueryState.REPLIED, QueryState.OPEN, QueryState.CLOSED)
    return sorted(asked, key=lambda one: (order.index(one.state), one.reply_due or date.max, one.reference))


def close_queries(
    file: EstablishmentFile, references: Sequence[str], *, today: date, person_id: str | None = None
) -> list[str]:
    """Close queries: all of them, or none. UserError where one is not there, or is closed already."""
    wanted = list(dict.fromkeys(reference.strip().upper() for reference in references))
    with file.work("Closed a query", person_id) as work:
        require_reviewer(work)
        for reference in wanted:
            found = work.list(Query, reference=reference)
            if not found:
                raise UserError("One of these queries is not here. See `review queries` for their references.")
            if found[0].record.state is QueryState.CLOSED:
                raise UserError("One of these queries is closed already. Nothing was changed.")
            work.put(found[0].record.model_copy(update={"state": QueryState.CLOSED, "closed_on": today}))
    return wanted
