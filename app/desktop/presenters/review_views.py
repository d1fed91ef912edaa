"""A return on the review desk: its row, and what is known of it beside the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.honesty import DOUBT_WORDS
from app.domain.records import Level
from app.domain.return_comparison import CHANGE_WORDS, Change, Difference
from app.domain.return_figures import Figures
from app.domain.review_terms import DEPTH_WORDS, STANDING_WORDS, Depth, Outcome, Standing
from app.services.querying import Asked
from app.services.return_reading import Reading
from app.services.review_desk import ReturnRow

_SHORT = {Standing.TRUSTED: "Verified", Standing.UNTRUSTED: "Not trusted", Standing.MISSING_SIGNATURE: "Half signed"}
_GLYPHS = {Standing.TRUSTED: "passed", Standing.UNTRUSTED: "decide", Standing.MISSING_SIGNATURE: "in_progress"}
_LEVEL_STATUS = {
    Level.SUBSTANTIAL: "passed",
    Level.MODERATE: "passed",
    Level.LIMITED: "decide",
    Level.UNSATISFACTORY: "refused",
}
_WORSE = {
    Change.BECAME_WITHHELD, Change.LEVEL_DOWN, Change.RESULT_DOWN, Change.ACTION_SLIPPED, Change.ACTION_GONE,
    Change.EVIDENCE_GONE,
}  # fmt: skip
_MOST_LINES = 14
_ON_FOOT = ("respond", "query")
"""The rest is in the page's menu and the context menu: the detail is for reading."""


@dataclass(frozen=True)
class DeskRow:
    """A return, or with an `intention` its level of one intention and the one of the return before."""

    held: ReturnRow
    intention: str = ""
    now: Figures = field(default_factory=Figures)
    last: Figures | None = None

    @property
    def key(self) -> str:
        """The return's id, and the intention's reference."""
        return f"{self.held.id}:{self.intention}" if self.intention else self.held.id


def row_cells(row: DeskRow) -> tuple[CellView, ...]:
    """Return the cells of a return, or of one intention of it."""
    held = row.held
    if row.intention:
        return (
            CellView(row.intention),
            CellView(held.name, held.number, style="body", may_elide=True),
            CellView(level_word(row.now.level), status=level_status(row.now.level)),
            CellView(moved(row.now.level, row.last.level if row.last else None)),
            CellView("–" if row.now.score is None else str(row.now.score)),
        )
    return (
        CellView(held.number, spell_day(held.made_on)),
        CellView(held.name, held.overdue, style="body", detail_tone="bad", may_elide=True),
        CellView(level_word(held.level), status=level_status(held.level)),
        CellView(held.state, _asked_words(held)),
        CellView(STANDING_WORDS[held.standing], status=_GLYPHS[held.standing]),
    )


def level_word(level: Level | None) -> str:
    """Return a level's word."""
    return level.value.capitalize() if level else "No statement"


def level_status(level: Level | None) -> str:
    """Return the status whose glyph stands beside a level's word."""
    return _LEVEL_STATUS[level] if level else "not_answered"


def moved(now: Level | None, last: Level | None) -> str:
    """Return how a level moved since the return before."""
    if now is None or last is None:
        return "–"
    if now is last:
        return "As last time"
    steps = list(Level)
    return f"{'Up' if steps.index(now) < steps.index(last) else 'Down'} from {last.value.capitalize()}"


def return_detail(
    row: DeskRow, reading: Reading, asked: Sequence[Asked], step: int, *, is_writable: bool
) -> DetailView:
    """Return what is known of a return; `step` is which difference is on show."""
    held = row.held
    beside = reading.last.number if reading.last else ""
    return DetailView(
        key=row.key,
        caption=held.number,
        title=held.name,
        status=_GLYPHS[held.standing],
        status_words=_SHORT[held.standing],
        facts=(*_facts(held, beside), FactView("Marking", reading.released.marking)),
        sections=tuple(_sections(row, reading, asked, step)),
        offers=_offers(held, has_differences=bool(reading.differences), is_writable=is_writable),
        note="" if is_writable else "This file is open for reading only.",
    )


def _facts(held: ReturnRow, beside: str) -> tuple[FactView, ...]:
    facts = [
        FactView("Verification", " ".join(held.verdict.splitlines())),
        FactView("Period", held.period),
        FactView("Made on", spell_day(held.made_on)),
        FactView("Level", level_word(held.level), level_status(held.level)),
        FactView("Score", "No score" if held.score is None else str(held.score)),
        FactView("Withheld", f"{held.withheld} places" if held.withheld else "Nothing"),
        FactView("Review", held.state),
        FactView("Beside", f"return {beside}" if beside else "no earlier return"),
    ]
    return tuple(facts + ([FactView("Overdue", held.overdue, "overdue")] if held.overdue else []))


def _sections(row: DeskRow, reading: Reading, asked: Sequence[Asked], step: int) -> list[SectionView]:
    differences = [one for one in reading.differences if not row.intention or one.intention == row.intention]
    sections = []
    if differences:
        sections.append(_difference(differences[step % len(differences)], step % len(differences), len(differences)))
        sections.append(SectionView(_changed_title(differences), _lines(map(_line, differences))))
    elif reading.last:
        sections.append(SectionView("What changed", "Nothing since the last return."))
    prompts = [one for one in reading.prompts if not row.intention or one.intention == row.intention]
    if prompts:
        said = (f"{one.item or one.intention}: {DOUBT_WORDS[one.doubt].lower()}. {one.sentence}" for one in prompts)
        sections.append(SectionView(f"To ask about, {len(prompts)} (a prompt, not a score)", _lines(said)))
    looks = [
        one for one in reading.plan
        if (one.intention == row.intention if row.intention else one.depth in (Depth.SAMPLE, Depth.FULL))
    ]  # fmt: skip
    if looks:
        said = (f"{one.intention}: {DEPTH_WORDS[one.depth].lower()}. {' '.join(one.reasons)}" for one in looks)
        sections.append(SectionView("Where to look", _lines(said)))
    if asked:
        said = (f"{one.reference}, {one.item or one.intention}: {one.state.value}" for one in asked)
        sections.append(SectionView("Queries", _lines(said)))
    return sections


def _difference(one: Difference, step: int, total: int) -> SectionView:
    pieces = (("same", f"{one.place}  "), ("removed", one.before), ("same", " "), ("added", one.after))
    title = f"Difference {step + 1} of {total}: {CHANGE_WORDS[one.change].lower()}"
    return SectionView(title, f"{one.before} to {one.after}", pieces)


def _changed_title(differences: Sequence[Difference]) -> str:
    worse = sum(one.change in _WORSE for one in differences)
    return f"What changed: {len(differences)}, {worse} for the worse"


def _line(one: Difference) -> str:
    return f"{one.place}: {CHANGE_WORDS[one.change].lower()}, {one.before} to {one.after}"


def _lines(said: Iterable[str]) -> str:
    lines = list(said)
    more = [f"and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
    return "\n".join([*lines[:_MOST_LINES], *more])


def _asked_words(held: ReturnRow) -> str:
    parts = []
    if held.replied_queries:
        parts.append(f"{held.replied_queries} replied")
    if held.open_queries:
        parts.append(f"{held.open_queries} open")
    return ", ".join(parts)


def _offers(held: ReturnRow, *, has_differences: bool, is_writable: bool) -> tuple[OfferView, ...]:
    is_open = is_writable and held.outcome is not Outcome.ACCEPTED
    of_review = ("respond", "query", "opinion", "mark", "inspected")
    of_file = ("observe", "concern", "audit", "plan")
    return (
        *(OfferView(key, is_enabled=is_open, on_foot=key in _ON_FOOT) for key in of_review),
        OfferView("next", is_enabled=has_differences),
        *(OfferView(key, is_enabled=is_writable, on_foot=False) for key in of_file),
        OfferView("table", on_foot=False),
        OfferView("figures", on_foot=False),
    )
