"""Copies that this program made of a file's content, beside returns and work packs: the file notes each as it is made.

What is noted are a kind, a reference, how often and when last: never a place, and no word that anybody typed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.dates import spell_day

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NOTED = "copies_made"


class Made(StrEnum):
    """What was made: a copy of the file, a paper, a draft of a return, a letter with replies, an attached file."""

    FILE = "file"
    PAPER = "paper"
    DRAFT = "draft"
    REPLIES = "replies"
    ATTACHED = "attached"


_SAYS = {
    Made.FILE: "A copy of this whole file",
    Made.PAPER: "The paper",
    Made.DRAFT: "A printed draft of return",
    Made.REPLIES: "The letter with replies",
    Made.ATTACHED: "The file attached to",
}


@dataclass(frozen=True)
class CopyMade:
    """A copy, or several alike: `what` is its reference, `last` the day of the latest."""

    kind: Made
    what: str
    times: int
    last: date

    @property
    def words(self) -> str:
        """Return what it is: "A copy of this whole file"."""
        return f"{_SAYS[self.kind]} {self.what}".strip()

    @property
    def sentence(self) -> str:
        """What people read of it."""
        often = "on" if self.times == 1 else f"{self.times} times, the last on"
        return f"{self.words}, made {often} {spell_day(self.last)}, may hold it: find it."


def note_copy(file: EstablishmentFile, kind: Made, what: str, now: datetime, *, person_id: str | None = None) -> None:
    """Note that a copy was made; a file that is read-only cannot."""
    if not file.is_read_only:
        with file.work("Made a copy", person_id) as work:
            note_in(work, kind, what, now)


def note_in(work: Work, kind: Made, what: str, now: datetime) -> None:
    """Note a copy within an act that does more."""
    noted = json.loads(work.fact(_NOTED) or "{}")
    key = f"{kind}:{what}"
    times, _ = noted.get(key, (0, ""))
    work.record_fact(_NOTED, json.dumps({**noted, key: (times + 1, now.date().isoformat())}, sort_keys=True))


def copies_made(file: EstablishmentFile) -> tuple[CopyMade, ...]:
    """Return what was noted, the latest first."""
    with file.reading() as work:
        noted = json.loads(work.fact(_NOTED) or "{}")
    made = []
    for key, (times, day) in noted.items():
        kind, _, what = key.partition(":")
        made.append(CopyMade(Made(kind), what, times, date.fromisoformat(day)))
    return tuple(sorted(made, key=lambda each: (each.last, each.words), reverse=True))
