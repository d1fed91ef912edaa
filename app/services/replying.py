"""Replies to a reviewer's queries: written here, sent with the next return or in a file of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.record import Entry
from app.domain.records import Establishment, IssuedReturn
from app.domain.release_text import release_replies, release_text
from app.domain.released import EarlierReturn, ReleasedEstablishment
from app.domain.response import ReleasedReplies
from app.domain.review_records import ReceivedQuery, ReceivedResponse
from app.domain.review_terms import QueryState
from app.domain.text import Passage, has_words, shown
from app.services.copies_made import Made, note_in
from app.services.gates import GateRefused
from app.services.letters import Leaving, Sending, Sent, marking_faults, marking_of, send_letter
from app.services.signing import author_of

if TYPE_CHECKING:
    from app.domain.review_terms import Outcome
    from app.signing.identity import Identity
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NONE_TO_SEND = "No reply is written that the reviewer has not closed. Reply to a query first."
_CLOSED = "The reviewer has closed this query. A closed query takes no reply."


@dataclass(frozen=True)
class QueryRow:
    """A query as a list shows it."""

    id: str
    reference: str
    intention: str
    item: str | None
    question: str
    reply: str
    state: QueryState
    asked_on: date
    reply_due: date | None
    replied_on: date | None


@dataclass(frozen=True)
class ResponseRow:
    """A response as a list shows it."""

    number: str
    return_number: str
    outcome: Outcome
    made_on: date
    opinion: str


def list_queries(work: Work) -> list[QueryRow]:
    """Return the queries that came with responses: open ones first, then by the day a reply is due."""
    rows = [
        QueryRow(
            one.id, one.reference, one.intention_ref, one.item_ref, shown(entry.text("question")),
            shown(entry.text("reply")), one.state, one.asked_on, one.reply_due, one.replied_on,
        )
        for entry in work.list(ReceivedQuery)
        for one in (entry.record,)
    ]  # fmt: skip
    order = list(QueryState)
    return sorted(rows, key=lambda row: (order.index(row.state), row.reply_due or date.max, row.reference))


def list_responses(work: Work) -> list[ResponseRow]:
    """Return the responses that were taken in, the latest first."""
    numbers = {entry.record.id: entry.record.number for entry in work.list(IssuedReturn)}
    found = sorted(work.list(ReceivedResponse), key=lambda entry: entry.record.received_at, reverse=True)
    return [
        ResponseRow(
            entry.record.number, numbers.get(entry.record.issued_id, ""), entry.record.outcome, entry.record.made_on,
            shown(entry.text("opinion")),
        )
        for entry in found
    ]  # fmt: skip


def find_query(work: Work, reference: str) -> Entry[ReceivedQuery]:
    """Return a query by its reference; UserError where there is none."""
    found = work.list(ReceivedQuery, reference=reference.strip().upper())
    if not found:
        raise UserError("No query of this reference came with a response. See `response list` for those that did.")
    return found[0]


def reply(
    file: EstablishmentFile, reference: str, text: Sequence[Passage], *, today: date, person_id: str | None = None
) -> Entry[ReceivedQuery]:
    """Write the reply to a query, or write it anew; UserError where it is empty or the query is closed."""
    if not has_words(text):
        raise UserError("A reply says something. Write it, then save.", "reply")
    with file.work("Replied to a query", person_id) as work:
        entry = find_query(work, reference)
        if entry.record.state is QueryState.CLOSED:
            raise UserError(_CLOSED)
        changed = entry.record.model_copy(update={"state": QueryState.REPLIED, "replied_on": today})
        return work.put(changed, {"reply": text})


def send_replies(
    file: EstablishmentFile,
    identity: Identity,
    sending: Sending,
    *,
    now: datetime,
    person_id: str | None = None,
) -> Sent:
    """Sign and write the replies to the latest response's queries as a file of their own; the gates stand on the way.

    GateRefused where one may not leave; UserError where there is none to send.
    """
    file.purge_if_due()
    with file.released_reading() as work:
        response = _latest_response(work)
        queries = [each for each in work.list(ReceivedQuery) if each.record.state is QueryState.REPLIED]
        if not queries:
            raise UserError(_NONE_TO_SEND)
        leaving: Leaving = [(f"reply to {each.record.reference}", each, ("reply",)) for each in queries]
        if faults := marking_faults(work, leaving):
            raise GateRefused(faults)
        letter = _letter(work, response, queries, marking_of(work.scheme, leaving), identity, now)

    def record(_payload: bytes) -> None:
        with file.work(f"Sent replies {letter.number}", person_id) as work:
            work.record_fact(_key(response.record.id), letter.number.rpartition("/A")[2])
            note_in(work, Made.REPLIES, letter.number, now)

    return send_letter(file, letter, leaving, identity, sending, record, now=now)


def _letter(
    work: Work,
    response: Entry[ReceivedResponse],
    queries: Sequence[Entry[ReceivedQuery]],
    marking: str,
    identity: Identity,
    now: datetime,
) -> ReleasedReplies:
    from app.returns.payload import read_letter

    word = work.scheme.level(work.scheme.sealed_from).word
    own = work.list(Establishment)[0]
    answered = read_letter(response.record.payload)
    assert answered.kind == "response"
    number = int(work.fact(_key(response.record.id)) or 0) + 1
    return ReleasedReplies(
        number=f"{response.record.number}/A{number}",
        made_on=now.date(),
        marking=marking,
        withheld_marking=word,
        establishment=ReleasedEstablishment(
            name=release_text(own.text("name"), word),
            **own.record.model_dump(include={"code", "sector", "country"}),
        ),
        period=answered.period,
        answers=EarlierReturn(number=response.record.number, digest=response.record.payload_digest),
        prepared_by=author_of(identity, now, work.scheme),
        replies=release_replies(queries, word),
    )


def _latest_response(work: Work) -> Entry[ReceivedResponse]:
    found = work.list(ReceivedResponse)
    if not found:
        raise UserError("No response has been taken in, so there is nothing to reply to.")
    return max(found, key=lambda entry: entry.record.received_at)


def _key(response_id: str) -> str:
    return f"replies:{response_id}"
