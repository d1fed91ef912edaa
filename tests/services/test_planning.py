from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.records import Result
from app.domain.statement_readiness import waits_for
from app.domain.text import Passage, shown
from app.services.answering import Question, record_result
from app.services.owning import give_intentions
from app.services.period_content import load_content
from app.services.planning import begin_next, carried_plans, last_tests, plan_items, write_plan
from tests.services.begun_files import TODAY, Begun, begun_file


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        yield begun


def test_an_item_is_not_due_when_the_plan_says_so_and_due_again_when_undone(begun: Begun) -> None:
    step = plan_items(begun.file, begun.period_id, ["1a-01", "1a-02"], False, person_id=None)
    with begun.file.reading() as work:
        content = load_content(work, begun.period_id)
    assert not content.is_due("1a-01")
    assert content.is_due("1a-03")
    assert step is not None
    step.undo()
    with begun.file.reading() as work:
        assert load_content(work, begun.period_id).is_due("1a-01")
    assert plan_items(begun.file, begun.period_id, ["1a-01"], True, person_id=None) is None


def test_the_plan_owners_and_last_tests_are_there_when_the_next_period_begins(begun: Begun) -> None:
    record_result(begun.file, Question(begun.period_id, "1a-01"), Result.MET, person_id=None, on=TODAY)
    record_result(begun.file, Question(begun.period_id, "1a-02"), Result.NOT_TESTED, person_id=None, on=TODAY)
    plan_items(begun.file, begun.period_id, ["1a-03"], False, person_id=None)
    give_intentions(begun.file, begun.period_id, ["1(a)"], begun.post_id, person_id=None)
    following = begin_next(begun.file, begun.period_id, "2026-27 Q3", None, person_id=None)
    with begun.file.reading() as work:
        content, tests = load_content(work, following), last_tests(work, following)
        assert last_tests(work, begun.period_id) == {}
    assert content.period.record.due == date(2027, 1, 30)
    assert not content.is_due("1a-03")
    assert content.owner_post("1(a)") is not None
    assert not content.answers
    assert {ref: (t.on, t.period, t.result) for ref, t in tests.items()} == {
        "1a-01": (TODAY, "2026-27, quarter 2", Result.MET)
    }


def test_plans_carry_over_and_say_so_until_they_are_written_anew(begun: Begun) -> None:
    write_plan(begun.file, begun.period_id, "1(a)", begun.text("Searches follow intelligence."), person_id=None)
    write_plan(begun.file, begun.period_id, "1(b)", begun.text("Each morning."), person_id=None)
    following = begin_next(begun.file, begun.period_id, "2026-27 Q3", None, person_id=None)
    write_plan(begun.file, following, "1(b)", begun.text("Twice a day."), person_id=None)
    with begun.file.reading() as work:
        content, carried = load_content(work, following), carried_plans(work, following)
        assert carried_plans(work, begun.period_id) == {}
    assert [shown(entry.text("plan")) for entry in content.self_audits] == [
        "Searches follow intelligence.",
        "Twice a day.",
    ]
    assert carried == {"1(a)": "Carried on from 2026-27, quarter 2. Read it again: it is this period's plan too."}
    assert waits_for(content) == ()


def test_a_plan_with_sealed_words_carries_over_only_while_they_can_be_read(begun: Begun) -> None:
    begun.set_up_store()
    plan = [*begun.text("Each morning. "), Passage(content="By the back gate.", marking="restricted")]
    write_plan(begun.file, begun.period_id, "1(a)", plan, person_id=None)
    following = begin_next(begun.file, begun.period_id, "2026-27 Q3", None, person_id=None)
    begun.file.lock()
    later = begin_next(begun.file, following, "2026-27 Q4", None, person_id=None)
    with begun.file.reading() as work:
        assert [part.is_sealed for part in load_content(work, following).self_audits[0].text("plan")] == [False, True]
        assert load_content(work, later).self_audits == []


def test_a_period_is_refused_when_it_is_there_or_lies_before(begun: Begun) -> None:
    with pytest.raises(UserError, match="already"):
        begin_next(begun.file, begun.period_id, "2026-27 Q2", None, person_id=None)
    with pytest.raises(UserError, match="later one"):
        begin_next(begun.file, begun.period_id, "2026-27 Q1", None, person_id=None)
