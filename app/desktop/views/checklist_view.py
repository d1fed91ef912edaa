"""What the Checklist shows, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.desktop.views.home_view import ResultKey, ScopeView
from app.desktop.views.list_view import ListRow


@dataclass(frozen=True)
class ChecklistView:
    """The filtered list: rows in order, the choices above it, and the filter that a cell of Home set."""

    rows: tuple[ListRow, ...]
    scopes: tuple[ScopeView, ...]
    scope: str
    mine: ScopeView | None = None
    is_mine: bool = False
    filter_title: str = ""


@dataclass(frozen=True)
class PassageView:
    """A run of a narrative under one marking (`""` for the lowest).

    A sealed one has no text, unless it is to be sealed only now; `amount` says how much it is while the store is
    unlocked ("2 sentences").
    """

    text: str = field(default="", repr=False)
    marking: str = ""
    is_sealed: bool = False
    key: str = ""
    amount: str = ""


Passages = tuple[PassageView, ...]


@dataclass(frozen=True)
class FindingActionView:
    """One way to settle a finding: the verb, its key hint."""

    key: str
    verb: str
    hint: str = ""


@dataclass(frozen=True)
class FindingView:
    """Something the marking scan asks about or refuses, at a place in passage `passage` of the narrative.

    `tone` is `warn` for a question, `bad` for a refusal, whose `title` stands above the sentence.
    """

    key: str
    passage: int
    start: int
    length: int
    sentence: str
    actions: tuple[FindingActionView, ...]
    tone: Literal["warn", "bad"] = "warn"
    title: str = ""


@dataclass(frozen=True)
class FieldFault:
    """What is wrong in one field of the sample test, in a sentence."""

    name: Literal["population", "size", "compliant"]
    sentence: str


@dataclass(frozen=True)
class SampleView:
    """A sample test: what was typed, what is derived from it, and what is wrong."""

    population: str = ""
    method: str = ""
    size: str = ""
    compliant: str = ""
    methods: tuple[str, ...] = ()
    exceptions: str = ""
    verdict: str = ""
    verdict_result: ResultKey = "not_answered"
    fault: FieldFault | None = None


@dataclass(frozen=True)
class SampleInput:
    """The four fields of a sample test as they stand on the page."""

    population: str
    method: str
    size: str
    compliant: str


@dataclass(frozen=True)
class EvidenceView:
    """One evidence item: whether it leaves with the return, or stays here."""

    title: str
    detail: str
    icon: str = "file"
    marking: str = ""


@dataclass(frozen=True)
class FoundView:
    """One finding of a question, by its key."""

    key: str
    line: EvidenceView


@dataclass(frozen=True)
class LastPeriodView:
    """How the question was answered in the period before."""

    period: str
    result: ResultKey
    date: str
    narrative: str
    why: str = ""
    """Why it helps in this period, or does not."""


@dataclass(frozen=True)
class ActionLineView:
    """The action that this answer has, in one line."""

    number: str
    title: str
    due: str
    is_overdue: bool = False


@dataclass(frozen=True)
class QuestionView:
    """One question with its answer.

    `place` reads "3 of 9", `about` the method and weight, `position` "3 of 21 left to do", `remaining` what the
    foot says. `reason` is asked for with Not applicable and Not tested. `is_withheld` means that the whole answer is
    sealed and the store locked: nothing of it can be shown or changed.
    """

    ref: str
    intention: str
    place: str
    about: str
    question: str
    result: ResultKey
    narrative: tuple[PassageView, ...] = ()
    reason: tuple[PassageView, ...] = ()
    reason_findings: tuple[FindingView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    """What the marking scan found in the narrative; `found` is what the audit found."""
    sample: SampleView | None = None
    action: ActionLineView | None = None
    found: tuple[FoundView, ...] = ()
    evidence: tuple[EvidenceView, ...] = ()
    guidance: str = ""
    evidence_expected: str = ""
    source: str = ""
    last: LastPeriodView | None = None
    position: str = ""
    remaining: str = ""
    has_previous: bool = False
    has_next: bool = True
    due_note: str = ""
    is_read_only: bool = False
    is_withheld: bool = False
    can_add_evidence: bool = False
    can_record_finding: bool = False


@dataclass(frozen=True)
class UnsavedView:
    """What could not be saved, counted, at the top of the page."""

    title: str
    detail: str
