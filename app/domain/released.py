"""The released types: all that a renderer, a printer, a preview or a reader ever sees.

Only `app.domain.release` makes a `ReleasedReturn` from an establishment's content, and only the reader of returns
makes one from a verified payload. There is no field here that could hold sealed text, a row id or a change time.
Field names are those of the payload's JSON; the schema grows by addition.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from app.domain.bounds import Code, Count, Digest, GroupNumber, Label, Percent
from app.domain.catalogue import Country, Data, Duty, Method, Sector
from app.domain.errors import UserError
from app.domain.periods import period_dates
from app.domain.records import ActionState, Grade, Level, Result
from app.domain.references import IntentionRef, ItemRef, PeriodName
from app.domain.released_registers import ReleasedRegister
from app.domain.released_text import ReleasedText as ReleasedText
from app.domain.released_text import Shown as Shown
from app.domain.released_text import Withheld as Withheld
from app.domain.released_text import as_words as as_words

SCHEMA_VERSION = "1.0"


class ReleasedSigner(Data):
    """Who signed off, or prepared the return, in which post, on which day."""

    name: ReleasedText
    post: ReleasedText
    on: date


class ReleasedPost(Data):
    """A post and who holds it at the period's end; `holder` is empty when the post is vacant."""

    title: ReleasedText
    holder: ReleasedText = ()


class ReleasedSample(Data):
    """A sample test: how many there were, how many were drawn and how, how many complied."""

    population: Count
    method: str
    size: Count
    compliant: Count

    @model_validator(mode="after")
    def _is_drawn_from_its_population(self) -> Self:
        if not self.compliant <= self.size <= self.population:
            raise ValueError("a sample is no larger than what it is drawn from, and no more of it complied")
        return self

    @property
    def exceptions(self) -> int:
        """How many of the sample did not comply."""
        return self.size - self.compliant


class ReleasedAnswer(Data):
    """The answer to an item, or its placeholder: with `withheld` set nothing else is there."""

    withheld: str | None = None
    result: Result | None = None
    reason: ReleasedText = ()
    tested_on: date | None = None
    narrative: ReleasedText = ()
    sample: ReleasedSample | None = None
    evidence: tuple[str, ...] = ()
    """References of evidence items."""
    last_result: Result | None = None
    """The result of the same item in the return before, where both were released."""


class ReleasedPassMarks(Data):
    """The pass marks of a sample item, in per cent."""

    met: Percent
    partly_met: Percent


class ReleasedItem(Data):
    """A checklist item as it was asked. `answer` is None when nobody has answered."""

    ref: ItemRef
    version: Count
    title: str
    question: str
    method: Method
    duty: Duty
    weight: Count
    pass_marks: ReleasedPassMarks | None = None
    is_due: bool = True
    answer: ReleasedAnswer | None = None


class Counts(Data):
    """How many items have which result. Withheld answers count nowhere but as withheld."""

    met: Count = 0
    partly_met: Count = 0
    not_met: Count = 0
    not_applicable: Count = 0
    not_tested: Count = 0
    not_answered: Count = 0
    withheld: Count = 0

    @property
    def items(self) -> int:
        """How many items there are in all."""
        return (
            self.met + self.partly_met + self.not_met + self.not_applicable
            + self.not_tested + self.not_answered + self.withheld
        )  # fmt: skip


class Score(Data):
    """Marks earned of marks possible, in per cent, rounded half up; `value` is None where nothing counts.

    `counted` of `items` counted towards it and `withheld` were withheld: it is always printed with this base.
    """

    value: Percent | None = None
    counted: Count
    items: Count
    withheld: Count

    @property
    def words(self) -> str:
        """The score with its base: "81, over 7 of 9 items; 2 withheld"."""
        figure = "No score" if self.value is None else str(self.value)
        base = f"over {self.counted} of {self.items} items"
        return f"{figure}, {base}; {self.withheld} withheld" if self.withheld else f"{figure}, {base}"


class ReleasedStatement(Data):
    """An assurance statement, of an intention or of the establishment."""

    level: Level | None = None
    wording: ReleasedText = ()
    cannot_assure: ReleasedText = ()
    signed_off: ReleasedSigner | None = None
    withheld: str | None = None
    """Set when the whole statement is withheld."""


class ReleasedFinding(Data):
    """A finding under its intention and, where its answer is released, its item."""

    reference: Label
    grade: Grade
    item: str | None = None
    title: ReleasedText
    detail: ReleasedText = ()


class ReleasedAction(Data):
    """A management action. `is_overdue` is judged on the day the return was made."""

    reference: Label
    intention: str
    item: str | None = None
    finding: str | None = None
    """Reference of the finding it answers."""
    entry: str | None = None
    """Reference of the register's entry it comes from."""
    evidence: str | None = None
    """Reference of the evidence that it was completed."""
    title: ReleasedText
    progress: ReleasedText = ()
    owner: ReleasedPost | None = None
    due: date | None = None
    state: ActionState
    completed_on: date | None = None
    verified_on: date | None = None
    is_overdue: bool = False


class ReleasedEvidence(Data):
    """An evidence item: title, kind and date travel, the file does not.

    `commitment` is 64 hexadecimal digits for an attached file: the establishment can open it on site.
    """

    reference: Label
    intention: str
    items: tuple[str, ...] = ()
    title: ReleasedText
    kind: str | None = None
    dated: date | None = None
    is_attached: bool
    place: ReleasedText = ()
    seen_by: ReleasedText = ()
    seen_on: date | None = None
    commitment: str | None = None


class ReleasedIntention(Data):
    """One intention as the return tells it. Where it does not apply only its title and `does_not_apply` are set."""

    ref: IntentionRef
    group: GroupNumber
    title: str
    short: str
    summary: str
    does_not_apply: str | None = None
    """Why not: "England only"."""
    owner: ReleasedPost | None = None
    plan: ReleasedText = ()
    counts: Counts = Counts()
    score: Score = Score(value=None, counted=0, items=0, withheld=0)
    suggested_level: Level | None = None
    statement: ReleasedStatement | None = None
    items: tuple[ReleasedItem, ...] = ()
    findings: tuple[ReleasedFinding, ...] = ()
    findings_withheld: bool = False
    """Whether at least one finding of this intention is withheld whole."""
    actions_withheld: bool = False
    evidence_withheld: bool = False
    last_level: Level | None = None
    last_score: Percent | None = None


class ReleasedReply(Data):
    """What the establishment answers to a reviewer's query, by the query's reference."""

    query: str
    intention: str
    item: str | None = None
    reply: ReleasedText
    on: date | None = None


class ReleasedDeclaration(Data):
    """The establishment's word on one expectation of providers."""

    key: str
    title: str
    is_declared: bool
    comment: ReleasedText = ()


class ReleasedEstablishment(Data):
    """Whose return it is."""

    name: ReleasedText
    code: Code
    sector: Sector
    country: Country


class ReleasedPeriod(Data):
    """The period it covers."""

    name: PeriodName
    starts: date
    ends: date
    due: date

    @model_validator(mode="after")
    def _is_one_of_ours(self) -> Self:
        try:
            period_dates(self.name)
        except UserError:
            raise ValueError("a period is a year, or a quarter of one") from None
        return self


class CatalogueUsed(Data):
    """The catalogue pack the period is pinned to."""

    name: str
    version: str
    digest: str


class EarlierReturn(Data):
    """The return before this one, by number and payload digest."""

    number: Label
    digest: Digest


class WithheldPlace(Data):
    """A place where something is withheld: under an intention, and where it is not an answer, its item or field."""

    intention: str | None = None
    item: str | None = None
    place: Literal[
        "answer", "narrative", "reason", "plan", "statement", "finding", "action", "evidence", "declaration", "name",
        "reply", "register",
    ]  # fmt: skip
    register_title: str | None = None
    """Which register, where it is one."""


class ReleasedGroup(Data):
    """One of the six groups."""

    number: GroupNumber
    title: str
    short: str


class LevelMeaning(Data):
    """What a level means, for the reader."""

    key: Level
    word: str
    definition: str
    bars: int


class ResultMeaning(Data):
    """What a result means, for the reader."""

    key: Result
    word: str
    meaning: str


class Contradiction(Data):
    """An intention that says otherwise than the level stated for the whole.

    By its own lower level, heavy items that are not met, findings graded major, or the level that its answers suggest.
    """

    intention: str
    level: Level | None = None
    items: tuple[str, ...] = ()
    findings: tuple[str, ...] | None = None
    suggested: Level | None = None


class ReleasedReturn(Data):
    """One period's released content, whole: what is signed."""

    schema_version: Literal["1.0"] = "1.0"
    number: Label
    made_on: date
    marking: Label
    """The most sensitive marking in it, as the scheme writes it: stands at head and foot of every page."""
    withheld_marking: Label
    """From which marking content is withheld: `RESTRICTED`."""
    signers_required: int = Field(ge=1, le=2)
    establishment: ReleasedEstablishment
    period: ReleasedPeriod
    catalogue: CatalogueUsed
    previous: EarlierReturn | None = None
    replaces: EarlierReturn | None = None
    """The return that this one replaces, where that one was recalled."""
    prepared_by: ReleasedSigner | None = None
    """The author, as certified, and the day of the signature; None in a preview, where nobody has signed."""
    head: ReleasedPost | None = None
    """The Governor's or Director's post."""
    groups: tuple[ReleasedGroup, ...]
    level_meanings: tuple[LevelMeaning, ...]
    result_meanings: tuple[ResultMeaning, ...]
    counts: Counts
    score: Score
    statement: ReleasedStatement | None = None
    last_level: Level | None = None
    """The establishment's level in the return before, where both were released."""
    last_score: Percent | None = None
    declarations: tuple[ReleasedDeclaration, ...] = ()
    intentions: tuple[ReleasedIntention, ...]
    actions: tuple[ReleasedAction, ...] = ()
    evidence: tuple[ReleasedEvidence, ...] = ()
    withheld: tuple[WithheldPlace, ...] = ()
    replies: tuple[ReleasedReply, ...] = ()
    """Replies to the reviewer's queries that are not closed."""
    contradictions: tuple[Contradiction, ...] | None = None
    """Where the released answers gainsay the level stated for the whole; None where nowhere."""
    registers: tuple[ReleasedRegister, ...] | None = None
    """What the registers say; None where none says anything, as in a return from before there were any."""

    @model_validator(mode="after")
    def _is_told_once_and_whole(self) -> Self:
        """Ask for each intention and item once, and for the meaning of every word of the scales that they use."""
        refs = [each.ref for each in self.intentions]
        items = [item.ref for each in self.intentions for item in each.items]
        if len(set(refs)) != len(refs) or len(set(items)) != len(items):
            raise ValueError("an intention or an item stands twice")
        meant = {each.key for each in self.level_meanings}, {each.key for each in self.result_meanings}
        if meant != (set(Level), set(Result)):
            raise ValueError("a level or a result has no meaning")
        return self

    def intention(self, ref: str) -> ReleasedIntention:
        """Return the intention with this reference; KeyError where there is none."""
        for intention in self.intentions:
            if intention.ref == ref:
                return intention
        raise KeyError(ref)
