"""The targeting rules of 4(a): where rehabilitation, case management and risk management should go."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.domain.catalogue_terms import Data, Duty, Key, Line, Population, Prose, Source


class TargetingConditions(Data):
    """When a targeting rule speaks. Empty means "whatever it is"; a list means "any of these"."""

    ogrs_bands: tuple[Literal["low", "medium", "high", "very_high", "extremely_high"], ...] = ()
    index_offences: tuple[Key, ...] = ()
    """Kinds of offence, of the pack's own list: `violence`, `sex`, `robbery` …"""
    risk_of_serious_harm: tuple[Literal["low", "medium", "high", "very_high"], ...] = ()
    sexual_reconviction: tuple[Literal["low", "medium", "high", "very_high"], ...] = ()
    violent_reconviction: tuple[Literal["low", "medium", "high", "very_high"], ...] = ()
    indeterminate: bool | None = None
    populations: tuple[Population, ...] = ()
    services: tuple[Key, ...] = ()
    """Kinds of service, of the pack's own list: `cognitive_skills`, `restorative_justice` …"""
    sessions_from: int | None = Field(default=None, ge=1)
    sessions_below: int | None = Field(default=None, ge=1)
    facts: tuple[Line, ...] = ()
    """What else must be true and only a person can tell: "the victim is willing to take part"."""


class TargetingException(Data):
    """When a targeting rule does not hold although its conditions do."""

    says: Line
    when: TargetingConditions = TargetingConditions()


class TargetingRule(Data):
    """One rule of 4(a) i-vii on where rehabilitation, case management and risk management should go."""

    ref: Annotated[str, StringConstraints(pattern=r"^4a-(i|ii|iii|iv|v|vi|vii)-[a-z0-9-]+$")]
    paragraph: Literal["i", "ii", "iii", "iv", "v", "vi", "vii"]
    says: Prose
    """The rule in our words."""
    stance: Literal["principle", "require", "invest", "do_not_invest", "consider"]
    duty: Duty = Duty.EXPECTED
    when: TargetingConditions = TargetingConditions()
    unless: tuple[TargetingException, ...] = ()
    """The exceptions the source makes."""
    differs_from: Line | None = None
    """Where the source says something else about the same thing, and what: a person is to weigh it."""
    source: Source


class OgrsBand(Data):
    """A band of likelihood of any reconviction, in per cent, both ends included."""

    key: Literal["low", "medium", "high", "very_high", "extremely_high"]
    word: Line
    lowest: int = Field(ge=0, le=100)
    highest: int = Field(ge=0, le=100)
    about: Prose
    """Who is in the band, and what the source makes of it."""
    differs_from: Line | None = None
    source: Source
