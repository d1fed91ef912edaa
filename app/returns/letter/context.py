"""What every page of one letter needs: its content, its digest, its page marks, and the words for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.platypus import Flowable

from app.domain.records import Level, Result
from app.domain.released import ReleasedText, as_words
from app.domain.response import Letter
from app.returns.payload import digest
from app.returns.pdf import theme
from app.returns.pdf.drawn import Heading
from app.returns.pdf.flowables import Start
from app.returns.pdf.marks import PageMarks, Section
from app.returns.pdf.prose import Text, blocks, clean, grey
from app.returns.pdf.tables import Caption, Cell, Column, Register
from app.returns.pdf.tags import Tags

KINDS = {"response": "Review response", "replies": "Replies to queries", "concern": "Concern"}
"""What a letter is called."""


@dataclass
class LetterContext:
    """One letter while it is drawn."""

    letter: Letter
    payload: bytes
    marks: PageMarks = field(default_factory=PageMarks)
    tags: Tags = field(default_factory=Tags)

    def __post_init__(self) -> None:
        """Work out the digest once."""
        self.digest = digest(self.payload)

    @property
    def heading(self) -> Heading:
        """What stands on each page."""
        letter, name = self.letter, as_words(self.letter.establishment.name)
        title = f"{KINDS[letter.kind]} {clean(letter.number)}"
        return Heading(
            title=title,
            name=" ".join(clean(name).split()),
            full_name=name,
            subject=title,
            number=letter.number,
            marking=letter.marking,
            made_on=letter.made_on,
            payload_words="The content of this letter, as signed",
        )

    def section(self, key: str, title: str) -> list[Flowable]:
        """Return the start and heading of a section."""
        head = Text(title, theme.INTENTION)
        head.keepWithNext = 1
        head.spaceBefore, head.spaceAfter = 14, 7
        return [Start(self.marks, Section(key, title, title)), head]

    def level(self, level: Level | None) -> str:
        """Return a level's word; a dash for none."""
        meanings = getattr(self.letter, "level_meanings", ())
        return next((each.word for each in meanings if each.key is level), "–")

    def result(self, result: Result | None) -> str:
        """Return a result's word; a dash for none."""
        meanings = getattr(self.letter, "result_meanings", ())
        return next((each.word for each in meanings if each.key is result), "–")


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Flowable:
    """Return a captioned table."""
    listed = list(rows)
    register = Register(columns, Caption(caption, str(len(listed))))
    for cells in listed:
        register.row(*cells)
    return register.build()


def stacked(text: ReleasedText, note: str = "") -> list[Flowable]:
    """Return a text's paragraphs in a cell, and a note in grey beneath."""
    return [*(Text(markup, theme.CELL) for markup in blocks(text)), *([Text(grey(note), theme.CELL)] if note else [])]
