"""Management actions in a real file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.record import Entry
from app.domain.records import Action, ActionState
from app.domain.text import Passage, shown
from app.services import acting
from app.services.acting import ActionChanges, NewAction, add_action, change_state
from app.services.reversing import step_of
from app.store.errors import SealedStoreLocked, SealNeeded, TextRefused
from tests.services.begun_files import TODAY, Begun, begun_file

DUE = date(2026, 9, 10)


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as made:
        yield made


def add(begun: Begun, title: str = "Check the east perimeter each night", *, is_withheld: bool = False) -> str:
    new = NewAction(begun.text(title), item_ref="1f-03", post_id=begun.post_id, due=DUE, is_withheld=is_withheld)
    return add_action(begun.file, begun.period_id, new, person_id=begun.other_id).record.id


def read(begun: Begun, action_id: str) -> Entry[Action]:
    with begun.file.reading() as work:
        entry = work.get(Action, action_id)
    assert entry is not None
    return entry


def move(begun: Begun, action_id: str, to: ActionState, by: str | None, on: date = TODAY) -> Action:
    return change_state(begun.file, action_id, to, on=on, person_id=by).record


def test_action_is_open_and_placed_when_it_is_new(begun: Begun) -> None:
    action = read(begun, add(begun))
    assert (action.record.state, action.record.item_ref, action.record.due) == (ActionState.OPEN, "1f-03", DUE)
    assert action.record.reference is not None
    assert shown(action.text("title")) == "Check the east perimeter each night"


@pytest.mark.parametrize(
    ("new", "said"),
    [(NewAction((), item_ref="1f-03"), "Write its title"), (NewAction((), intention_ref=None), "Write its title")],
)
def test_action_is_refused_when_it_says_nothing(begun: Begun, new: NewAction, said: str) -> None:
    with pytest.raises(UserError, match=said):
        add_action(begun.file, begun.period_id, new, person_id=None)


def test_action_is_refused_when_it_belongs_nowhere(begun: Begun) -> None:
    with pytest.raises(UserError, match="Choose one of them"):
        add_action(begun.file, begun.period_id, NewAction(begun.text("Do it")), person_id=None)


def test_fields_change_one_by_one_and_history_keeps_each(begun: Begun) -> None:
    action_id = add(begun)
    changes = ActionChanges(begun.post_id, DUE, title=begun.text("Check it twice"))
    acting.change_action(begun.file, action_id, changes, person_id=begun.other_id)
    acting.add_progress(begun.file, action_id, begun.text("New route agreed"), person_id=begun.other_id)
    acting.give_action(begun.file, action_id, None, person_id=begun.other_id)
    acting.move_due(begun.file, action_id, DUE + timedelta(days=30), person_id=begun.other_id)
    action = read(begun, action_id)
    assert shown(action.text("title")) == "Check it twice"
    assert shown(action.text("progress")) == "New route agreed"
    assert (action.record.post_id, action.record.due) == (None, date(2026, 10, 10))
    with begun.file.reading() as work:
        assert len(work.history(Action, action_id)) == 5


def test_progress_grows_and_says_how_it_was_completed(begun: Begun) -> None:
    action_id = add(begun)
    acting.add_progress(begun.file, action_id, begun.text("New route agreed"), person_id=begun.other_id)
    change_state(
        begun.file,
        action_id,
        ActionState.COMPLETED_BY_OWNER,
        on=TODAY,
        person_id=begun.holder_id,
        words=begun.text("Walked nightly"),
    )
    action = read(begun, action_id)
    assert shown(action.text("progress")) == "New route agreed\nWalked nightly"
    assert action.record.state is ActionState.COMPLETED_BY_OWNER


def test_progress_keeps_what_is_sealed_in_it(begun: Begun) -> None:
    begun.set_up_store()
    action_id = add(begun)
    sealed = Passage(content="The informer said so. ", marking="restricted")
    acting.add_progress(begun.file, action_id, [sealed], person_id=None)
    begun.file.lock()
    acting.add_progress(begun.file, action_id, begun.text("Walked nightly"), person_id=None)
    progress = read(begun, action_id).text("progress")
    assert [(part.is_sealed, part.content) for part in progress] == [(True, None), (False, "\nWalked nightly")]


def test_owner_does_not_verify_their_own_action(begun: Begun) -> None:
    action_id = add(begun)
    move(begun, action_id, ActionState.COMPLETED_BY_OWNER, begun.holder_id)
    with pytest.raises(UserError, match="another person"):
        move(begun, action_id, ActionState.VERIFIED, begun.holder_id)
    verified = move(begun, action_id, ActionState.VERIFIED, begun.other_id)
    assert (verified.verified_by, verified.verified_on) == (begun.other_id, TODAY)


def test_reopening_takes_completion_and_verification_back(begun: Begun) -> None:
    action_id = add(begun)
    move(begun, action_id, ActionState.COMPLETED_BY_OWNER, begun.holder_id)
    move(begun, action_id, ActionState.VERIFIED, begun.other_id)
    move(begun, action_id, ActionState.CLOSED, begun.other_id)
    reopened = move(begun, action_id, ActionState.IN_PROGRESS, begun.other_id)
    assert (reopened.completed_on, reopened.verified_on, reopened.verified_by) == (None, None, None)


def test_action_cannot_be_withheld_while_the_store_is_locked(begun: Begun) -> None:
    action_id = add(begun)
    with pytest.raises(UserError):
        acting.withhold_action(begun.file, action_id, person_id=begun.other_id)
    begun.set_up_store()
    begun.file.lock()
    with pytest.raises(SealedStoreLocked):
        acting.withhold_action(begun.file, action_id, person_id=begun.other_id)


def test_withheld_action_leaves_no_word_in_the_file(begun: Begun) -> None:
    begun.set_up_store()
    action_id = add(begun, "Move the informer to another wing")
    acting.withhold_action(begun.file, action_id, person_id=begun.other_id)
    begun.file.purge_if_due()
    begun.file.lock()
    assert read(begun, action_id).record.due is None
    assert b"informer" not in begun.file.path.read_bytes()


def test_text_above_the_ceiling_is_refused_and_marked_text_must_be_sealed(begun: Begun) -> None:
    with pytest.raises(TextRefused):
        add(begun, "SECRET: move the informer")
    with pytest.raises(SealNeeded):
        add(begun, "RESTRICTED: move the informer")
    with begun.file.reading() as work:
        assert work.list(Action) == []


def test_change_is_taken_back_and_made_again(begun: Begun) -> None:
    action_id = add(begun)

    def later() -> Entry[Action]:
        return acting.move_due(begun.file, action_id, TODAY, person_id=None)

    step = step_of(begun.file, Action, action_id, later, None)
    assert step is not None
    step.undo()
    assert read(begun, action_id).record.due == DUE
    step.redo()
    assert read(begun, action_id).record.due == TODAY


def test_first_words_of_a_field_are_taken_back(begun: Begun) -> None:
    action_id = add(begun)

    def note() -> Entry[Action]:
        return acting.add_progress(begun.file, action_id, begun.text("Agreed"), person_id=None)

    step = step_of(begun.file, Action, action_id, note, None)
    assert step is not None
    step.undo()
    assert read(begun, action_id).text("progress") == ()


def test_new_action_is_taken_back_and_made_again(begun: Begun) -> None:
    new = NewAction(begun.text("Do it"), intention_ref="1(a)")
    made: list[str] = []

    def begin() -> Entry[Action]:
        entry = add_action(begun.file, begun.period_id, new, person_id=None)
        made.append(entry.record.id)
        return entry

    step = step_of(begun.file, Action, None, begin, None)
    assert step is not None
    step.undo()
    with begun.file.reading() as work:
        assert work.get(Action, made[0]) is None
    step.redo()
    assert shown(read(begun, made[0]).text("title")) == "Do it"


def test_no_step_remembers_what_was_sealed(begun: Begun) -> None:
    begun.set_up_store()
    action_id = add(begun)
    step = step_of(
        begun.file, Action, action_id, lambda: acting.withhold_action(begun.file, action_id, person_id=None), None
    )
    assert step is None
