"""What has to be read before a statement is signed off, as its cards show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class ReadingLine:
    """A finding or an action of a card, in a sentence; late ones in `bad`."""

    words: str = field(repr=False)
    tone: Literal["ink", "ink2", "bad"] = "ink2"


@dataclass(frozen=True)
class ReadingView:
    """One card: status (`STATUS`, or `sealed` for a lock) and word, reference, title, what was found, what is done.

    `text` is the narrative with a marking in brackets where something is sealed; `marking` is the word of what is
    sealed in it, `""` without. `can_read` is off while that is locked, and then it cannot be ticked.
    """

    key: str
    status: str
    word: str
    ref: str
    title: str
    text: str = field(default="", repr=False)
    lines: tuple[ReadingLine, ...] = ()
    marking: str = ""
    can_read: bool = True
    is_read: bool = False
