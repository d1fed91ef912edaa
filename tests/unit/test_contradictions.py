"""A statement for the whole that its own answers gainsay has to name them."""

from __future__ import annotations

from dataclasses import replace

from app.domain.contradictions import unstated
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Answer, Level, Result, Statement
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
