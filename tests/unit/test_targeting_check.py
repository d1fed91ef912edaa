"""The checker of 4(a): every rule of i to vii speaks where its conditions are met, and as its stance says."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from app.domain.targeting import TargetingException, TargetingRule
from app.domain.targeting_check import Provision, Verdict, check_provision, check_rule, stands
from tests.unit.period_contents import builtin_pack

RULES = builtin_pack().targeting_rules


def provision_for(rule: TargetingRule) -> Provision:
    """Return a provision that meets every condition of a rule, and no more."""
    when = rule.when
    sessions = when.sessions_from or (when.sessions_below - 1 if when.sessions_below else None)
    return Provision(
        services=when.services,
        bands=when.ogrs_bands,
        offences=when.index_offences,
        serious_harm=when.risk_of_serious_harm,
        sexual=when.sexual_reconviction,
        violent=when.violent_reconviction,
        indeterminate=when.indeterminate,
        sessions=sessions,
        populations=when.populations,
    )


def leaves_open(rule: TargetingRule, exception: TargetingException) -> bool:
    """Tell whether an exception turns on a fact, or on something of which the rule itself says nothing."""
    named = exception.when.model_dump(exclude_defaults=True).keys()
    return bool(exception.when.facts) or not named <= rule.when.model_dump(exclude_defaults=True).keys()


def expected(rule: TargetingRule) -> Verdict:
    """Return what a rule is to say where it is met in full, by its stance and what it leaves to a person."""
    if rule.stance in ("principle", "consider") or rule.when.facts:
        return Verdict.JUDGEMENT
    if rule.differs_from and not (rule.stance == "do_not_invest" and rule.unless):
        return Verdict.JUDGEMENT
    if rule.stance == "do_not_invest":
        return Verdict.JUDGEMENT if any(map(partial(leaves_open, rule), rule.unless)) else Verdict.CONFLICTS
    is_told = rule.when.model_dump(exclude={"services"}, exclude_defaults=True)
    return Verdict.FITS if is_told else Verdict.JUDGEMENT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ref)
def test_rule_speaks_where_its_conditions_are_met(rule: TargetingRule) -> None:
    found = check_rule(rule, provision_for(rule))
    assert found is not None
    assert found.verdict is expected(rule)
    assert rule.says in found.words
    assert f"({rule.source.reference}, {rule.source.place})" in found.words
    assert rule.differs_from is None or rule.differs_from in found.words


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.when.services], ids=lambda rule: rule.ref)
def test_rule_is_silent_on_another_service(rule: TargetingRule) -> None:
    assert check_rule(rule, Provision(services=("another",))) is None


def check(**said: object) -> dict[str, Verdict]:
    """Return the verdicts on a provision by rule."""
    return {each.rule.ref: each.verdict for each in check_provision(Provision(**said), builtin_pack())}  # type: ignore[arg-type]  # plain words


def test_cognitive_skills_for_the_highest_band_conflict() -> None:
    found = check_provision(
        Provision(("cognitive_skills",), ("extremely_high",), ("violence",), indeterminate=False), builtin_pack()
    )
    first = found[0]
    assert (first.rule.ref, first.verdict) == ("4a-vii-extremely-high-5", Verdict.CONFLICTS)
    assert "(4(a) vii, Table, extremely high, do not invest, 5)" in first.words
    assert stands(found) is Verdict.CONFLICTS


def test_part_of_those_served_is_named_where_a_rule_speaks_of_it_alone() -> None:
    found = check_provision(
        Provision(("cognitive_skills",), ("high", "extremely_high"), ("violence",), indeterminate=False), builtin_pack()
    )
    assert found[0].of == ("extremely_high",)
    assert "This concerns: extremely high." in found[0].words


def test_both_are_shown_where_the_source_differs_with_itself() -> None:
    found = check(services=("restorative_justice",), bands=("very_high",), offences=("violence",), indeterminate=False)
    assert found["4a-vii-high-5-very-high"] is Verdict.JUDGEMENT
    (rule,) = (each for each in RULES if each.ref == "4a-vii-high-5-very-high")
    assert "6(b)" in (rule.differs_from or "")


def test_exception_that_holds_for_all_lifts_a_conflict() -> None:
    said = {"services": ("risk_management_intensive",), "bands": ("medium",), "indeterminate": False}
    assert check(**said, serious_harm=("low",))["4a-vii-medium-6"] is Verdict.CONFLICTS
    assert check(**said, serious_harm=("high",))["4a-vii-medium-6"] is Verdict.FITS
    assert check(**said, serious_harm=("low", "high"))["4a-vii-medium-6"] is Verdict.CONFLICTS
    assert check(**said)["4a-vii-medium-6"] is Verdict.JUDGEMENT


def test_what_was_not_said_is_left_to_a_person() -> None:
    assert check(services=("cognitive_skills",))["4a-vii-extremely-high-5"] is Verdict.JUDGEMENT


def test_service_of_which_no_rule_speaks_needs_judgement() -> None:
    found = check_provision(Provision(services=("another",)), builtin_pack())
    assert [each.rule.ref for each in found] == ["4a-i-assessed"]
    assert stands(found) is Verdict.JUDGEMENT


CASES = {
    "thinking skills for burglars of the low band": (
        "conflicts", "cognitive_skills", {"bands": ("low",), "offences": ("acquisitive",), "sessions": 21},
    ),
    "thinking skills for robbers of the high band": (
        "conflicts", "cognitive_skills", {"bands": ("high",), "offences": ("robbery",)},
    ),
    "thinking skills for violence of the high band, where a need decides": (
        "needs_judgement", "cognitive_skills", {"bands": ("high",), "offences": ("violence",)},
    ),
    "intensive case management for thieves of the low band": (
        "conflicts", "case_management_intensive", {"bands": ("low",), "offences": ("acquisitive",)},
    ),
    "the same for sexual offenders at high sexual risk": (
        "needs_judgement", "case_management_intensive", {"bands": ("low",), "offences": ("sex",), "sexual": ("high",)},
    ),
    "the same for robbers of the very high band": (
        "fits", "case_management_intensive", {"bands": ("very_high",), "offences": ("robbery",)},
    ),
    "intensive risk management of the low band at high and very high harm": (
        "needs_judgement", "risk_management_intensive",
        {"bands": ("low",), "offences": ("drugs",), "serious_harm": ("high", "very_high")},
    ),
    "the same at high and medium harm": (
        "conflicts", "risk_management_intensive",
        {"bands": ("low",), "offences": ("drugs",), "serious_harm": ("medium", "high")},
    ),
    "the longest sexual programme at low sexual risk": (
        "conflicts", "sex_offender_extended", {"bands": ("medium",), "offences": ("sex",), "sexual": ("low",)},
    ),
    "a core sexual programme at low sexual risk, where disability decides": (
        "needs_judgement", "sex_offender_core", {"bands": ("medium",), "offences": ("sex",), "sexual": ("low",)},
    ),
    "the same after a sexual homicide": (
        "fits", "sex_offender_core", {"bands": ("high",), "offences": ("sexual_homicide",), "sexual": ("low",)},
    ),
    "the same for women, of whom no predictor tells": (
        "needs_judgement", "sex_offender_core",
        {"bands": ("high",), "offences": ("sex",), "sexual": ("medium",), "populations": ("women",)},
    ),
    "80 sessions for the medium band": (
        "conflicts", "rehabilitative_service", {"bands": ("medium",), "offences": ("drugs",), "sessions": 80},
    ),
    "42 sessions, which may pass for about 40": (
        "needs_judgement", "rehabilitative_service", {"bands": ("medium",), "offences": ("drugs",), "sessions": 42},
    ),
    "restorative justice for the low band": (
        "conflicts", "restorative_justice", {"bands": ("low",), "offences": ("violence",)},
    ),
    "the longest violence programme at high violence risk though OGRS is low": (
        "needs_judgement", "violence_programme_intensive",
        {"bands": ("low",), "offences": ("violence",), "violent": ("high",), "sessions": 60},
    ),
    "the same at medium violence risk": (
        "conflicts", "violence_programme_intensive",
        {"bands": ("high",), "offences": ("violence",), "violent": ("medium",), "sessions": 60},
    ),
}  # fmt: skip
"""Made by hand from the source: the verdict on a service, and for whom it is."""


@pytest.mark.parametrize(("verdict", "service", "said"), CASES.values(), ids=CASES.keys())
def test_provision_comes_to_what_the_source_says_of_it(verdict: str, service: str, said: dict[str, Any]) -> None:
    whole: dict[str, Any] = {"populations": ("men",), "indeterminate": False} | said
    assert stands(check_provision(Provision(services=(service,), **whole), builtin_pack())).value == verdict


def test_difference_of_the_source_is_not_held_out_where_it_conflicts_plainly() -> None:
    found = check_provision(
        Provision(("cognitive_skills",), ("low",), ("acquisitive",), indeterminate=False), builtin_pack()
    )
    assert found[0].verdict is Verdict.CONFLICTS
    assert "differs with itself" not in found[0].words


def test_only_exceptions_that_may_hold_are_held_out() -> None:
    found = check_provision(Provision(("cognitive_skills",), ("low",), ("violence",)), builtin_pack())
    (words,) = (each.words for each in found if each.rule.ref == "4a-vii-low-3")
    assert "Unless paragraph vi allows it" in words
    assert "sexual homicide" not in words
