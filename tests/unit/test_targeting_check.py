"""The checker of 4(a): every rule of i to vii speaks where its conditions are met, and as its stance says."""

from __future__ import annotations

from functools import partial

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
    if rule.stance in ("principle", "consider") or rule.when.facts or rule.differs_from:
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
