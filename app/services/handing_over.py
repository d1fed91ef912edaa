"""A handover: everything of one person goes to another from a day on, or is left vacant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.records import Holding
from app.domain.staffing import overlap
from app.domain.text import Passage
from app.services.reversing import Changes
from app.services.staffing import find_or_add

if TYPE_CHECKING:
    from app.domain.steps import Step
    from app.store.file import EstablishmentFile

_NOTHING = "This person holds no post from that day on, so there is nothing to hand over."
_SAME = "They would hand over to themselves. Choose another person."


def hand_over(
    file: EstablishmentFile, giver: str, taker: Sequence[Passage], on: date, *, person_id: str | None
) -> Step | None:
    """Give all posts and deputyships of `giver` to `taker` from a day on; intentions and actions go with their posts.

    Without a `taker` the person leaves, and the posts are vacant. What was done before stays in the giver's name.
    """
    with file.work("Handed over", person_id) as work:
        held = [e.record for e in work.list(Holding, person_id=giver) if e.record.ends is None or e.record.ends >= on]
        if not held:
            raise UserError(_NOTHING, "starts")
        changes = Changes(work)
        to = find_or_add(changes, taker) if taker else None
        if to == giver:
            raise UserError(_SAME, "name")
        for holding in held:
            _end(changes, holding, on)
            if to is not None:
                _take_over(changes, holding, to, on)
    return changes.step(file, person_id)


def _end(changes: Changes, holding: Holding, on: date) -> None:
    if holding.starts >= on:
        changes.delete(holding)
    else:
        changes.put(holding.model_copy(update={"ends": on - timedelta(days=1)}))


def _take_over(changes: Changes, holding: Holding, to: str, on: date) -> None:
    """Have the taker hold what the giver held; one who already acts for the post stops doing so."""
    taken = Holding(
        post_id=holding.post_id,
        person_id=to,
        starts=max(on, holding.starts),
        ends=holding.ends,
        is_deputy=holding.is_deputy,
    )
    for entry in changes.work.list(Holding, post_id=holding.post_id, person_id=to):
        if overlap(entry.record, taken) is None:
            continue
        if not entry.record.is_deputy:
            return
        _end(changes, entry.record, taken.starts)
    changes.put(taken)
