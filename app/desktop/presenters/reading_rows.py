"""The rows of one return that is read beside the last: differences, prompts, plan, withheld places, questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.desktop.views.register_view import CellView
from app.domain.dates import spell_day
from app.domain.honesty import DOUBT_WORDS, Prompt
from app.domain.records import Result
from app.domain.released import ReleasedItem, ReleasedReturn, WithheldPlace
from app.domain.return_comparison import CHANGE_WORDS, Change, Difference
from app.domain.review_plan import Look
from app.domain.review_terms import DEPTH_WORDS, Depth
from app.services.return_reading import Reading
from app.services.review_notes import Notes

WORSE = frozenset(
    {Change.BECAME_WITHHELD, Change.LEVEL_DOWN, Change.RESULT_DOWN, Change.ACTION_SLIPPED, Change.ACTION_GONE,
     Change.EVIDENCE_GONE}
)  # fmt: skip
BETTER = frozenset({Change.LEVEL_UP, Change.RESULT_UP, Change.NO_LONGER_WITHHELD})
SCOPES = (
    ("changes", "Changes"), ("doubts", "Prompts"), ("plan", "Plan"), ("withheld", "Withheld"),
    ("questions", "Questions"),
)  # fmt: skip
_DEPTH_STATUS = {Depth.FULL: "decide", Depth.SAMPLE: "in_progress", Depth.READ: "waiting", Depth.NONE: "not_applicable"}
_PLACES = {
    "answer": "The answer", "narrative": "Part of what the answer says", "reason": "The reason of an answer",
    "plan": "The plan to deliver it", "statement": "The assurance statement", "finding": "Findings",
    "action": "Management actions", "evidence": "Evidence", "declaration": "A declaration", "name": "A name",
    "reply": "A reply to a query", "register": "Entries of a register",
}  # fmt: skip
_ORDER = list(Depth)


@dataclass(frozen=True)
class ReadingRow:
    """One row of one of the lists; `item` and `intention` are where it is, both empty for the whole return."""

    scope: str
    number: int
    intention: str
    item: str = ""
    words: str = field(default="", repr=False)
    of: Difference | Prompt | Look | WithheldPlace | ReleasedItem | None = None

    @property
    def key(self) -> str:
        """Its list, its number in it and its place."""
        return f"{self.scope}:{self.number}:{self.place}"

    @property
    def place(self) -> str:
        """The reference of its item, or of its intention."""
        return self.item or self.intention


class ReadingRows:
    """Makes rows and cells of an opened return and what was recorded of it."""

    def __init__(self, reading: Reading, notes: Notes) -> None:
        self.reading, self.notes = reading, notes
        self.items = items_of(reading.released)
        self.last_items = items_of(reading.last) if reading.last else {}
        self._asked = {one.item or one.intention: one for one in notes.queries}

    def all(self) -> list[ReadingRow]:
        """Return the rows of every list."""
        return [*self._differences(), *self._prompts(), *self._looks(), *self._withheld(), *self._questions()]

    def cells(self, row: ReadingRow) -> tuple[CellView, ...]:
        """Return a row's cells."""
        return _CELLS[row.scope](self, row)

    def title_of(self, item: str) -> str:
        """Return what a question is called; empty where it is none."""
        known = self.items.get(item) or self.last_items.get(item)
        return known.title if known else ""

    def _differences(self) -> Iterator[ReadingRow]:
        for number, one in enumerate(self.reading.differences):
            item = one.place if one.place in self.items else ""
            yield ReadingRow("changes", number, one.intention, item, f"{one.place} {one.before} {one.after}", one)

    def _prompts(self) -> Iterator[ReadingRow]:
        for number, one in enumerate(self.reading.prompts):
            yield ReadingRow("doubts", number, one.intention, one.item or "", one.sentence, one)

    def _looks(self) -> Iterator[ReadingRow]:
        looks = sorted(self.reading.plan, key=lambda look: -_ORDER.index(look.depth))
        for number, one in enumerate(looks):
            yield ReadingRow("plan", number, one.intention, "", " ".join(one.reasons), one)

    def _withheld(self) -> Iterator[ReadingRow]:
        for number, one in enumerate(self.reading.released.withheld):
            yield ReadingRow("withheld", number, one.intention or "", one.item or "", _PLACES[one.place], one)

    def _questions(self) -> Iterator[ReadingRow]:
        for number, (ref, item) in enumerate(self.items.items()):
            yield ReadingRow("questions", number, f"{ref[0]}({ref[1]})", ref, f"{item.title} {item.question}", item)

    def change_cells(self, row: ReadingRow) -> tuple[CellView, ...]:
        """Return the cells of a difference."""
        one = row.of
        assert isinstance(one, Difference)
        status = "worse" if one.change in WORSE else "better" if one.change in BETTER else "changed"
        return (
            CellView(one.place if len(one.place) < _LONG else one.intention or "Whole", style="small_strong"),
            CellView(CHANGE_WORDS[one.change], self.title_of(row.item), status, may_elide=True),
            CellView(one.before, may_elide=True),
            CellView(one.after, may_elide=True),
        )

    def doubt_cells(self, row: ReadingRow) -> tuple[CellView, ...]:
        """Return the cells of a prompt."""
        one = row.of
        assert isinstance(one, Prompt)
        asked = self._asked.get(row.place)
        return (
            CellView(row.place, style="small_strong"),
            CellView(one.sentence, self.title_of(row.item), may_elide=True),
            CellView(DOUBT_WORDS[one.doubt], may_elide=True),
            CellView(asked.reference, status="in_progress") if asked else CellView("Not asked"),
        )

    def plan_cells(self, row: ReadingRow) -> tuple[CellView, ...]:
        """Return the cells of what the plan says of an intention."""
        one = row.of
        assert isinstance(one, Look)
        return (
            CellView(row.place, style="small_strong"),
            CellView(one.reasons[0], " ".join(one.reasons[1:]), may_elide=True),
            CellView("Your choice" if one.is_chosen else "Proposed"),
            CellView(DEPTH_WORDS[one.depth], status=_DEPTH_STATUS[one.depth]),
        )

    def withheld_cells(self, row: ReadingRow) -> tuple[CellView, ...]:
        """Return the cells of a place where something is withheld."""
        one = row.of
        assert isinstance(one, WithheldPlace)
        seen = self.notes.inspected(one.intention, one.item)
        what = one.register_title or _PLACES[one.place]
        return (
            CellView(row.place or "Whole", style="small_strong"),
            CellView(what, self.title_of(row.item), may_elide=True),
            CellView(spell_day(seen.on) if seen else "Not inspected", seen.by if seen else "", may_elide=True),
            _satisfied(seen is not None, bool(seen and seen.is_satisfied)),
        )

    def question_cells(self, row: ReadingRow) -> tuple[CellView, ...]:
        """Return the cells of a question."""
        one = row.of
        assert isinstance(one, ReleasedItem)
        answer, own = one.answer, self.notes.results.get(row.item)
        withheld = answer is not None and answer.withheld is not None
        return (
            CellView(row.place, style="small_strong"),
            CellView(one.title, may_elide=True),
            CellView("Withheld", icon="lock") if withheld else _result(answer.result if answer else None),
            CellView("–") if own is None else _result(own.result),
        )


_LONG = 9
_CELLS: Mapping[str, Callable[[ReadingRows, ReadingRow], tuple[CellView, ...]]] = {
    "changes": ReadingRows.change_cells,
    "doubts": ReadingRows.doubt_cells,
    "plan": ReadingRows.plan_cells,
    "withheld": ReadingRows.withheld_cells,
    "questions": ReadingRows.question_cells,
}


def items_of(released: ReleasedReturn) -> dict[str, ReleasedItem]:
    """Return the questions of a return by their references, in order."""
    return {item.ref: item for intention in released.intentions for item in intention.items}


def result_words(result: Result | None) -> str:
    """Return a result's word."""
    return result.value.replace("_", " ").capitalize() if result else "Not answered"


def first_list(rows: Sequence[ReadingRow]) -> str:
    """Return the list that a return is read from first: what changed, or where to look where nothing did."""
    filled = {row.scope for row in rows}
    return next((scope for scope in ("changes", "plan") if scope in filled), "questions")


def _result(result: Result | None) -> CellView:
    return CellView(result_words(result), status=result.value if result else "not_answered")


def _satisfied(is_seen: bool, is_satisfied: bool) -> CellView:
    if not is_seen:
        return CellView("–")
    return CellView("Satisfied", status="passed") if is_satisfied else CellView("Not satisfied", status="refused")
