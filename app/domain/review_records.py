"""The records of a review: what a reviewer keeps of others' returns, and what an establishment keeps of responses.

Each class is declared once, here; the store makes its table from it, as from those of `app.domain.records`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from pydantic import Field

from app.domain.catalogue_terms import Sector
from app.domain.record import Record
from app.domain.review_terms import Depth, Outcome, QueryState, Standing
from app.domain.scales import Grade, Level, Result


class ReturnContent(Record):
    """The payload of a return that was taken in, compressed with zlib. Apart, so that registers never read it."""

    KIND: ClassVar[str] = "return_content"

    content: bytes = Field(repr=False)
    size: int = Field(ge=0)


class ReceivedReturn(Record):
    """A return of an establishment as it was taken in: what a register shows of it, without its payload.

    `figures` says in JSON for each intention its level, score and counts; no user wrote it. `verdict` is what the
    verification found, in sentences.
    """

    KIND: ClassVar[str] = "received_return"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("name", "verdict")

    code: str
    sector: Sector
    number: str
    period: str
    starts: date
    ends: date
    due: date
    made_on: date
    payload_digest: str
    previous_number: str | None = None
    previous_digest: str | None = None
    replaces_number: str | None = None
    catalogue_version: str
    marking: str
    standing: Standing
    level: Level | None = None
    score: int | None = None
    withheld: int = Field(default=0, ge=0)
    figures: str
    content_id: str
    received_at: datetime
    outcome: Outcome | None = None
    responded_on: date | None = None


class Opinion(Record):
    """The reviewer's own assurance opinion on a return: of an intention, or of the whole where none is named."""

    KIND: ClassVar[str] = "opinion"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("wording",)

    return_id: str
    intention_ref: str | None = None
    level: Level | None = None


class Query(Record):
    """A question to an establishment about an item of its return, or an intention. `reply` is what it answered."""

    KIND: ClassVar[str] = "query"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("question", "reply")

    return_id: str
    code: str
    reference: str
    intention_ref: str
    item_ref: str | None = None
    asked_on: date
    reply_due: date | None = None
    state: QueryState = QueryState.OPEN
    replied_on: date | None = None
    closed_on: date | None = None


class ReviewMark(Record):
    """The reviewer's own result for an item, beside the establishment's in the same return."""

    KIND: ClassVar[str] = "review_mark"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("note",)

    return_id: str
    item_ref: str
    result: Result
    self_result: Result | None = None


class SiteInspection(Record):
    """That something withheld was inspected on site: by whom, when, satisfied or not. Never what it says."""

    KIND: ClassVar[str] = "site_inspection"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("inspector",)

    return_id: str
    intention_ref: str | None = None
    item_ref: str | None = None
    inspected_on: date
    is_satisfied: bool


class Observation(Record):
    """Something seen in daily monitoring. A concern is one that the establishment must be told of."""

    KIND: ClassVar[str] = "observation"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title", "detail", "place")

    code: str
    reference: str
    intention_ref: str | None = None
    item_ref: str | None = None
    observed_on: date
    is_concern: bool = False
    reported_on: date | None = None


class ExternalAudit(Record):
    """An external audit that a reviewer has commissioned of an establishment."""

    KIND: ClassVar[str] = "external_audit"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("scope", "reason", "auditor")

    code: str
    reference: str
    intention_ref: str | None = None
    commissioned_on: date
    due: date | None = None
    reported_on: date | None = None


class AuditFinding(Record):
    """A finding of an external audit: its grade, the establishment's reply and what the follow-up showed."""

    KIND: ClassVar[str] = "audit_finding"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title", "reply", "follow_up")

    audit_id: str
    reference: str
    intention_ref: str | None = None
    grade: Grade
    follow_up_on: date | None = None
    is_closed: bool = False


class ReviewChoice(Record):
    """The reviewer's own word on how deeply an intention is looked at, in place of what the plan proposes."""

    KIND: ClassVar[str] = "review_choice"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("reason",)

    code: str
    intention_ref: str
    depth: Depth
    chosen_on: date


class IssuedResponse(Record):
    """A response that left: its payload frozen, numbered, chained to the one before. Never changed."""

    KIND: ClassVar[str] = "issued_response"

    return_id: str
    number: str
    outcome: Outcome
    payload: bytes = Field(default=b"", repr=False)
    payload_digest: str
    made_at: datetime


class ReceivedResponse(Record):
    """A response that an establishment took in, to one of its own returns."""

    KIND: ClassVar[str] = "received_response"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("verdict", "opinion")

    issued_id: str
    number: str
    outcome: Outcome
    level: Level | None = None
    made_on: date
    payload: bytes = Field(default=b"", repr=False)
    payload_digest: str
    received_at: datetime


class ReceivedQuery(Record):
    """A query that came with a response: work, until it is replied to; over when the reviewer closes it."""

    KIND: ClassVar[str] = "received_query"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("question", "reply")

    response_id: str
    reference: str
    intention_ref: str
    item_ref: str | None = None
    asked_on: date
    reply_due: date | None = None
    state: QueryState = QueryState.OPEN
    replied_on: date | None = None


REVIEW_RECORD_TYPES: tuple[type[Record], ...] = (
    ReturnContent, ReceivedReturn, Opinion, Query, ReviewMark, SiteInspection, Observation, ExternalAudit,
    AuditFinding, ReviewChoice, IssuedResponse, ReceivedResponse, ReceivedQuery,
)  # fmt: skip
"""Every record type of a review, those that others point to first."""
