"""What is wrong with who holds which post: two at once, nobody, or an intention that no post owns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Holding, Person

UNOWNED = "No post owns it yet, so its statement waits for the head of the establishment. Give it an owner."


@dataclass(frozen=True)
class StaffingFault:
    """Something to put right about one post."""

    post_id: str
    sentence: str


def staffing_faults(content: PeriodContent, today: date) -> tuple[StaffingFault, ...]:
    """Return what is to be put right, in the order of posts; the sentences name nobody."""
    return tuple(
        StaffingFault(post.record.id, sentence)
        for post in content.posts
        for sentence in _faults_of(content, post.record.id, today)
    )


def unowned(content: PeriodContent) -> tuple[str, ...]:
    """Return the intentions that apply here and that no post owns."""
    return tuple(
        intention.ref
        for intention in content.pack.intentions
        if content.applies(intention) and content.owner_post(intention.ref) is None
    )


def has_left(content: PeriodContent, person: Entry[Person], today: date) -> bool:
    """Tell whether a person held posts, and holds none today nor later."""
    held = [entry.record for entry in content.holdings if entry.record.person_id == person.record.id]
    return bool(held) and all(each.ends is not None and each.ends < today for each in held)


def overlap(one: Holding, other: Holding) -> tuple[date, date | None] | None:
    """Return the first and last day that two holdings share; None where they share none. No last day: it goes on."""
    starts = max(one.starts, other.starts)
    known = [each.ends for each in (one, other) if each.ends is not None]
    ends = min(known, default=None)
    return None if ends is not None and ends < starts else (starts, ends)


def _faults_of(content: PeriodContent, post_id: str, today: date) -> Iterator[str]:
    held = [e.record for e in content.holdings if e.record.post_id == post_id and not e.record.is_deputy]
    for one, other in combinations(held, 2):
        shared = overlap(one, other)
        if shared is not None:
            until = f"to {spell_day(shared[1])}" if shared[1] else "on"
            yield (
                f"Two people hold it from {spell_day(shared[0])} {until}. "
                "Have the first of them end on the day before the other begins."
            )
    if content.holder(post_id, today) is None:
        yield _vacant(held, today, len(_owned(content, post_id)))


def _owned(content: PeriodContent, post_id: str) -> list[str]:
    return [entry.record.intention_ref for entry in content.ownerships if entry.record.post_id == post_id]


def _vacant(held: Sequence[Holding], today: date, owned: int) -> str:
    left = max((each.ends for each in held if each.ends is not None and each.ends < today), default=None)
    coming = min((each.starts for each in held if each.starts > today), default=None)
    since = f"Nobody has held it since {spell_day(left)}" if left else "Nobody holds it"
    until = f"until {spell_day(coming)}" if coming else ""
    owns = f", and it owns {owned} intention{'' if owned == 1 else 's'}" if owned else ""
    return f"{f'{since} {until}'.strip()}{owns}. Name who holds it."
