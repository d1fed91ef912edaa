"""What is found inside a finished file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How a text stands in the file, and so what it is held against."""

    WORDS = "words"
    """A text as a whole: it must come from the payload or the template."""
    FLOWING = "flowing"
    """The same, drawn on pages, which end where they must: it may begin or end in the middle of its source."""
    CODE = "code"
    """The form's own syntax once more, or what cannot be read: only searched for what is sealed."""


@dataclass(frozen=True)
class Found:
    """A text and where it stands. A line break in it may part one word. `place` is in our words, never in the file's.

    Texts that follow one another at one place may belong together: letters can be drawn one by one.
    """

    place: str
    text: str
    kind: Kind = Kind.WORDS


@dataclass(frozen=True)
class Contents:
    """All that was found: the texts, and how many streams (or parts) and revisions they come from."""

    texts: tuple[Found, ...]
    streams: int
    revisions: int
