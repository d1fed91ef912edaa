"""Who may sit at the window: the people who hold a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.text import shown

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent

AUDIT_LEAD = "Audit lead"
"""The title of the post that prepares a period and its return."""


@dataclass(frozen=True)
class Seat:
    """A person, and the post held."""

    person_id: str
    name: str
    post: str


def seats(content: PeriodContent, today: date) -> list[Seat]:
    """Return everyone who holds a post today, or acts for its holder, in the order in which posts were recorded."""
    found = []
    for post in content.posts:
        title, holder = shown(post.text("title")), content.holder(post.record.id, today)
        if holder is not None:
            found.append(Seat(holder.record.id, shown(holder.text("name")), title))
        for deputy in content.deputies(post.record.id, today):
            found.append(Seat(deputy.record.id, shown(deputy.text("name")), f"Deputy of {title}"))
    return found


def first_seat(content: PeriodContent, today: date) -> str | None:
    """Return who most likely sits here: the audit lead, else whoever holds a post; None where nobody does."""
    found = seats(content, today)
    lead = next((seat for seat in found if seat.post == AUDIT_LEAD), None)
    return lead.person_id if lead else next((seat.person_id for seat in found), None)


def intentions_of(content: PeriodContent, person_id: str | None, today: date) -> set[str]:
    """Return the intentions that a person owns today through the posts held, or acts for as a deputy."""
    owned = (entry.record for entry in content.ownerships)
    return {each.intention_ref for each in owned if content.acts_for(each.post_id, person_id, today)}
