"""What has to be read before a statement is signed off, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.period_content import PeriodContent
from app.domain.reading import readings
from app.domain.record import Entry
from app.domain.records import Action, Answer, Finding, Grade, Result
from app.domain.text import Passage
from tests.unit.period_contents import content_of, entry


def answered(item_ref: str, result: Result, **columns: object) -> Entry[Answer]:
    record = Answer(self_audit_id="id-audit", item_ref=item_ref, result=result, **columns)  # type: ignore[arg-type]
    return replace(entry(record, narrative="Looked at."), revision_id=f"r-{item_ref}")


def found(item_ref: str, grade: Grade) -> Entry[Finding]:
    return entry(Finding(self_audit_id="id-audit", item_ref=item_ref, grade=grade), title="Something found")


SEALED = (Passage(content=None, marking="restricted", is_sealed=True, sealed_id="x"),)


def items(content: PeriodContent, *, is_unlocked: bool = True) -> list[str | None]:
    return [reading.item_ref for reading in readings(content, "1(f)", is_unlocked=is_unlocked)]


def test_exceptions_are_read_not_met_first_then_by_gravest_finding() -> None:
    content = replace(
        content_of(),
        answers=[
            answered("1f-01", Result.PARTLY_MET),
            answered("1f-02", Result.MET),
            answered("1f-03", Result.NOT_MET),
            answered("1f-04", Result.NOT_MET),
            answered("1f-05", Result.NOT_APPLICABLE),
        ],
        findings=[found("1f-04", Grade.MAJOR), found("1f-03", Grade.MINOR), found("1f-01", Grade.MAJOR)],
    )
    assert items(content) == ["1f-04", "1f-03", "1f-01"]


def test_findings_and_actions_stand_with_their_exception() -> None:
    content = replace(
        content_of(),
        answers=[answered("1f-03", Result.NOT_MET)],
        findings=[found("1f-03", Grade.MINOR), found("1f-02", Grade.MAJOR)],
        actions=[entry(Action(self_audit_id="id-audit", item_ref="1f-03", due=date(2014, 9, 1)), title="Mend it")],
    )
    (reading,) = readings(content, "1(f)", is_unlocked=True)
    assert len(reading.findings) == len(reading.actions) == 1
    assert not reading.has_sealed


def test_sealed_passage_is_read_whatever_the_result_and_only_while_unlocked() -> None:
    met = answered("1f-02", Result.MET)
    content = replace(content_of(), answers=[replace(met, texts={"narrative": SEALED})])
    (locked,) = readings(content, "1(f)", is_unlocked=False)
    (unlocked,) = readings(content, "1(f)", is_unlocked=True)
    assert (locked.is_readable, unlocked.is_readable) == (False, True)
    assert locked.key == unlocked.key


def test_sealed_finding_has_a_card_of_its_own_locked_or_not() -> None:
    """While locked it does not say which item it belongs to; a tick given then must not change its meaning."""
    record = Finding(self_audit_id="id-audit", sealed_id="s", item_ref="1f-03", grade=Grade.MAJOR)
    bare = Finding(id=record.id, self_audit_id="id-audit", sealed_id="s")
    answers = [answered("1f-03", Result.NOT_MET)]
    unlocked = readings(replace(content_of(), answers=answers, findings=[Entry(record)]), "1(f)", is_unlocked=True)
    locked = readings(replace(content_of(), answers=answers, findings=[Entry(bare)]), "1(f)", is_unlocked=False)
    assert [reading.key for reading in unlocked] == [reading.key for reading in locked]
    assert [reading.has_sealed for reading in unlocked] == [False, True]


def test_key_changes_when_the_answer_is_changed() -> None:
    before = replace(content_of(), answers=[answered("1f-03", Result.NOT_MET)])
    after = replace(before, answers=[replace(before.answers[0], revision_id="r-later")])
    assert readings(before, "1(f)", is_unlocked=True)[0].key != readings(after, "1(f)", is_unlocked=True)[0].key


def test_establishment_reads_the_exceptions_of_all() -> None:
    content = replace(content_of(), answers=[answered("1f-03", Result.NOT_MET)])
    assert [reading.intention_ref for reading in readings(content, None, is_unlocked=True)] == ["1(f)"]
    assert readings(content, "1(a)", is_unlocked=True) == ()
