"""What a catalogue pack holds: the intentions, their checklists, and the source's other rules as data.

Source: NOMS Commissioning Intentions from 2014, Annexes A to D, "NOMS' Expectations of Providers" and 4(a).
The words are ours; each entry cites its place. Everything here is read from files by `app.catalogue` and kept
with the establishment's file, so that a period keeps the version it was begun with.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from app.domain.catalogue_terms import (
    Applicability,
    Country,
    Data,
    Duty,
    Key,
    Line,
    Method,
    Population,
    Prose,
    Sector,
    Source,
    WordStep,
)
from app.domain.references import IntentionRef, ItemRef, item_stem
from app.domain.targeting import OgrsBand, TargetingRule

__all__ = [
    "Applicability",
    "CataloguePack",
    "Characteristic",
    "ChecklistItem",
    "Country",
    "Data",
    "DeliveryRequirement",
    "Duty",
    "Expectation",
    "Group",
    "Intention",
    "LevelStep",
    "MarkingLevel",
    "MarkingScheme",
    "Method",
    "PassMarks",
    "Population",
    "PriorIntention",
    "ResultStep",
    "Scales",
    "Sector",
    "Source",
    "WordStep",
]


class PassMarks(Data):
    """What share of a sample, in per cent, must comply for Met and for Partly met."""

    population: Line
    """What is drawn from: "mandatory drug tests of the last three full months"."""
    size: int = Field(ge=1, le=500)
    """How many to draw; all, where there are fewer."""
    met: int = Field(ge=1, le=100)
    partly_met: int = Field(ge=0, le=99)

    @model_validator(mode="after")
    def _are_in_order(self) -> Self:
        if self.partly_met >= self.met:
            raise ValueError("partly_met must be below met")
        return self


class ChecklistItem(Data):
    """One thing to look at. `version` rises by one when its meaning changes; `withdrawn` keeps it readable."""

    ref: ItemRef
    version: int = Field(default=1, ge=1)
    title: Annotated[str, StringConstraints(min_length=3, max_length=34)]
    question: Line
    method: Method
    weight: int = Field(ge=1, le=3)
    duty: Duty = Duty.EXPECTED
    evidence_expected: tuple[Line, ...] = Field(min_length=1)
    guidance: Prose
    source: Source
    pass_marks: PassMarks | None = None
    applies_to: Applicability = Applicability()
    delivery_requirements: tuple[str, ...] = ()
    """Ids of Annex C that bear on the item: `CU016`."""
    withdrawn: bool = False
    own: Literal[True] | None = None
    """Set on an item that the establishment added for itself; headquarters' packs have none."""

    @model_validator(mode="after")
    def _has_pass_marks_when_sampled(self) -> Self:
        if (self.method is Method.SAMPLE) != (self.pass_marks is not None):
            raise ValueError("pass_marks belong to items tested by sample, and each of those needs them")
        return self


class Intention(Data):
    """One custodial commissioning intention of Annex A."""

    ref: IntentionRef
    title: Annotated[str, StringConstraints(min_length=3, max_length=80)]
    short: Annotated[str, StringConstraints(min_length=3, max_length=24)]
    """The title on tiles."""
    summary: Prose
    source: Source
    applies_to: Applicability = Applicability()
    plan_asks: tuple[Line, ...] = Field(min_length=1)
    """What the source wants the establishment's plan for this intention to say."""
    items: tuple[ChecklistItem, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _owns_its_items(self) -> Self:
        stem = item_stem(self.ref)
        foreign = [item.ref for item in self.items if not item.ref.startswith(stem)]
        if foreign:
            raise ValueError(f"items of another intention: {', '.join(foreign)}")
        refs = [item.ref for item in self.items]
        if repeated := sorted({ref for ref in refs if refs.count(ref) > 1}):
            raise ValueError(f"repeated item references: {', '.join(repeated)}")
        return self


class Group(Data):
    """One of the six groups of intentions, and which intentions it holds, in order."""

    number: int = Field(ge=1, le=6)
    title: Line
    short: Annotated[str, StringConstraints(min_length=3, max_length=26)]
    intentions: tuple[IntentionRef, ...] = Field(min_length=1)


class ResultStep(Data):
    """A result on the scale: its word, and its mark where it counts towards the score."""

    key: Literal["met", "partly_met", "not_met", "not_applicable", "not_tested"]
    word: Line
    meaning: Line
    mark: int | None = Field(default=None, ge=0)


class LevelStep(Data):
    """An assurance level: word, definition, and from which score it is suggested."""

    key: Literal["substantial", "moderate", "limited", "unsatisfactory"]
    word: Line
    definition: Prose
    suggested_from: int = Field(ge=0, le=100)
    """The lowest score, of 100, at which the answers suggest this level."""
    bars: int = Field(ge=1, le=4)


class Scales(Data):
    """Every scale the records use."""

    results: tuple[ResultStep, ...] = Field(min_length=5, max_length=5)
    levels: tuple[LevelStep, ...] = Field(min_length=4, max_length=4)
    finding_grades: tuple[WordStep, ...]
    evidence_kinds: tuple[WordStep, ...]
    action_states: tuple[WordStep, ...]
    sampling_methods: tuple[WordStep, ...]
    registers: dict[Key, tuple[WordStep, ...]] = Field(default_factory=dict)
    """The scales of the registers, by name: likelihood and impact of a risk, how often a check is due …"""


class MarkingLevel(Data):
    """One level of a marking scheme; `rank` orders it, higher is more sensitive."""

    key: Key
    word: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z -]+$")]
    rank: int = Field(ge=0)
    portion: str | None = None
    """The letters of its portion mark: `R` for `(R)`."""


class MarkingScheme(Data):
    """A protective marking scheme: from `sealed_from` content is sealed, above `ceiling` it is refused."""

    key: Key
    name: Line
    levels: tuple[MarkingLevel, ...] = Field(min_length=2)
    sealed_from: Key
    ceiling: Key

    def level(self, key: str) -> MarkingLevel:
        """Return the level with `key`; KeyError where the scheme has none."""
        for level in self.levels:
            if level.key == key:
                return level
        raise KeyError(key)

    def is_sealed(self, key: str) -> bool:
        """Tell whether content of this level is sealed."""
        return self.level(key).rank >= self.level(self.sealed_from).rank

    def is_refused(self, key: str) -> bool:
        """Tell whether content of this level may not be held at all."""
        return self.level(key).rank > self.level(self.ceiling).rank


class DeliveryRequirement(Data):
    """A custodial delivery requirement of Annex C. Its level is negotiated: the pack holds none.

    `direction` and `interval` are our reading where Annex C prints none; `note` then says so.
    """

    id: Annotated[str, StringConstraints(pattern=r"^C[UR][0-9]{3}a?$")]
    heading: Line
    """The heading of the Directory of Services it stands under."""
    outcomes: tuple[Line, ...]
    measure: Line
    """In our words."""
    drivers: tuple[Line, ...] = Field(min_length=1)
    """What the source calls the driver, or objective."""
    comparator: Literal["at_least", "at_most", "less_than", "equal", "none_at_all", "agreed"]
    """As printed: "x%" alone is `agreed`, "less than x" `less_than`, "No Category A escapes" `none_at_all`."""
    comparator_as_printed: Line
    direction: Literal["higher_is_better", "lower_is_better"]
    unit: Line
    interval: Literal["month", "quarter", "year", "dated"]
    """`dated`: a result of an inspection, survey or audit, on its date."""
    sectors: tuple[Sector, ...] = (Sector.PUBLIC, Sector.PRIVATE)
    condition: Line | None = None
    """A condition of fact: "where the establishment is open"."""
    bears_on: tuple[IntentionRef, ...] = ()
    note: Line | None = None
    """What is odd, or left open, in the source's wording."""
    source: Source


class Expectation(Data):
    """One of the expectations NOMS has of all providers, declared in the establishment's statement."""

    key: Key
    title: Line
    says: Prose
    source: Source


class Characteristic(Data):
    """A need, or a protected characteristic: nine in Annex B, seven in 5(b), which adds five other needs."""

    key: Key
    kind: Literal["protected", "need", "circumstance"]
    word: Line
    in_annex_b: bool
    in_5b: bool
    as_annex_b_puts_it: Line | None = None
    as_5b_puts_it: Line | None = None
    related: tuple[Key, ...] = ()
    """Others of the list that say part of the same thing in other words."""
    note: Line | None = None
    source: Source


class PriorIntention(Data):
    """An intention of 2013-14 (Annex D) and what continues it in Annex A."""

    ref: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}[a-e]?$")]
    title: Line
    scope: Literal["community", "community_and_custody", "custody"]
    co_commissioned: bool = False
    countries: tuple[Country, ...]
    continued_in: tuple[IntentionRef, ...]
    note: Line | None = None
    source: Source


class CataloguePack(Data):
    """A whole pack, checked. `version` is `year.number`; a period pins one. The first marking scheme is the default."""

    name: Line
    version: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}\.[0-9]+$")]
    source_title: Line
    groups: tuple[Group, ...]
    intentions: tuple[Intention, ...]
    scales: Scales
    marking_schemes: tuple[MarkingScheme, ...]
    delivery_requirements: tuple[DeliveryRequirement, ...]
    ogrs_bands: tuple[OgrsBand, ...]
    targeted_services: tuple[WordStep, ...]
    index_offences: tuple[WordStep, ...]
    targeting_rules: tuple[TargetingRule, ...]
    expectations_note: Prose
    """To what the expectations apply, and what NOMS may ask because of them."""
    expectations: tuple[Expectation, ...]
    characteristics: tuple[Characteristic, ...]
    prior_intentions: tuple[PriorIntention, ...]

    def intention(self, ref: str) -> Intention:
        """Return the intention with this reference; KeyError where there is none."""
        for intention in self.intentions:
            if intention.ref == ref:
                return intention
        raise KeyError(ref)

    def item(self, ref: str) -> ChecklistItem:
        """Return the checklist item with this reference; KeyError where there is none."""
        for intention in self.intentions:
            for item in intention.items:
                if item.ref == ref:
                    return item
        raise KeyError(ref)

    def scheme(self, key: str) -> MarkingScheme:
        """Return the marking scheme with this key; KeyError where there is none."""
        for scheme in self.marking_schemes:
            if scheme.key == key:
                return scheme
        raise KeyError(key)
