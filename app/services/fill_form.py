"""The form of a `fill` file: bulk entry, for establishments that move from spreadsheets.

Its JSON Schema is `resources/schema/fill.schema.json`. Posts and people are named by their titles and names, findings
by a `key` of the file's own; nothing in it needs to know the program's ids.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from app.domain.catalogue import Data
from app.domain.records import ActionState
from app.domain.references import IntentionRef, ItemRef
from app.services.fill_registers import FillRegisters
from app.services.fill_words import FillText, GradeWord, LevelWord, ResultWord, ScaleWord, StateWord

MOST_COUNTED = 1_000_000_000
"""No sample counts more; the file's integers have an end."""


class FillPost(Data):
    """A post, with who holds it and since when. `head` marks the Governor's or Director's."""

    title: FillText
    head: bool = False
    holder: FillText = ()
    since: date | None = None


class FillPlan(Data):
    """How the establishment plans to deliver an intention."""

    intention: IntentionRef
    plan: FillText


class FillSample(Data):
    """A sample test. `method` is a word of the catalogue's scale: all, random, every nth."""

    population: int = Field(ge=0, le=MOST_COUNTED)
    method: ScaleWord
    size: int = Field(ge=0, le=MOST_COUNTED)
    compliant: int = Field(ge=0, le=MOST_COUNTED)


class FillAnswer(Data):
    """An answer to a checklist item. `withheld` keeps the whole of it back: its result too."""

    item: ItemRef
    result: ResultWord | None = None
    tested_on: date | None = None
    by: str | None = None
    narrative: FillText = ()
    reason: FillText = ()
    sample: FillSample | None = None
    withheld: bool = False


class FillFinding(Data):
    """A finding under an intention or an item."""

    key: str | None = None
    intention: IntentionRef | None = None
    item: ItemRef | None = None
    grade: GradeWord
    title: FillText
    detail: FillText = ()
    withheld: bool = False


class FillAction(Data):
    """A management action, for an intention, an item or a finding (by its key)."""

    intention: IntentionRef | None = None
    item: ItemRef | None = None
    finding: str | None = None
    entry: str | None = None
    """The key, reference or title of a register's entry that it comes from."""
    title: FillText
    owner: str | None = None
    due: date | None = None
    state: StateWord = ActionState.OPEN
    progress: FillText = ()
    completed_on: date | None = None
    verified_on: date | None = None
    verified_by: str | None = None
    withheld: bool = False


class FillSeen(Data):
    """Evidence seen and not attached: where, by whom, when."""

    where: FillText
    by: str | None = None
    on: date | None = None


class FillEvidence(Data):
    """An evidence item: a `file` beside the fill file, attached, or `seen`."""

    intention: IntentionRef | None = None
    items: tuple[ItemRef, ...] = ()
    title: FillText
    kind: ScaleWord | None = None
    dated: date | None = None
    file: str | None = None
    seen: FillSeen | None = None
    withheld: bool = False


class FillStatement(Data):
    """The statement of an intention, or of the establishment where none is named."""

    intention: IntentionRef | None = None
    level: LevelWord | None = None
    wording: FillText = ()
    cannot_assure: FillText = ()
    withheld: bool = False


class FillDeclaration(Data):
    """The establishment's word on one expectation of providers, by its key in the catalogue."""

    expectation: str
    declared: bool
    comment: FillText = ()


class Fill(Data):
    """A whole fill file. What is named again is replaced; what is not named is left as it is."""

    period: str | None = None
    posts: tuple[FillPost, ...] = ()
    owners: dict[IntentionRef, str] = Field(default_factory=dict)
    not_due: tuple[ItemRef, ...] = ()
    plans: tuple[FillPlan, ...] = ()
    answers: tuple[FillAnswer, ...] = ()
    findings: tuple[FillFinding, ...] = ()
    actions: tuple[FillAction, ...] = ()
    evidence: tuple[FillEvidence, ...] = ()
    statements: tuple[FillStatement, ...] = ()
    declarations: tuple[FillDeclaration, ...] = ()
    registers: FillRegisters = Field(default_factory=FillRegisters)


def fill_schema() -> dict[str, Any]:
    """Return the JSON Schema of a fill file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Fill.model_json_schema()}
