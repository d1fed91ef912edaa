"""What goes with a person's posts: intentions, actions and deputyships that another takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.left_to_do import FINISHED_STATES
from app.domain.period_content import PeriodContent


@dataclass(frozen=True)
class Handover:
    """Everything of one person from a day on, in one period."""

    post_ids: tuple[str, ...]
    deputy_post_ids: tuple[str, ...]
    intentions: tuple[str, ...]
    action_ids: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to hand over."""
        return not self.post_ids and not self.deputy_post_ids


def handover_of(content: PeriodContent, person_id: str, on: date) -> Handover:
    """Return what a person holds on a day or later, and what belongs to it."""
    held = [
        entry.record
        for entry in content.holdings
        if entry.record.person_id == person_id and (entry.record.ends is None or entry.record.ends >= on)
    ]
    posts = tuple(dict.fromkeys(each.post_id for each in held if not each.is_deputy))
    return Handover(
        posts,
        tuple(dict.fromkeys(each.post_id for each in held if each.is_deputy)),
        tuple(sorted(e.record.intention_ref for e in content.ownerships if e.record.post_id in posts)),
        tuple(
            e.record.id for e in content.actions if e.record.post_id in posts and e.record.state not in FINISHED_STATES
        ),
    )
