"""A statement for the whole that its own answers gainsay has to name them."""

from __future__ import annotations

from dataclasses import replace

from app.domain.contradictions import exception_words, unstated
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Answer, Finding, Grade, Level, Result, Statement
from app.domain.release import ReturnFacts, release
from app.domain.statement_readiness import missing
from tests.unit.period_contents import builtin_pack, content_of, entry
from tests.unit.test_registers import TODAY

HEAVY = next(item.ref for item in builtin_pack().intention("1(f)").items if item.weight == 3)


def content(whole: Level, named: str = "", of_1f: Level = Level.LIMITED) -> PeriodContent:
    """Return a period whose 1(f) is stated at a level, and where a heavy item of it is not met."""
    statements = [
        entry(Statement(period_id="id-period", level=whole), wording="I am content.", cannot_assure=named),
        entry(Statement(period_id="id-period", intention_ref="1(f)", level=of_1f), wording="As found."),
    ]
    answers = [Entry(Answer(self_audit_id="id-audit", item_ref=HEAVY, result=Result.NOT_MET))]
    return replace(content_of(), statements=statements, answers=answers)


def test_lower_level_must_be_named() -> None:
    (found,) = unstated(content(Level.MODERATE))
    assert (found.intention, found.level, found.items) == ("1(f)", Level.LIMITED, (HEAVY,))
    assert unstated(content(Level.MODERATE, "Drugs, 1(f): see the exceptions.")) == ()


def test_heavy_item_not_met_gainsays_a_good_level_alone() -> None:
    assert [each.items for each in unstated(content(Level.SUBSTANTIAL, of_1f=Level.SUBSTANTIAL))] == [(HEAVY,)]
    assert unstated(content(Level.LIMITED)) == ()


def test_head_cannot_sign_before_it_is_stated() -> None:
    said = missing(content(Level.MODERATE), None, (), person_id="id-marlowe", on=TODAY, is_unlocked=True)
    assert any(sentence.startswith("The answers say otherwise in 1(f).") for sentence in said)


def test_return_states_it_whatever_the_words_say() -> None:
    released = release(content(Level.MODERATE, "1(f)"), ReturnFacts("EX/1", TODAY, 1))
    assert [each.intention for each in released.contradictions or ()] == ["1(f)"]


def test_major_finding_gainsays_a_good_level_and_a_withheld_one_says_nothing() -> None:
    before = replace(content(Level.MODERATE, of_1f=Level.MODERATE), answers=[])
    found = Entry(Finding(self_audit_id="id-audit", reference="F-7KQ2", grade=Grade.MAJOR))
    sealed = Entry(Finding(self_audit_id="id-audit", reference="F-9ZQ2", grade=Grade.MAJOR, sealed_id="id-sealed"))
    (said,) = unstated(replace(before, findings=[found, sealed]))
    assert (said.findings, said.level, said.items) == (("F-7KQ2",), None, ())
    assert unstated(replace(before, findings=[sealed])) == ()
    limited = replace(content(Level.LIMITED, of_1f=Level.LIMITED), findings=[found])
    assert unstated(limited) == ()


def test_answers_gainsay_from_two_levels_below_what_is_stated() -> None:
    light = [item.ref for item in builtin_pack().intention("1(f)").items if item.weight == 1][:1]
    for whole, suggested in ((Level.SUBSTANTIAL, Level.LIMITED), (Level.MODERATE, None)):
        half = [Entry(Answer(self_audit_id="id-audit", item_ref=ref, result=Result.PARTLY_MET)) for ref in light]
        found = unstated(replace(content(whole, of_1f=whole), answers=half))
        assert [each.suggested for each in found] == ([suggested] if suggested else [])


def test_words_name_each_exception() -> None:
    before = content(Level.SUBSTANTIAL)
    assert exception_words(before) == f"1(f): Limited assurance, {HEAVY} not met, the answers suggest Unsatisfactory."


def test_nothing_withheld_gainsays_the_whole_though_the_store_is_unlocked() -> None:
    before = content(Level.SUBSTANTIAL)
    answers = [Entry(each.record.model_copy(update={"sealed_id": "id-sealed"})) for each in before.answers]
    whole, stated = before.statements
    hidden = Entry(stated.record.model_copy(update={"sealed_id": "id-sealed"}), stated.texts)
    assert unstated(replace(before, answers=answers, statements=[whole, hidden])) == ()
