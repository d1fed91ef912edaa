"""The released types of what goes back and forth about a return: a reviewer's response, an establishment's replies.

As in `app.domain.released`, nothing here could hold sealed text, a row id or a change time. Field names are those of
the payload's JSON; the schema grows by addition. `kind` tells the payloads apart; a return has none.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from app.domain.bounds import Label
from app.domain.catalogue import Data
from app.domain.records import Grade, Level, Result
from app.domain.released import (
    EarlierReturn,
    LevelMeaning,
    ReleasedEstablishment,
    ReleasedPeriod,
    ReleasedReply,
    ReleasedSigner,
    ReleasedText,
    ResultMeaning,
)
from app.domain.review_terms import Outcome, QueryState


class ReleasedOpinion(Data):
    """The reviewer's assurance opinion on an intention, beside the level that the establishment stated."""

    intention: str
    level: Level | None = None
    stated: Level | None = None
    wording: ReleasedText = ()


class ReleasedQuery(Data):
    """A query; `state` says whether the reviewer still waits for a reply, has one, or has closed it."""

    reference: Label
    intention: str
    item: str | None = None
    question: ReleasedText
    asked_on: date
    reply_due: date | None = None
    state: QueryState
    reply: ReleasedText = ()


class ReleasedMark(Data):
    """The reviewer's own result for an item beside the establishment's."""

    item: str
    own: Result
    self_result: Result | None = None
    note: ReleasedText = ()


class ReleasedInspection(Data):
    """That withheld content was inspected on site."""

    intention: str | None = None
    item: str | None = None
    inspected_on: date
    inspector: ReleasedText
    is_satisfied: bool


class ReleasedObservation(Data):
    """Something seen in daily monitoring that the establishment is told of."""

    reference: Label
    intention: str | None = None
    observed_on: date
    place: ReleasedText = ()
    title: ReleasedText
    detail: ReleasedText = ()


class ReleasedAuditFinding(Data):
    """A finding of an external audit, what was replied to it and what the follow-up showed."""

    reference: Label
    intention: str | None = None
    grade: Grade
    title: ReleasedText
    reply: ReleasedText = ()
    follow_up: ReleasedText = ()
    follow_up_on: date | None = None
    is_closed: bool = False


class ReleasedAudit(Data):
    """An external audit commissioned by the reviewer."""

    reference: Label
    intention: str | None = None
    scope: ReleasedText
    reason: ReleasedText
    auditor: ReleasedText = ()
    commissioned_on: date
    due: date | None = None
    reported_on: date | None = None
    findings: tuple[ReleasedAuditFinding, ...] = ()


class ReleasedResponse(Data):
    """A reviewer's response to one return, whole: what is signed."""

    schema_version: Literal["1.0"] = "1.0"
    kind: Literal["response"] = "response"
    number: Label
    made_on: date
    marking: Label
    withheld_marking: Label
    establishment: ReleasedEstablishment
    period: ReleasedPeriod
    answers: EarlierReturn
    """The return that it responds to, by number and payload digest."""
    previous: EarlierReturn | None = None
    """The response to the same return before this one."""
    prepared_by: ReleasedSigner
    outcome: Outcome
    level: Level | None = None
    stated: Level | None = None
    opinion: ReleasedText = ()
    opinions: tuple[ReleasedOpinion, ...] = ()
    queries: tuple[ReleasedQuery, ...] = ()
    marks: tuple[ReleasedMark, ...] = ()
    inspections: tuple[ReleasedInspection, ...] = ()
    observations: tuple[ReleasedObservation, ...] = ()
    audits: tuple[ReleasedAudit, ...] = ()
    level_meanings: tuple[LevelMeaning, ...] = ()
    result_meanings: tuple[ResultMeaning, ...] = ()


class ReleasedReplies(Data):
    """An establishment's replies to queries, sent ahead of its next return."""

    schema_version: Literal["1.0"] = "1.0"
    kind: Literal["replies"] = "replies"
    number: Label
    made_on: date
    marking: Label
    withheld_marking: Label
    establishment: ReleasedEstablishment
    period: ReleasedPeriod
    answers: EarlierReturn
    """The response that asked, by number and payload digest."""
    prepared_by: ReleasedSigner
    replies: tuple[ReleasedReply, ...]


class ReleasedConcern(Data):
    """A controller's concern about an establishment, on one page; it needs no return."""

    schema_version: Literal["1.0"] = "1.0"
    kind: Literal["concern"] = "concern"
    number: Label
    made_on: date
    marking: Label
    withheld_marking: Label
    establishment: ReleasedEstablishment
    prepared_by: ReleasedSigner
    observation: ReleasedObservation


Letter = ReleasedResponse | ReleasedReplies | ReleasedConcern
"""What is sent about a return, or about what was seen, and is not a return."""
