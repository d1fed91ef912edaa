"""The moves of a management action."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.action_states import NEXT_STATES, moved, owners_of
from app.domain.errors import UserError
from app.domain.records import Action, ActionState, Holding

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


def test_owner_is_whoever_holds_the_post_now_or_held_it_when_the_action_was_completed() -> None:
    completed = action(ActionState.COMPLETED_BY_OWNER).model_copy(update={"completed_on": date(2026, 7, 1)})
    holdings = [
        Holding(post_id="post", person_id="before", starts=date(2026, 1, 1), ends=date(2026, 8, 31)),
        Holding(post_id="post", person_id="after", starts=date(2026, 9, 1)),
        Holding(post_id="other", person_id="stranger", starts=date(2026, 1, 1)),
        Holding(post_id="post", person_id="long gone", starts=date(2025, 1, 1), ends=date(2025, 12, 31)),
    ]
    assert owners_of(completed, holdings, ON) == {"before", "after"}
