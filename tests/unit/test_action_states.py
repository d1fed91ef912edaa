"""The moves of a management action."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.action_states import NEXT_STATES, moved
from app.domain.errors import UserError
from app.domain.records import Action, ActionState

ON = date(2026, 9, 22)


def action(state: ActionState, post_id: str | None = "post") -> Action:
    return Action(self_audit_id="audit", state=state, post_id=post_id)


def test_completion_says_when() -> None:
    done = moved(action(ActionState.OPEN), ActionState.COMPLETED_BY_OWNER, on=ON, by="anyone", owners=())
    assert done.completed_on == ON


def test_action_is_not_completed_when_nobody_owns_it() -> None:
    with pytest.raises(UserError, match="no owner"):
        moved(action(ActionState.OPEN, None), ActionState.COMPLETED_BY_OWNER, on=ON, by="anyone", owners=())


@pytest.mark.parametrize("by", ["owner", None])
def test_action_is_not_verified_when_nobody_else_says_so(by: str | None) -> None:
    with pytest.raises(UserError):
        moved(action(ActionState.COMPLETED_BY_OWNER), ActionState.VERIFIED, on=ON, by=by, owners={"owner"})


def test_action_is_not_verified_when_it_is_not_completed() -> None:
    with pytest.raises(UserError, match="completed"):
        moved(action(ActionState.IN_PROGRESS), ActionState.VERIFIED, on=ON, by="other", owners={"owner"})


def test_every_finished_state_can_be_reopened() -> None:
    for state in (ActionState.COMPLETED_BY_OWNER, ActionState.VERIFIED, ActionState.CLOSED, ActionState.RISK_ACCEPTED):
        assert ActionState.IN_PROGRESS in NEXT_STATES[state]


def test_step_that_does_not_follow_is_refused() -> None:
    with pytest.raises(UserError, match="Reopen"):
        moved(action(ActionState.CLOSED), ActionState.RISK_ACCEPTED, on=ON, by="other", owners=())
