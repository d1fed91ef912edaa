"""Who owns which intention in a period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.records import Ownership
from app.services.reversing import Changes

if TYPE_CHECKING:
    from app.domain.steps import Step
    from app.store.file import EstablishmentFile


def give_intentions(
    file: EstablishmentFile, period_id: str, refs: Sequence[str], post_id: str | None, *, person_id: str | None
) -> Step | None:
    """Give intentions to a post, or take their owner away with None, in one act."""
    with file.work("Gave an intention an owner", person_id) as work:
        changes = Changes(work)
        owned = {entry.record.intention_ref: entry.record for entry in work.list(Ownership, period_id=period_id)}
        for ref in refs:
            now = owned.get(ref)
            if post_id is None and now is not None:
                changes.delete(now)
            elif post_id is not None and (now is None or now.post_id != post_id):
                new = now or Ownership(period_id=period_id, intention_ref=ref, post_id=post_id)
                changes.put(new.model_copy(update={"post_id": post_id}))
    return changes.step(file, person_id)
