"""What every drawn document has, whatever it says: its content's bytes, its page marks, its tags, its heading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.returns.pdf.marks import PageMarks
from app.returns.pdf.tags import Tags


@dataclass(frozen=True)
class Heading:
    """What the head and foot of each page and the file's own description say, cleaned for the font.

    `name` is whose it is; `full_name` is how the running head writes it, `payload_words` say what is attached.
    """

    title: str
    name: str
    full_name: str
    subject: str
    number: str
    marking: str
    made_on: date
    payload_words: str
    note: str = ""
    """What stands at the foot of a paper, in place of number and digest."""


class Drawn(Protocol):
    """A document while it is drawn."""

    payload: bytes
    digest: str
    marks: PageMarks
    tags: Tags

    @property
    def heading(self) -> Heading:
        """What stands on each page."""
