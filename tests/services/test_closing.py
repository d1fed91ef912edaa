"""A period whose return was accepted: for reading, until it is opened again; actions and sealing go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.left_to_do import Task, left_to_do
from app.domain.records import Action, ActionState, Answer, Level, Period, PeriodState, Result
from app.domain.text import Passage
from app.services.acting import NewAction, add_action, change_state, move_due
from app.services.answering import Question, draft_narrative, record_result, seal_in_narrative, write_narrative
from app.services.closing import reopen_period
from app.services.period_content import load_content
from app.services.planning import begin_next, plan_items
from app.services.stating import Place, state_level
from tests.services.begun_files import TODAY, Begun, begun_file

ITEM = "1a-01"


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    """Return a closed period with an answer and an action."""
    with begun_file(tmp_path) as begun:
        begun.set_up_store()
        write_narrative(begun.file, question(begun), begun.text("The northern sluice was open."), person_id=None)
        add_action(begun.file, begun.period_id, NewAction(begun.text("Shut it."), item_ref=ITEM), person_id=None)
        close(begun)
        yield begun


def question(begun: Begun) -> Question:
    return Question(begun.period_id, ITEM)


def close(begun: Begun) -> None:
    with begun.file.work("Took in a response") as work:
        period = work.list(Period, id=begun.period_id)[0].record
        work.put(period.model_copy(update={"state": PeriodState.CLOSED}))


CHANGES: dict[str, Callable[[Begun], object]] = {
    "an answer": lambda b: record_result(b.file, question(b), Result.MET, person_id=None, on=TODAY),
    "an answer not begun": lambda b: record_result(
        b.file, Question(b.period_id, "1b-01"), Result.MET, person_id=None, on=TODAY
    ),
    "what is typed": lambda b: draft_narrative(b.file, question(b), b.text("Shut now."), person_id=None),
    "a level": lambda b: state_level(b.file, Place(b.period_id, "1(a)"), Level.MODERATE, person_id=None),
    "the plan": lambda b: plan_items(b.file, b.period_id, [ITEM], is_due=False, person_id=None),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_belongs_to_a_closed_period_stays_as_it_is(what: str, begun: Begun) -> None:
    with pytest.raises(UserError, match="quarter 2 is closed"):
        CHANGES[what](begun)


@pytest.mark.parametrize("what", CHANGES)
def test_it_is_changed_again_when_the_period_was_opened_again(what: str, begun: Begun) -> None:
    assert reopen_period(begun.file, None) == "2026-27, quarter 2"
    CHANGES[what](begun)


def test_an_action_goes_on_when_its_period_is_closed(begun: Begun) -> None:
    with begun.file.reading() as work:
        (action,) = work.list(Action)
    change_state(begun.file, action.record.id, ActionState.IN_PROGRESS, on=TODAY, person_id=None)
    with begun.file.reading() as work:
        assert work.list(Action)[0].record.state is ActionState.IN_PROGRESS


def test_only_what_goes_on_is_left_to_do_in_a_closed_period(begun: Begun) -> None:
    with begun.file.reading() as work:
        (action,) = work.list(Action)
    move_due(begun.file, action.record.id, TODAY - timedelta(days=3), person_id=None)
    with begun.file.reading() as work:
        left = left_to_do(load_content(work, begun.period_id), TODAY)
    assert [todo.task for todo in left] == [Task.ACTION_OVERDUE]


def test_something_found_late_is_sealed_when_its_period_is_closed(begun: Begun) -> None:
    text = [Passage(content="The northern sluice was open.", marking="restricted")]
    seal_in_narrative(begun.file, question(begun), text, person_id=None)
    with begun.file.reading() as work:
        assert [passage.is_sealed for passage in work.list(Answer)[0].text("narrative")] == [True]


def test_the_next_period_is_open_when_the_one_before_is_closed(begun: Begun) -> None:
    following = begin_next(begun.file, begun.period_id, "2026-27 Q3", None, person_id=None)
    assert record_result(begun.file, Question(following, ITEM), Result.MET, person_id=None, on=TODAY) is not None


def test_an_open_period_is_not_opened_again(begun: Begun) -> None:
    reopen_period(begun.file, "2026-27 Q2")
    with pytest.raises(UserError, match="is open"):
        reopen_period(begun.file, "2026-27 Q2")
