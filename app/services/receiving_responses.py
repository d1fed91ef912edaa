"""Takes a reviewer's response into the establishment's file: queries become work, an accepted period closes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import BadFile, UserError
from app.domain.progress import IsCancelled, never_cancelled, stop_if
from app.domain.records import Establishment, IssuedReturn, Period, PeriodState
from app.domain.released import ReleasedText, as_words
from app.domain.response import ReleasedQuery, ReleasedResponse
from app.domain.review_records import ReceivedQuery, ReceivedResponse
from app.domain.review_terms import OUTCOME_WORDS, Outcome, QueryState
from app.domain.text import Text, carried, plain
from app.services.incoming import require_unmarked, words_of
from app.services.recognising import verify_by_register
from app.services.sandbox import stoppable
from app.signing.signature_report import EXIT_CODES

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.services.verifying import Verified
    from app.signing.trust import Trust
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_MARKED = "It was not taken in. Tell the reviewer, and treat the medium as its marking demands."


class ResponseNotVerified(UserError):
    """The response is not one to act on; `exit_code` is verify's."""

    def __init__(self, verified: Verified) -> None:
        super().__init__(" ".join(verified.report.sentences) + " Nothing was taken in.")
        self.exit_code = EXIT_CODES[verified.report.state]


@dataclass(frozen=True)
class Received:
    """A response that was taken in: what it says, how many of its queries are work, whether it closed the period."""

    number: str
    return_number: str
    outcome: Outcome
    queries: int
    closed: int
    is_period_closed: bool
    sentences: tuple[str, ...]

    @property
    def summary(self) -> str:
        """The response in one sentence."""
        words = f"Response {self.number} to return {self.return_number}: {OUTCOME_WORDS[self.outcome].lower()}."
        asked = f" Queries to reply to: {self.queries}." if self.queries else ""
        over = f" Queries closed: {self.closed}." if self.closed else ""
        return words + asked + over + (" The period is closed." if self.is_period_closed else "")


def receive_response(
    file: EstablishmentFile,
    path: Path,
    trust: Trust,
    *,
    now: datetime,
    person_id: str | None = None,
    is_cancelled: IsCancelled = never_cancelled,
) -> Received:
    """Verify a response and keep it. ResponseNotVerified unless it is intact and its reviewer trusted here.

    BadFile where it is about another establishment or a return never sent; UserError where it is here already, or a
    later one is.
    """
    one = verify_by_register([path], trust, file, now=now, run=stoppable(is_cancelled))[0]
    stop_if(is_cancelled)
    if one.payload is None or one.report.state != "trusted":
        raise ResponseNotVerified(one)
    response = _read(one.payload)
    with file.work("Took in a response", person_id) as work:
        issued = _check(work, response, one.payload)
        require_unmarked(words_of(one.payload), work.scheme, "This response", _MARKED)
        return _keep(work, issued, response, one, now)


def _read(payload: bytes) -> ReleasedResponse:
    from app.returns.payload import read_letter

    letter = read_letter(payload)
    if not isinstance(letter, ReleasedResponse):
        raise UserError("This file is signed, and it is no response to a return. Nothing was taken in.")
    return letter


def _check(work: Work, response: ReleasedResponse, payload: bytes) -> Entry[IssuedReturn]:
    if response.establishment.code != work.list(Establishment)[0].record.code:
        raise BadFile("This response is about another establishment. Nothing was taken in.")
    issued = work.list(IssuedReturn, number=response.answers.number)
    if not issued or issued[0].record.payload_digest != response.answers.digest:
        raise BadFile("This response is to a return that was never sent from here. Nothing was taken in.")
    earlier = work.list(ReceivedResponse, issued_id=issued[0].record.id)
    digest = hashlib.sha256(payload).hexdigest()
    if any(entry.record.payload_digest == digest for entry in earlier):
        raise UserError("This response is here already. Nothing was changed.")
    if any(entry.record.number == response.number for entry in earlier):
        raise BadFile("A response of this number is here with other content: one of the two was exchanged.")
    if any(_sequence(entry.record.number) > _sequence(response.number) for entry in earlier):
        raise UserError("A later response to this return is here already. Nothing was changed.")
    if any(entry.record.outcome is Outcome.ACCEPTED for entry in earlier):
        raise UserError("This return was accepted already. Nothing was changed.")
    return issued[0]


def _sequence(number: str) -> int:
    last = number.rpartition("/R")[2]
    return int(last) if last.isdecimal() and len(last) < 6 else 0


def _keep(
    work: Work, issued: Entry[IssuedReturn], response: ReleasedResponse, one: Verified, now: datetime
) -> Received:
    assert one.payload is not None
    kept = work.put(
        ReceivedResponse(
            issued_id=issued.record.id,
            number=response.number,
            outcome=response.outcome,
            level=response.level,
            made_on=response.made_on,
            payload=one.payload,
            payload_digest=hashlib.sha256(one.payload).hexdigest(),
            received_at=now,
        ),
        {
            "verdict": plain("\n".join(one.report.sentences), work.scheme),
            "opinion": _carried(work, response.opinion, response.marking),
        },
    )
    known = {entry.record.reference: entry for entry in work.list(ReceivedQuery)}
    closed = sum(_keep_query(work, kept, query, known.get(query.reference), response.marking)
                 for query in response.queries)  # fmt: skip
    is_closed = response.outcome is Outcome.ACCEPTED and _close(work, issued.record.period_id)
    waiting = sum(query.state is QueryState.OPEN for query in response.queries)
    return Received(
        response.number, response.answers.number, response.outcome, waiting, closed, is_closed,
        tuple(one.report.sentences),
    )  # fmt: skip


def _keep_query(
    work: Work,
    response: Entry[ReceivedResponse],
    query: ReleasedQuery,
    known: Entry[ReceivedQuery] | None,
    marking: str,
) -> bool:
    """Keep a query, or what the reviewer says of one that is here; tell whether it was closed by this.

    A reply that is written here and has not reached the reviewer stays: the reviewer still calls the query open.
    """
    if known is None:
        record = ReceivedQuery(
            response_id=response.record.id,
            reference=query.reference,
            intention_ref=query.intention,
            item_ref=query.item,
            asked_on=query.asked_on,
            reply_due=query.reply_due,
            state=query.state,
        )
        work.put(record, {"question": _carried(work, query.question, marking)})
        return False
    is_closed = query.state is QueryState.CLOSED and known.record.state is not QueryState.CLOSED
    state = QueryState.CLOSED if query.state is QueryState.CLOSED else known.record.state
    changed = known.record.model_copy(update={"state": state, "reply_due": query.reply_due})
    if changed != known.record:
        work.put(changed)
    return is_closed


def _close(work: Work, period_id: str) -> bool:
    period = work.get(Period, period_id)
    if period is None or period.record.state is PeriodState.CLOSED:
        return False
    work.put(period.record.model_copy(update={"state": PeriodState.CLOSED}))
    return True


def _carried(work: Work, text: ReleasedText, marking: str) -> Text:
    return carried(as_words(text), marking, work.scheme)
