"""The form of a review file: what a reviewer records of one return, or of an establishment, in bulk.

Its JSON Schema is `resources/schema/review.schema.json`. Texts are as in a fill file: a string, or passages with
their markings. Queries, observations and audits are named again by their references, to change or close them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from app.domain.catalogue import Data
from app.domain.references import IntentionRef, ItemRef
from app.domain.review_terms import Depth
from app.services.fill_words import FillText, GradeWord, LevelWord, ResultWord, taking_words

DepthWord = Annotated[Depth, taking_words(Depth)]


class ReviewOpinion(Data):
    """The reviewer's opinion on an intention."""

    intention: IntentionRef
    level: LevelWord | None = None
    wording: FillText = ()


class ReviewQuery(Data):
    """A query about an item or an intention."""

    intention: IntentionRef | None = None
    item: ItemRef | None = None
    question: FillText
    reply_due: date | None = None


class ReviewMarkForm(Data):
    """The reviewer's own result for an item."""

    item: ItemRef
    result: ResultWord
    note: FillText = ()


class ReviewInspection(Data):
    """Withheld content inspected on site; never what it says."""

    intention: IntentionRef | None = None
    item: ItemRef | None = None
    on: date
    by: FillText
    satisfied: bool


class ReviewObservation(Data):
    """Something seen in daily monitoring; one with a `reference` is changed, and keeps the words that are not given.

    A concern leaves with the next response, and can be reported at once.
    """

    reference: str | None = None
    intention: IntentionRef | None = None
    item: ItemRef | None = None
    on: date
    place: FillText = ()
    title: FillText = ()
    detail: FillText = ()
    concern: bool = False


class ReviewFinding(Data):
    """A finding of an external audit; one with a `reference` is changed, and keeps the words that are not given."""

    reference: str | None = None
    intention: IntentionRef | None = None
    grade: GradeWord
    title: FillText = ()
    reply: FillText = ()
    follow_up: FillText = ()
    follow_up_on: date | None = None
    closed: bool = False


class ReviewAudit(Data):
    """An external audit commissioned; one with a `reference` is changed, and keeps the words that are not given."""

    reference: str | None = None
    intention: IntentionRef | None = None
    scope: FillText = ()
    reason: FillText = ()
    auditor: FillText = ()
    commissioned_on: date
    due: date | None = None
    reported_on: date | None = None
    findings: tuple[ReviewFinding, ...] = ()


class ReviewChoiceForm(Data):
    """How deeply the reviewer looks at an intention, in place of what the plan proposes, and why."""

    intention: IntentionRef
    depth: DepthWord
    reason: FillText


class ReviewForm(Data):
    """A whole review file: about one return by its number, or about an establishment by its code."""

    of_return: str | None = Field(default=None, alias="return", max_length=60)
    establishment: str | None = Field(default=None, pattern=r"^[A-Z]{2,5}$")
    level: LevelWord | None = None
    opinion: FillText = ()
    opinions: tuple[ReviewOpinion, ...] = ()
    queries: tuple[ReviewQuery, ...] = ()
    close: tuple[str, ...] = ()
    marks: tuple[ReviewMarkForm, ...] = ()
    inspections: tuple[ReviewInspection, ...] = ()
    observations: tuple[ReviewObservation, ...] = ()
    audits: tuple[ReviewAudit, ...] = ()
    choices: tuple[ReviewChoiceForm, ...] = ()


def review_schema() -> dict[str, Any]:
    """Return the JSON Schema of a review file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ReviewForm.model_json_schema()}
