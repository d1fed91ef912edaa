"""Holds what is run, and for whom, against the targeting rules of 4(a).

A provision names groups: several bands, several offences. A rule speaks of it where each of its conditions is met by
some of those named, and its exceptions are looked for among these alone. Where a condition is not said of the
provision, where only a person can tell a fact, or where the source differs with itself, the matter is left to a person,
and all that bears on it is shown. A prohibition whose exceptions say where the source differs is left to a person only
where one of them holds or may hold: elsewhere the source is plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.catalogue import CataloguePack
    from app.domain.targeting import TargetingConditions, TargetingException, TargetingRule

_GENERAL = "4a-i-assessed"
"""The principle that is left where no rule speaks of a service."""


class Verdict(StrEnum):
    """What a rule says of a provision."""

    CONFLICTS = "conflicts"
    JUDGEMENT = "needs_judgement"
    FITS = "fits"


class _Match(StrEnum):
    """How far conditions are met: for none, for all or some of those named, or it is not said."""

    NO = "no"
    YES = "yes"
    SOME = "some"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Provision:
    """What is run and for whom; an empty tuple, or None, is what was not said."""

    services: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    serious_harm: tuple[str, ...] = ()
    sexual: tuple[str, ...] = ()
    violent: tuple[str, ...] = ()
    indeterminate: bool | None = None
    sessions: int | None = None
    populations: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetingFinding:
    """What one rule says of a provision, with its place in the source."""

    rule: TargetingRule
    verdict: Verdict
    of: tuple[str, ...] = ()
    """Those of the provision's bands and offences that the rule speaks of, where it does not speak of all."""
    unless: tuple[str, ...] = ()
    """The rule's exceptions that hold or may hold for some of those it speaks of."""

    @property
    def words(self) -> str:
        """The rule, its place, and whatever a person has to weigh."""
        source = self.rule.source
        said = [f"{self.rule.says} ({source.reference}, {source.place})"]
        if self.of:
            said.append(f"This concerns: {', '.join(each.replace('_', ' ') for each in self.of)}.")
        if self.rule.differs_from and self.verdict is not Verdict.CONFLICTS:
            said.append(f"The source differs with itself: {self.rule.differs_from}")
        if self.verdict is Verdict.JUDGEMENT:
            said += [f"To be judged: whether {fact}." for fact in self.rule.when.facts]
            said += [f"Unless {exception}." for exception in self.unless]
        return " ".join(said)

    @property
    def is_specific(self) -> bool:
        """Tell whether the rule says more than of which service it speaks."""
        return self.rule.stance != "principle" and _is_told(self.rule.when)


def check_provision(provision: Provision, pack: CataloguePack) -> tuple[TargetingFinding, ...]:
    """Return what the rules say of a provision: conflicts, then what needs judgement, then what fits."""
    found = [
        finding
        for rule in pack.targeting_rules
        if rule.when.services and (finding := check_rule(rule, provision)) is not None
    ]
    if not found:
        found = [TargetingFinding(rule, Verdict.JUDGEMENT) for rule in pack.targeting_rules if rule.ref == _GENERAL]
    return tuple(sorted(found, key=lambda each: list(Verdict).index(each.verdict)))


def stands(findings: Sequence[TargetingFinding]) -> Verdict:
    """Return what all findings come to: the gravest of those that say more than of which service they speak."""
    weighed = [each.verdict for each in findings if each.is_specific] or [each.verdict for each in findings]
    return min(weighed, key=list(Verdict).index, default=Verdict.JUDGEMENT)


def check_rule(rule: TargetingRule, provision: Provision) -> TargetingFinding | None:
    """Return what a rule says of a provision; None where it does not speak of it."""
    matches = list(_matches(rule.when, provision))
    if _Match.NO in matches:
        return None
    part = _spoken_of(rule.when, provision)
    unless = tuple(each.says for each in rule.unless if _Match.NO not in _matches(each.when, part))
    return TargetingFinding(rule, _verdict(rule, part, matches), _part(rule.when, provision), unless)


def _verdict(rule: TargetingRule, provision: Provision, matches: Sequence[_Match]) -> Verdict:
    if rule.stance == "principle" or _Match.UNSAID in matches or rule.when.facts:
        return Verdict.JUDGEMENT
    if rule.stance == "do_not_invest" and rule.unless:
        return _verdict_with_exceptions(rule, provision)
    if rule.differs_from is not None:
        return Verdict.JUDGEMENT
    if rule.stance == "do_not_invest":
        return Verdict.CONFLICTS
    return Verdict.FITS if rule.stance != "consider" and _is_told(rule.when) else Verdict.JUDGEMENT


def _verdict_with_exceptions(rule: TargetingRule, provision: Provision) -> Verdict:
    if any(_is_excepted(exception, provision) for exception in rule.unless):
        return Verdict.JUDGEMENT if rule.differs_from else Verdict.FITS
    return Verdict.JUDGEMENT if any(_may_be(exception, provision) for exception in rule.unless) else Verdict.CONFLICTS


def _spoken_of(when: TargetingConditions, provision: Provision) -> Provision:
    """Return the part of a provision of which a rule speaks."""
    return replace(
        provision,
        services=_kept(when.services, provision.services),
        bands=_kept(when.ogrs_bands, provision.bands),
        offences=_kept(when.index_offences, provision.offences),
        serious_harm=_kept(when.risk_of_serious_harm, provision.serious_harm),
        sexual=_kept(when.sexual_reconviction, provision.sexual),
        violent=_kept(when.violent_reconviction, provision.violent),
        populations=_kept(when.populations, provision.populations),
    )


def _kept(wanted: Sequence[str], named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in named if not wanted or each in wanted)


def _is_told(when: TargetingConditions) -> bool:
    """Tell whether figures and lists alone say that a rule is kept: of a proportion they cannot."""
    return bool(when.model_dump(exclude={"services"}, exclude_defaults=True))


def _is_excepted(exception: TargetingException, provision: Provision) -> bool:
    return not exception.when.facts and all(match is _Match.YES for match in _matches(exception.when, provision))


def _may_be(exception: TargetingException, provision: Provision) -> bool:
    """Tell whether an exception may hold for all: a fact of it, or what was not said, decides."""
    matches = set(_matches(exception.when, provision))
    is_open = bool(exception.when.facts) or _Match.UNSAID in matches
    return is_open and _Match.NO not in matches


def _matches(when: TargetingConditions, provision: Provision) -> Iterator[_Match]:
    pairs: tuple[tuple[Sequence[str], tuple[str, ...]], ...] = (
        (when.ogrs_bands, provision.bands),
        (when.index_offences, provision.offences),
        (when.risk_of_serious_harm, provision.serious_harm),
        (when.sexual_reconviction, provision.sexual),
        (when.violent_reconviction, provision.violent),
        (when.populations, provision.populations),
    )
    if when.services:
        yield _Match.YES if set(when.services) & set(provision.services) else _Match.NO
    for wanted, named in pairs:
        if wanted:
            yield _match(wanted, named)
    if when.indeterminate is not None:
        yield _exact(provision.indeterminate, when.indeterminate)
    if when.sessions_from is not None or when.sessions_below is not None:
        yield _in_range(provision.sessions, when.sessions_from, when.sessions_below)


def _match(wanted: Sequence[str], named: Sequence[str]) -> _Match:
    if not named:
        return _Match.UNSAID
    met = set(wanted) & set(named)
    if not met:
        return _Match.NO
    return _Match.YES if met == set(named) else _Match.SOME


def _exact(said: bool | None, wanted: bool) -> _Match:
    if said is None:
        return _Match.UNSAID
    return _Match.YES if said is wanted else _Match.NO


def _in_range(sessions: int | None, least: int | None, below: int | None) -> _Match:
    if sessions is None:
        return _Match.UNSAID
    is_in = (least is None or sessions >= least) and (below is None or sessions < below)
    return _Match.YES if is_in else _Match.NO


def _part(when: TargetingConditions, provision: Provision) -> tuple[str, ...]:
    parts: list[str] = []
    for wanted, named in ((when.ogrs_bands, provision.bands), (when.index_offences, provision.offences)):
        if wanted and set(named) - set(wanted):
            parts += [each for each in named if each in wanted]
    return tuple(parts)
