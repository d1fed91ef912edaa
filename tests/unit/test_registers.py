"""The registers' declarations: what is refused at which field, and what is derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.domain.left_to_do import Task, ToDo, left_to_do
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Answer, Result
from app.domain.registers.checks import CHECKS, CHECKS_MADE, checks_on, rates_of, windows
from app.domain.registers.every import REGISTERS
from app.domain.registers.fields import FieldKind, RegisterRecord
from app.domain.registers.options import choice_faults, options_of
from app.domain.registers.outside import AUDITS, CLAUSES, PROGRAMMES
from app.domain.registers.provision import BEYOND, NEEDS, TARGETING
from app.domain.registers.register import Register, State
from app.domain.registers.requirements import REQUIREMENTS, RESULTS, is_met
from app.domain.registers.risks import RISKS
from app.domain.release import ReturnFacts, release
from app.domain.released_registers import ReleasedRegister
from tests.unit.period_contents import builtin_pack, content_of, entry, passages

TODAY = date(2014, 9, 22)


def made(register: Register, **columns: object) -> RegisterRecord:
    """Return an entry of the period."""
    return register.record_type.model_validate(
        {"period_id": "id-period", "reference": f"{register.letter}-7KQ2", **columns}
    )


def stands(record: RegisterRecord, register: Register, *others: RegisterRecord, today: date = TODAY) -> State | None:
    """Return how an entry stands beside others."""
    kinds: dict[str, list[Entry[RegisterRecord]]] = {}
    for each in (record, *others):
        kinds.setdefault(each.KIND, []).append(Entry(each))
    return register.state(record, replace(content_of(), registers=kinds).around(today))


def facts(record: RegisterRecord, register: Register, *others: RegisterRecord) -> Mapping[str, str]:
    """Return what is worked out of an entry."""
    kinds: dict[str, list[Entry[RegisterRecord]]] = {}
    for each in (record, *others):
        kinds.setdefault(each.KIND, []).append(Entry(each))
    around = replace(content_of(), registers=kinds).around(TODAY)
    return {each.key: each.work_out(record, around) for each in register.derived}


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_declaration_is_whole(register: Register) -> None:
    """Its choices are there, its first field names an entry, and a locked file can withhold one whole."""
    pack = builtin_pack()
    for field in register.fields:
        is_chosen = field.kind in (FieldKind.CHOICE, FieldKind.CHOICES)
        assert bool(options_of(pack, field.options)) is is_chosen, field.key
        assert (field.kind is FieldKind.PARENT) is bool(field.parent), field.key
    assert not any(
        register.record_type.model_fields[each.key].is_required() for each in register.fields if not each.is_words
    )
    assert register.is_standing is any(field.key == "closed_on" for field in register.fields)


@pytest.mark.parametrize(
    ("register", "columns", "field"),
    [
        (RISKS, {"intention_ref": "1(d)", "appetite": 26}, "appetite"),
        (RISKS, {"intention_ref": "1(d)", "opened_on": "2014-07-02", "review_by": "2014-07-01"}, "review_by"),
        (RISKS, {"intention_ref": "1(d)", "residual_impact": "major"}, "residual_likelihood"),
        (RISKS, {}, "intention"),
        (CHECKS, {"frequency": "daily", "starts": "2014-07-02", "closed_on": "2014-07-01"}, "closed_on"),
        (CHECKS, {"starts": "2014-07-02"}, "frequency"),
        (CHECKS_MADE, {"check_id": "c", "checked_on": "2014-07-02", "cases": 5, "exceptions": 6}, "exceptions"),
        (CHECKS_MADE, {"check_id": "c", "checked_on": "2014-07-02", "exceptions": 0}, "cases"),
        (CHECKS_MADE, {"check_id": "c", "checked_on": "2014-07-02", "exceptions": 3}, "cases"),
        (REQUIREMENTS, {"requirement": "CU016", "target": "10"}, "comparator"),
        (REQUIREMENTS, {"requirement": "CU016", "comparator": "at_most"}, "target"),
        (REQUIREMENTS, {"requirement": "CU016", "comparator": "at_most", "target": "-1"}, "target"),
        (
            REQUIREMENTS,
            {"requirement": "CU016", "comparator": "at_most", "target": "9", "not_in_sla": True},
            "not_in_sla",
        ),
        (RESULTS, {"requirement_id": "d", "starts": "2014-07-31", "ends": "2014-07-01", "actual": "9"}, "ends"),
        (AUDITS, {"body": "hmip", "visited_on": "2014-07-02", "reply_due": "2014-07-01"}, "reply_due"),
        (PROGRAMMES, {"started": 3, "actual": 4}, "actual"),
        (PROGRAMMES, {"starts": "2014-07-02", "ends": "2014-07-01"}, "ends"),
        (TARGETING, {"services": "cognitive_skills", "decision": "stop"}, "stops_on"),
        (BEYOND, {"decision": "stop"}, "stops_on"),
    ],
)
def test_bad_input_is_named_at_its_field(register: Register, columns: dict[str, object], field: str) -> None:
    written = frozenset(each.key for each in register.fields if each.is_words)
    assert list(register.faults(made(register, **columns), written)) == [field]


def test_missing_words_are_named() -> None:
    assert list(NEEDS.faults(made(NEEDS, need="race"), frozenset())) == ["service"]


def test_choices_and_links_are_held_against_the_catalogue() -> None:
    pack = builtin_pack()
    known = made(CLAUSES, links="1d-01 1(d) CU006")
    assert choice_faults(CLAUSES, known, pack) == {}
    assert list(choice_faults(CLAUSES, made(CLAUSES, links="9z-01"), pack)) == ["links"]
    assert list(choice_faults(RISKS, made(RISKS, inherent_impact="awful"), pack)) == ["inherent_impact"]


def test_risk_is_scored_on_the_scale_and_held_against_appetite() -> None:
    risk = made(RISKS, residual_likelihood="likely", residual_impact="moderate", appetite=11)
    assert facts(risk, RISKS)["residual_score"] == "12"
    assert stands(risk, RISKS) == State("Above appetite", "decide")
    assert stands(risk.model_copy(update={"appetite": 12}), RISKS) == State("Within appetite", "passed")
    late = risk.model_copy(update={"review_by": date(2014, 9, 20)})
    assert stands(late, RISKS) == State("Review overdue", "overdue", True, 2)
    assert stands(late.model_copy(update={"closed_on": date(2014, 9, 1)}), RISKS) == State("Closed", "not_applicable")


def test_windows_are_days_weeks_from_monday_months_and_quarters() -> None:
    first, last = date(2014, 7, 30), date(2014, 10, 2)
    assert [w.first.isoformat() for w in windows("monthly", first, last)] == [
        "2014-07-30",
        "2014-08-01",
        "2014-09-01",
        "2014-10-01",
    ]
    assert [w.last.isoformat() for w in windows("quarterly", first, last)] == ["2014-09-30", "2014-12-31"]
    assert [w.last.isoformat() for w in windows("weekly", first, date(2014, 8, 4))] == ["2014-08-03", "2014-08-10"]
    assert len(list(windows("daily", first, last))) == 65
    assert list(windows("ad_hoc", first, last)) == []


def test_check_says_what_is_due_done_and_missed() -> None:
    weekly = made(CHECKS, id="c", frequency="weekly", starts="2014-09-01")

    def check(day: str, cases: int = 5, exceptions: int = 0) -> RegisterRecord:
        return made(CHECKS_MADE, check_id="c", checked_on=day, cases=cases, exceptions=exceptions)

    first, second, third = check("2014-09-03"), check("2014-09-10", exceptions=1), check("2014-09-17")
    assert stands(weekly, CHECKS, first, second, third) == State("Due today", "decide", True)
    assert stands(weekly, CHECKS, first, second) == State("Missed", "overdue", True, 1)
    assert stands(weekly, CHECKS, first, third, check("2014-09-22")) == State("Missed in the period", "decide")
    assert stands(weekly, CHECKS, first, second, third, check("2014-09-22")) == State("Done", "passed")
    assert facts(weekly, CHECKS, first, second) == {"kept": "2 of 3", "rate": "90% of 10 cases"}


def test_checks_are_evidence_of_what_they_bear_on_with_their_rates() -> None:
    check = entry(made(CHECKS, id="c", frequency="weekly", starts="2014-09-01", links="1(f) 1d-02"), title="Keys")
    found = Entry(made(CHECKS_MADE, check_id="c", checked_on="2014-09-03", cases=20, exceptions=1))
    content = replace(content_of(), registers={"check_schedule": [check], "check_made": [found]})
    assert [list(checks_on(content, ref)) for ref in ("1f-01", "1d-02", "1d-01")] == [[check], [check], []]
    assert rates_of(check.record, content.around(TODAY)) == "Kept 1 of 3, 95% of 20 cases right"
    assert rates_of(made(CHECKS, id="n", frequency="ad_hoc"), content.around(TODAY)) == "0 made"
    hidden = Entry(made(CHECKS, links="1(f)", sealed_id="sealed"))
    assert list(checks_on(replace(content, registers={"check_schedule": [hidden]}), "1f-01")) == []


@pytest.mark.parametrize(
    ("comparator", "target", "actual", "met"),
    [
        ("at_least", 85, "85", True), ("at_least", 85, "84.9", False),
        ("at_most", 8, "8", True), ("at_most", 8, "8.1", False),
        ("less_than", 8, "8", False), ("less_than", 8, "7.99", True),
        ("equal", 8, "8.0", True), ("equal", 8, "7", False),
        ("none_at_all", 0, "0", True), ("none_at_all", 0, "1", False),
    ],
)  # fmt: skip
def test_comparators_decide_as_printed(comparator: str, target: int, actual: str, met: bool) -> None:
    assert is_met(comparator, Decimal(target), Decimal(actual)) is met


def test_requirement_says_met_trend_and_how_often() -> None:
    wanted = made(
        REQUIREMENTS, id="d", requirement="CU016", comparator="at_most", target="10", direction="lower_is_better"
    )
    july = made(RESULTS, requirement_id="d", ends="2014-07-31", actual="12")
    august = made(RESULTS, requirement_id="d", ends="2014-08-31", actual="9.50")
    assert stands(wanted, REQUIREMENTS, july) == State("Not met", "not_met")
    assert stands(wanted, REQUIREMENTS, july, august) == State("Met", "met")
    told = facts(wanted, REQUIREMENTS, july, august)
    assert (told["actual"], told["held"], told["trend"]) == ("9.5", "1 of 2", "Better: 12, then 9.5")
    assert stands(wanted, REQUIREMENTS) == State("No result", "not_answered")
    assert stands(wanted, REQUIREMENTS, today=date(2014, 10, 20)) == State("No result", "overdue", True)
    outside = made(REQUIREMENTS, requirement="CU003", not_in_sla=True)
    assert stands(outside, REQUIREMENTS) == State("Not in our SLA", "not_applicable")


def test_clause_says_what_assures_it() -> None:
    bare = made(CLAUSES, links="1(d)")
    assert stands(bare, CLAUSES) == State("Assured by nothing", "decide", True)
    tested = made(CLAUSES, links="1d-01")
    assert stands(tested, CLAUSES) == State("Not tested", "waiting")
    answer = Entry(Answer(self_audit_id="id-audit", item_ref="1d-01", result=Result.NOT_MET))
    around = replace(content_of(), answers=[answer]).around(TODAY)
    assert CLAUSES.state(tested, around) == State("Exceptions found", "not_met")
    assert CLAUSES.derived[0].work_out(tested, around) == "1d-01 Not met"


def test_what_registers_want_is_left_to_do() -> None:
    content = replace(
        content_of(), registers={"beyond_minimum": [entry(made(BEYOND, id="b"), title="A second family day")]}
    )
    (todo,) = (each for each in left_to_do(content, TODAY) if each.task is Task.REGISTER_DUE)
    assert (todo.record_id, todo.word) == ("b", "To decide")


def released(content: PeriodContent, key: str) -> ReleasedRegister:
    """Return what leaves of one register."""
    registers = release(content, ReturnFacts("EX/1", TODAY, 1)).registers or ()
    return next(each for each in registers if each.key == key)


def test_what_nobody_recorded_is_said_in_the_return() -> None:
    begun = entry(made(REQUIREMENTS, requirement="CU016", reference="D-7KQ2"))
    content = replace(content_of(), registers={"delivery_requirement": [begun]})
    entries = released(content, "requirements").entries
    assert len(entries) == 33
    assert [each.state for each in entries if each.reference] == ["No result"]
    first = entries[1]
    assert (first.reference, first.state, first.needs_action) == ("", "Not recorded", True)
    assert {fact.key: fact.word or fact.refs for fact in first.facts}["bears_on"] == ("2(a)", "6(e)")
    assert released(content, "risks").entries == ()
    hidden = Entry(made(REQUIREMENTS, sealed_id="sealed"))
    withheld = released(replace(content, registers={"delivery_requirement": [begun, hidden]}), "requirements")
    assert withheld.withheld == ("All",)
    assert {each.state for each in withheld.entries if not each.reference} == {"Not recorded, or withheld"}


def test_withheld_entry_leaves_a_place_and_nothing_else() -> None:
    shown = entry(made(RISKS, id="r", intention_ref="1(d)"), title="Too few staff")
    hidden = Entry(made(RISKS, id="s", intention_ref="1(e)", sealed_id="sealed"))
    register = released(replace(content_of(), registers={"risk": [shown, hidden]}), "risks")
    assert [each.reference for each in register.entries] == ["R-7KQ2"]
    assert register.withheld == ("1(e)",)


def test_link_to_a_withheld_answer_does_not_leave() -> None:
    clause = Entry(
        made(CLAUSES, links="1d-01 CU006"), {"clause": passages("3.1"), "requirement": passages("Held securely.")}
    )
    answer = Entry(Answer(self_audit_id="id-audit", item_ref="1d-01", sealed_id="sealed"))
    register = released(replace(content_of(), registers={"clause": [clause]}, answers=[answer]), "clauses")
    fact = register.entries[0].fact("links")
    assert fact is not None
    assert fact.refs == ("CU006",)


def test_requirements_without_an_entry_are_left_to_do_once_the_period_is_over() -> None:
    content = content_of()
    ends = content.period.record.ends

    def left(today: date) -> list[ToDo]:
        todos = left_to_do(content, today)
        return [todo for todo in todos if todo.task is Task.REGISTER_DUE and todo.word == "To fill in"]

    assert left(ends) == []
    late = left(ends + timedelta(days=2))
    assert (len(late), late[0].days_overdue, late[0].record_id) == (33, 2, "delivery_requirement:CU001")
