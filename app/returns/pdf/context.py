"""What every page of one return needs: its content, its digest, its page marks, and the words for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from app.domain.records import Level, Result
from app.domain.references import item_stem
from app.domain.released import ReleasedIntention, ReleasedReturn, ReleasedStatement
from app.returns.payload import digest
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.drawn import Heading
from app.returns.pdf.flowables import LevelTile, LevelWord, ResultWord, Start
from app.returns.pdf.marks import PageMarks, Section
from app.returns.pdf.prose import Text, clean
from app.returns.pdf.signs import WORST_FIRST
from app.returns.pdf.tags import Tags
from app.returns.words import covers, level_word, name_of


@dataclass
class Context:
    """One return while it is drawn. `note` is what the foot of a paper says in place of a return's number."""

    released: ReleasedReturn
    payload: bytes
    note: str = ""
    marks: PageMarks = field(default_factory=PageMarks)
    tags: Tags = field(default_factory=Tags)

    def __post_init__(self) -> None:
        """Work out the digest once."""
        self.digest = digest(self.payload)

    @property
    def heading(self) -> Heading:
        """What stands on each page."""
        released = self.released
        name = name_of(released)
        line = " ".join(clean(name).split())
        return Heading(
            title=f"Assurance return {clean(released.number)}",
            name=line,
            full_name=name,
            subject=f"{line}, {covers(released)}".replace("\N{NO-BREAK SPACE}", " "),
            number=released.number,
            marking=released.marking,
            made_on=released.made_on,
            payload_words="The content of this return, as signed",
            note=self.note,
        )

    def section(self, key: str, title: str, depth: int = 0) -> list[Flowable]:
        """Return the start and heading of a section."""
        start = Start(self.marks, Section(key, title, title, depth), before=26)
        return [start, _with_next(Text(title, theme.SECTION))]

    def quiet_start(self, section: Section) -> Start:
        """Return the start of a section that has no heading of the usual kind."""
        return Start(self.marks, section)

    def bars(self, level: Level | None) -> int:
        """Return how many bars a level has; 0 for none."""
        return next((each.bars for each in self.released.level_meanings if each.key == level), 0)

    def level_of(self, statement: ReleasedStatement | None) -> tuple[Level | None, str]:
        """Return a statement's level and word: the fixed words where it is withheld, "No statement" without one."""
        if statement is not None and statement.withheld:
            return None, f"Withheld: {statement.withheld}"
        level = statement.level if statement else None
        return level, level_word(self.released, level)

    def tile(self, statement: ReleasedStatement | None, width: float, *, height: float, size: float = 9) -> LevelTile:
        """Return the tile of a statement's level."""
        level, word = self.level_of(statement)
        return LevelTile(level, self.bars(level), word, width, height=height, size=size)

    def level_entry(self, statement: ReleasedStatement | None, width: float) -> LevelWord:
        """Return a statement's level as an index has it."""
        level, word = self.level_of(statement)
        return LevelWord(level, self.bars(level), word, width)

    def word_of(self, result: Result | None) -> str:
        """Return a result's word; "Not answered" for None."""
        meanings = self.released.result_meanings
        return next((each.word for each in meanings if each.key == result), "Not answered")

    def result(self, result: Result | None, notes: Sequence[str] = ()) -> ResultWord:
        """Return a result's sign and word."""
        return ResultWord(result, self.word_of(result), notes)


def intention_key(ref: str) -> str:
    """Return the name of an intention's place: `i-1f`."""
    return f"i-{item_stem(ref).rstrip('-')}"


def results_worst_first(intention: ReleasedIntention) -> list[Result | None]:
    """Return the results of an intention's released items, worst first; None is not answered."""
    results = [
        item.answer.result if item.answer else None
        for item in intention.items
        if item.answer is None or item.answer.withheld is None
    ]
    return sorted(results, key=WORST_FIRST.index)


def labelled(label: str, *body: str, style: ParagraphStyle = theme.PROSE, after: float = 7) -> Labelled:
    """Return prose paragraphs, given as markup, under a label in the margin."""
    return Labelled([Text(label, theme.LABEL)], [Text(each, style) for each in body], after=after)


def _with_next(paragraph: Text) -> Text:
    paragraph.keepWithNext = 1
    return paragraph
