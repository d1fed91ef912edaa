"""A reviewer's response to a return: put together from what was recorded, released, signed, written, kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.domain.record import Entry, Record
from app.domain.release_text import release_text
from app.domain.released import EarlierReturn, ReleasedReturn, ReleasedText
from app.domain.response import (
    ReleasedAudit,
    ReleasedAuditFinding,
    ReleasedInspection,
    ReleasedMark,
    ReleasedObservation,
    ReleasedOpinion,
    ReleasedQuery,
    ReleasedResponse,
)
from app.domain.review_records import (
    AuditFinding,
    ExternalAudit,
    IssuedResponse,
    Observation,
    Opinion,
    Query,
    ReceivedReturn,
    ReviewMark,
    SiteInspection,
)
from app.domain.review_terms import Outcome, QueryState, Standing
from app.services.gates import GateRefused
from app.services.letters import Leaving, Sending, Sent, marking_faults, marking_of, send_letter
from app.services.received import find_return, read_return, require_reviewer
from app.services.signing import author_of

if TYPE_CHECKING:
    from app.signing.identity import Identity
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NO_REASON = "Changes are requested, and nothing says which. Ask a query, or say it in the opinion."
_NOT_TRUSTED = "This return is not vouched for here: a signer is not trusted, or a signature is missing."


@dataclass(frozen=True)
class Review:
    """Everything recorded of one return that a response tells."""

    held: Entry[ReceivedReturn]
    opinions: tuple[Entry[Opinion], ...]
    queries: tuple[Entry[Query], ...]
    marks: tuple[Entry[ReviewMark], ...]
    inspections: tuple[Entry[SiteInspection], ...]
    observations: tuple[Entry[Observation], ...]
    audits: tuple[Entry[ExternalAudit], ...]
    audit_findings: tuple[Entry[AuditFinding], ...]
    responses: tuple[Entry[IssuedResponse], ...]

    def leaving(self) -> Leaving:
        """Return what would leave, with its place in words."""
        parts: list[tuple[str, Entry[Record], tuple[str, ...]]] = [("the return", self.held, ("name",))]
        for entry in self.opinions:
            parts.append((f"opinion of {entry.record.intention_ref or 'the whole'}", entry, ("wording",)))
        parts += [(f"query {entry.record.reference}", entry, ("question", "reply")) for entry in self.queries]
        parts += [(f"own result of {entry.record.item_ref}", entry, ("note",)) for entry in self.marks]
        parts += [("an inspection on site", entry, ("inspector",)) for entry in self.inspections]
        parts += [
            (f"observation {entry.record.reference}", entry, ("title", "detail", "place"))
            for entry in self.observations
        ]
        parts += [
            (f"external audit {entry.record.reference}", entry, ("scope", "reason", "auditor")) for entry in self.audits
        ]
        parts += [
            (f"audit finding {entry.record.reference}", entry, ("title", "reply", "follow_up"))
            for entry in self.audit_findings
        ]
        return parts


def load_review(work: Work, held: Entry[ReceivedReturn]) -> Review:
    """Read what was recorded of a return: its own, and of its establishment what is not over."""
    record = held.record
    responses = sorted(work.list(IssuedResponse, return_id=record.id), key=lambda entry: entry.record.made_at)
    since = responses[-1].record.made_at.date() if responses else None

    def tells(query: Query) -> bool:
        is_fresh = query.closed_on is not None and (since is None or query.closed_on >= since)
        return query.return_id == record.id or query.state is not QueryState.CLOSED or is_fresh

    audits = tuple(work.list(ExternalAudit, code=record.code))
    ids = frozenset(entry.record.id for entry in audits)
    return Review(
        held=held,
        opinions=tuple(work.list(Opinion, return_id=record.id)),
        queries=tuple(entry for entry in work.list(Query, code=record.code) if tells(entry.record)),
        marks=tuple(work.list(ReviewMark, return_id=record.id)),
        inspections=tuple(work.list(SiteInspection, return_id=record.id)),
        observations=tuple(
            entry for entry in work.list(Observation, code=record.code, is_concern=True) if record.starts
            <= entry.record.observed_on
        ),
        audits=audits,
        audit_findings=tuple(work.list(AuditFinding, audit_id=ids)) if ids else (),
        responses=tuple(responses),
    )  # fmt: skip


def prepare_response(
    file: EstablishmentFile, number: str, outcome: Outcome, identity: Identity, *, now: datetime
) -> tuple[ReleasedResponse, Review]:
    """Release the response to a return as it would leave now; GateRefused where something must be cleared first.

    Reads through the connection that is denied the sealed tables. UserError where the outcome does not fit what was
    recorded: accepted with queries that are not closed, changes requested without saying which.
    """
    with file.released_reading() as work:
        require_reviewer(work)
        held = find_return(work, number)
        review = load_review(work, held)
        _check(review, outcome)
        if faults := marking_faults(work, review.leaving()):
            raise GateRefused(faults)
        word = work.scheme.level(work.scheme.sealed_from).word
        released = read_return(work, held)
        marking = marking_of(work.scheme, review.leaving())
        signer = author_of(identity, now, work.scheme)
    release = _Release(review, released, word)
    return (
        ReleasedResponse(
            number=f"{number}/R{len(review.responses) + 1}",
            made_on=now.date(),
            marking=marking,
            withheld_marking=word,
            establishment=released.establishment,
            period=released.period,
            answers=EarlierReturn(number=number, digest=held.record.payload_digest),
            previous=_previous(review),
            prepared_by=signer,
            outcome=outcome,
            stated=held.record.level,
            level_meanings=released.level_meanings,
            result_meanings=released.result_meanings,
            **release.parts(),
        ),
        review,
    )


def respond(
    file: EstablishmentFile,
    number: str,
    outcome: Outcome,
    identity: Identity,
    sending: Sending,
    *,
    now: datetime,
    person_id: str | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Sent:
    """Sign and write the response to a return, and keep it; accepted, the return's review is over."""
    from app.returns.payload import digest

    file.purge_if_due()
    response, review = prepare_response(file, number, outcome, identity, now=now)

    def record(payload: bytes) -> None:
        with file.work(f"Sent response {response.number}", person_id) as work:
            held = review.held.record
            work.put(held.model_copy(update={"outcome": outcome, "responded_on": now.date()}))
            work.put(
                IssuedResponse(
                    return_id=held.id,
                    number=response.number,
                    outcome=outcome,
                    payload=payload,
                    payload_digest=digest(payload),
                    made_at=now,
                )
            )

    return send_letter(
        file, response, review.leaving(), identity, sending, record, now=now, progress=progress,
        is_cancelled=is_cancelled,
    )  # fmt: skip


def _check(review: Review, outcome: Outcome) -> None:
    if review.held.record.outcome is Outcome.ACCEPTED:
        raise UserError("This return was accepted, and its review is over.")
    if review.held.record.standing is not Standing.TRUSTED and outcome is Outcome.ACCEPTED:
        raise UserError(f"{_NOT_TRUSTED} It cannot be accepted; see `verify`.")
    waiting = [entry.record.reference for entry in review.queries if entry.record.state is not QueryState.CLOSED]
    if outcome is Outcome.ACCEPTED and waiting:
        raise UserError(f"Queries are not closed: {', '.join(waiting)}. Close them, or ask for changes.")
    says = any(entry.text("wording") for entry in review.opinions) or waiting
    if outcome is Outcome.CHANGES_REQUESTED and not says:
        raise UserError(_NO_REASON)


def _previous(review: Review) -> EarlierReturn | None:
    if not review.responses:
        return None
    last = review.responses[-1].record
    return EarlierReturn(number=last.number, digest=last.payload_digest)


class _Release:
    """Turns what was recorded into released types; withheld records and passages become placeholders, or nothing."""

    def __init__(self, review: Review, released: ReleasedReturn, word: str) -> None:
        self._review, self._released, self._word = review, released, word

    def parts(self) -> dict[str, Any]:
        """Return every part of a response that tells a record."""
        whole = next((entry for entry in self._review.opinions if entry.record.intention_ref is None), None)
        return {
            "level": whole.record.level if whole else None,
            "opinion": self._text(whole, "wording") if whole else (),
            "opinions": tuple(self._opinions()),
            "queries": tuple(sorted(map(self._query, self._review.queries), key=lambda each: each.reference)),
            "marks": tuple(sorted(map(self._mark, self._review.marks), key=lambda each: each.item)),
            "inspections": tuple(map(self._inspection, self._review.inspections)),
            "observations": tuple(map(self._observation, self._review.observations)),
            "audits": tuple(map(self._audit, self._review.audits)),
        }

    def _text(self, entry: Entry[Record], field: str) -> ReleasedText:
        return release_text(entry.text(field), self._word)

    def _opinions(self) -> Iterable[ReleasedOpinion]:
        stated = {each.ref: each.statement.level for each in self._released.intentions if each.statement}
        told = [entry for entry in self._review.opinions if entry.record.intention_ref]
        for entry in sorted(told, key=lambda each: str(each.record.intention_ref)):
            ref = str(entry.record.intention_ref)
            yield ReleasedOpinion(
                intention=ref, level=entry.record.level, stated=stated.get(ref), wording=self._text(entry, "wording")
            )

    def _query(self, entry: Entry[Query]) -> ReleasedQuery:
        query = entry.record
        return ReleasedQuery(
            reference=query.reference,
            intention=query.intention_ref,
            item=query.item_ref,
            question=self._text(entry, "question"),
            asked_on=query.asked_on,
            reply_due=query.reply_due,
            state=query.state,
            reply=self._text(entry, "reply"),
        )

    def _mark(self, entry: Entry[ReviewMark]) -> ReleasedMark:
        mark = entry.record
        return ReleasedMark(
            item=mark.item_ref, own=mark.result, self_result=mark.self_result, note=self._text(entry, "note")
        )

    def _inspection(self, entry: Entry[SiteInspection]) -> ReleasedInspection:
        return ReleasedInspection(
            intention=entry.record.intention_ref,
            item=entry.record.item_ref,
            inspected_on=entry.record.inspected_on,
            inspector=self._text(entry, "inspector"),
            is_satisfied=entry.record.is_satisfied,
        )

    def _observation(self, entry: Entry[Observation]) -> ReleasedObservation:
        return release_observation(entry, self._word)

    def _audit(self, entry: Entry[ExternalAudit]) -> ReleasedAudit:
        findings = [each for each in self._review.audit_findings if each.record.audit_id == entry.record.id]
        columns = entry.record.model_dump(include={"reference", "commissioned_on", "due", "reported_on"})
        return ReleasedAudit(
            **columns,
            intention=entry.record.intention_ref,
            scope=self._text(entry, "scope"),
            reason=self._text(entry, "reason"),
            auditor=self._text(entry, "auditor"),
            findings=tuple(map(self._audit_finding, findings)),
        )

    def _audit_finding(self, entry: Entry[AuditFinding]) -> ReleasedAuditFinding:
        columns = entry.record.model_dump(include={"reference", "grade", "follow_up_on", "is_closed"})
        return ReleasedAuditFinding(
            **columns,
            intention=entry.record.intention_ref,
            title=self._text(entry, "title"),
            reply=self._text(entry, "reply"),
            follow_up=self._text(entry, "follow_up"),
        )


def release_observation(entry: Entry[Observation], word: str) -> ReleasedObservation:
    """Return an observation as it may leave."""
    return ReleasedObservation(
        reference=entry.record.reference,
        intention=entry.record.intention_ref,
        observed_on=entry.record.observed_on,
        place=release_text(entry.text("place"), word),
        title=release_text(entry.text("title"), word),
        detail=release_text(entry.text("detail"), word),
    )
