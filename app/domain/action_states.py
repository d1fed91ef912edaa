"""How a management action moves from state to state, and who may say so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from app.domain.errors import UserError
from app.domain.records import Action, ActionState, Holding

NEXT_STATES: Mapping[ActionState, tuple[ActionState, ...]] = {
    ActionState.OPEN: (ActionState.IN_PROGRESS, ActionState.COMPLETED_BY_OWNER, ActionState.RISK_ACCEPTED),
    ActionState.IN_PROGRESS: (ActionState.OPEN, ActionState.COMPLETED_BY_OWNER, ActionState.RISK_ACCEPTED),
    ActionState.COMPLETED_BY_OWNER: (ActionState.VERIFIED, ActionState.IN_PROGRESS),
    ActionState.VERIFIED: (ActionState.CLOSED, ActionState.IN_PROGRESS),
    ActionState.CLOSED: (ActionState.IN_PROGRESS,),
    ActionState.RISK_ACCEPTED: (ActionState.IN_PROGRESS,),
}
"""The states that may follow each. In progress, after one that finishes it, is how an action is reopened."""

_NO_OWNER = "This action has no owner yet, so nobody can have completed it. Give it an owner first."
_NOT_COMPLETED = "Only an action that its owner has completed can be verified. Have it completed first."
_OWN_WORK = "Whoever owns an action does not verify it. Have another person verify it."
_NOBODY = "It is not known who sits here, so it cannot be said who verified. Say who you are first."
_NOT_NEXT = "An action does not go from its present state to that one. Reopen it, or take the next step."


def moved(action: Action, to: ActionState, *, on: date, by: str | None, owners: Collection[str]) -> Action:
    """Return the action in another state; UserError where it may not go there.

    `by` is the person who says so and `owners` are those who hold, or held when it was completed, the post that owns
    it: verification is another person's. Reopening takes back completion and verification.
    """
    if to is action.state:
        return action
    if to not in NEXT_STATES[action.state]:
        raise UserError(_NOT_COMPLETED if to is ActionState.VERIFIED else _NOT_NEXT)
    if to is ActionState.COMPLETED_BY_OWNER and action.post_id is None:
        raise UserError(_NO_OWNER)
    if to is ActionState.VERIFIED and (obstacle := verification_obstacle(by, owners)):
        raise UserError(obstacle)
    return action.model_copy(update={"state": to, **_dates(action, to, on, by)})


def owners_of(action: Action, holdings: Iterable[Holding], on: date) -> frozenset[str]:
    """Return who holds the owning post on a day, or held it when the action was completed."""
    days = [on] if action.completed_on is None else [on, action.completed_on]
    held = (holding for holding in holdings if holding.post_id == action.post_id)
    return frozenset(h.person_id for h in held if any(h.covers(day) for day in days))


def verification_obstacle(by: str | None, owners: Collection[str]) -> str:
    """Say why this person cannot verify the action of these owners; `""` where nothing stands in the way."""
    if by is None:
        return _NOBODY
    return _OWN_WORK if by in owners else ""


def _dates(action: Action, to: ActionState, on: date, by: str | None) -> dict[str, object]:
    match to:
        case ActionState.COMPLETED_BY_OWNER:
            return {"completed_on": on, "verified_on": None, "verified_by": None}
        case ActionState.VERIFIED:
            return {"verified_on": on, "verified_by": by}
        case ActionState.OPEN | ActionState.IN_PROGRESS:
            return {"completed_on": None, "verified_on": None, "verified_by": None}
        case _:
            return {}
