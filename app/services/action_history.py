"""What happened to an action, from its revisions, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from app.domain.dates import spell_day
from app.domain.records import Action
from app.domain.text import shown

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.store.file import EstablishmentFile
    from app.store.payload import Revision


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a record."""

    sentence: str
    at: datetime
    person_id: str | None


def action_history(file: EstablishmentFile, content: PeriodContent, action_id: str) -> tuple[Happening, ...]:
    """Return what happened to an action, latest first. What a purge took is only said to have been changed."""
    with file.reading() as work:
        revisions = work.history(Action, action_id)
    if not revisions:
        return ()
    found = [Happening("Opened", revisions[0].at, revisions[0].person_id)]
    for before, after in pairwise(revisions):
        found += [Happening(sentence, after.at, after.person_id) for sentence in _sentences(content, before, after)]
    return tuple(reversed(found))


def _sentences(content: PeriodContent, before: Revision, after: Revision) -> Iterator[str]:
    if before.columns is None or after.columns is None:
        yield after.act
        return
    if after.columns["sealed_id"] is not None:
        yield "Withheld" if before.columns["sealed_id"] is None else "Changed while it is withheld"
        return
    if after.columns["is_deleted"] != before.columns["is_deleted"]:
        yield "Taken out" if after.columns["is_deleted"] else "Put back"
    yield from _columns(content, before.columns, after.columns)
    yield from _texts(before, after)


def _columns(content: PeriodContent, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    if after["state"] != before["state"]:
        words = {step.key: step.word for step in content.pack.scales.action_states}
        yield words.get(str(after["state"]), str(after["state"]))
    if after["post_id"] != before["post_id"]:
        post = content.post(None if after["post_id"] is None else str(after["post_id"]))
        yield f"Given to {shown(post.text('title'))}" if post else "Left without an owner"
    if after["due"] != before["due"]:
        due = after["due"]
        yield f"Due date moved to {spell_day(date.fromisoformat(str(due)))}" if due else "Due date taken off"


def _texts(before: Revision, after: Revision) -> Iterator[str]:
    old, new = before.texts or {}, after.texts or {}
    if old.get("title", ()) != new.get("title", ()):
        yield "Title changed"
    progress = new.get("progress", ())
    if old.get("progress", ()) != progress:
        yield shown(progress).splitlines()[-1] if shown(progress) else "Progress changed"
