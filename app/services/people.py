"""Posts and who holds them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.people import Directory
from app.domain.records import Holding, Person, Post
from app.domain.text import Passage, shown

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.store.work import Work


def appoint(
    work: Work,
    directory: Directory,
    title: Sequence[Passage],
    holder: Sequence[Passage],
    since: date,
    *,
    is_head: bool = False,
) -> Directory:
    """Add a post, or find it by its title, and have `holder` hold it from `since`; return the directory as it is then.

    Whoever held it until then has held it to the day before. An empty `holder` leaves the post as it is held.
    """
    post = directory.find_post(shown(tuple(title)))
    if post is None:
        post = work.put(Post(is_head=is_head), {"title": title})
    elif is_head and not post.record.is_head:
        post = work.put(post.record.model_copy(update={"is_head": True}))
    directory = directory.with_post(post)
    if not holder:
        return directory
    person = directory.find_person(shown(tuple(holder)))
    if person is None:
        person = work.put(Person(), {"name": holder})
        directory = directory.with_person(person)
    _hand_over(work, post, person, since)
    return directory


def _hand_over(work: Work, post: Entry[Post], person: Entry[Person], since: date) -> None:
    for entry in work.list(Holding, post_id=post.record.id, is_deputy=False):
        held = entry.record
        if held.person_id == person.record.id and held.ends is None:
            return
        if held.ends is None:
            last_day = max(held.starts, since - timedelta(days=1))
            work.put(held.model_copy(update={"ends": last_day}))
    work.put(Holding(post_id=post.record.id, person_id=person.record.id, starts=since))
