"""Where a statement stands: its score, its signer, and what is missing before it is signed off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.content_counts import counts_of, score_of
from app.domain.period_content import PeriodContent
from app.domain.reading import readings
from app.domain.record import Entry
from app.domain.records import Answer, Declaration, Level, PlannedItem, Result, SignOff, Statement
from app.domain.release import ReturnFacts, release
from app.domain.statement_readiness import changed_since, missing, signer_of, waits_for
from app.domain.text import Passage
from tests.unit.period_contents import content_of, entry
from tests.unit.test_reading import answered

ON = date(2014, 10, 20)
REFS = [item.ref for item in content_of().items_of(content_of().pack.intention("1(f)"))]


def stated(intention_ref: str | None = "1(f)", wording: str = "I have assurance.") -> Entry[Statement]:
    record = Statement(period_id="id-period", intention_ref=intention_ref, level=Level.MODERATE)
    return replace(entry(record, wording=wording), revision_id=f"r-{record.id}")


def signed(statement: Entry[Statement], day: int = 20) -> Entry[SignOff]:
    assert statement.revision_id
    return Entry(
        SignOff(
            statement_id=statement.record.id,
            revision_id=statement.revision_id,
            person_id="id-marlowe",
            post_id="id-governor",
            signed_at=datetime(2014, 10, day, tzinfo=UTC),
        )
    )


def faults(content: PeriodContent, ref: str | None = "1(f)", *read: str, person: str = "id-marlowe") -> str:
    return " ".join(missing(content, ref, read, person_id=person, on=ON, is_unlocked=False))


ANSWERS = st.dictionaries(
    st.sampled_from(REFS), st.tuples(st.sampled_from([*Result, None]), st.booleans(), st.booleans()), max_size=9
)


@given(ANSWERS, st.sets(st.sampled_from(REFS)))
def test_score_and_counts_are_those_that_the_return_prints(
    given_answers: dict[str, tuple[Result | None, bool, bool]], not_due: set[str]
) -> None:
    answers = [
        Entry(
            Answer(self_audit_id="id-audit", item_ref=ref, result=result, sealed_id="s" if is_sealed else None),
            entry(Answer(self_audit_id="", item_ref=""), narrative="Seen." if has_words else "").texts,
        )
        for ref, (result, is_sealed, has_words) in given_answers.items()
    ]
    planned = [Entry(PlannedItem(period_id="id-period", item_ref=ref, is_due=False)) for ref in not_due]
    content = replace(content_of(), answers=answers, planned_items=planned)
    released = release(content, ReturnFacts(number="CVL/2014-15-Q2/1", made_on=ON, signers_required=1))
    intention = released.intention("1(f)")
    assert intention is not None
    assert (score_of(content, "1(f)"), counts_of(content, "1(f)")) == (intention.score, intention.counts)
    assert (score_of(content, None), counts_of(content, None)) == (released.score, released.counts)


def test_sealed_answers_count_by_their_result_where_that_is_asked_for() -> None:
    answers = [answered("1f-01", Result.MET), answered("1f-02", Result.NOT_MET, sealed_id="s")]
    content = replace(content_of(), answers=answers)
    released, whole = score_of(content, "1(f)"), score_of(content, "1(f)", with_sealed=True)
    assert (released.value, released.counted, released.withheld) == (100, 1, 1)
    assert whole.value is not None
    assert whole.value < 100
    assert (whole.counted, whole.withheld) == (2, 0)


def test_nothing_is_missing_when_level_wording_and_signer_are_there() -> None:
    assert faults(replace(content_of(), statements=[stated()])) == ""


def test_level_and_wording_are_missing_when_nothing_was_written() -> None:
    assert "No assurance level" in faults(content_of())
    assert "no wording" in faults(replace(content_of(), statements=[stated(wording="")]))


def test_exceptions_are_missing_until_each_was_read() -> None:
    answers = [answered("1f-01", Result.NOT_MET), answered("1f-02", Result.PARTLY_MET)]
    content = replace(content_of(), statements=[stated()], answers=answers)
    keys = [reading.key for reading in readings(content, "1(f)", is_unlocked=False)]
    assert faults(content) == "2 exceptions are still to be read."
    assert faults(content, "1(f)", keys[0]) == "1 exception is still to be read."
    assert faults(content, "1(f)", *keys) == ""


def test_sealed_answer_is_to_be_unlocked_and_read() -> None:
    answers = [answered("1f-01", Result.MET, sealed_id="s")]
    content = replace(content_of(), statements=[stated()], answers=answers)
    assert faults(content) == "1 sealed item is still to be read. Unlock the sealed store to read it."


def test_sealed_statement_is_to_be_unlocked_and_read_before_it_is_signed() -> None:
    passage = Passage(content=None, marking="restricted", is_sealed=True, sealed_id="x")
    partly = stated().with_text("cannot_assure", (passage,))
    whole = Entry(Statement(period_id="id-period", intention_ref="1(f)", sealed_id="s"), {}, "r")
    for statement in (partly, whole):
        content = replace(content_of(), statements=[statement])
        assert faults(content).startswith("Something in the statement is sealed. Unlock")


@pytest.mark.parametrize("person", ["id-other", ""])
def test_only_the_holder_of_the_post_signs_off(person: str) -> None:
    assert "you work here as someone else" in faults(replace(content_of(), statements=[stated()]), person=person)


def test_nobody_signs_off_when_the_post_is_vacant() -> None:
    content = replace(content_of(), statements=[stated()], holdings=[])
    assert "Nobody holds the post" in faults(content)
    signer = signer_of(content, "1(f)", ON)
    assert signer is not None
    assert signer.person is None


def test_establishment_waits_for_intentions_begun_and_for_every_declaration() -> None:
    of_intention = stated()
    content = replace(content_of(), statements=[of_intention, stated(None)])
    assert waits_for(content) == ("1(f)",)
    assert "1 statement is still to be signed off: 1(f)." in faults(content, None)
    assert "10 expectations are still to be declared on." in faults(content, None)
    declared = [
        Entry(Declaration(period_id="id-period", expectation_key=expectation.key, is_declared=True))
        for expectation in content.pack.expectations
    ]
    ready = replace(content, sign_offs=[signed(of_intention)], declarations=declared)
    assert waits_for(ready) == ()
    assert faults(ready, None) == ""


def test_statements_changed_or_signed_off_after_the_heads_are_named() -> None:
    before, again, changed = stated("1(a)"), stated("1(b)"), stated("1(c)")
    signatures = [signed(before, 19), signed(again, 19), signed(again, 21), signed(changed, 19)]
    moved_on = replace(changed, revision_id="r-later")
    content = replace(content_of(), statements=[before, again, moved_on, stated(None)], sign_offs=signatures)
    assert changed_since(content, datetime(2014, 10, 20, tzinfo=UTC)) == ("1(b)", "1(c)")
