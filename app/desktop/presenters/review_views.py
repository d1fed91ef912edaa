"""A return on the review desk: its row, and what is known of it beside the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.desktop.presenters.reading_rows import WORSE
from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.honesty import DOUBT_WORDS
from app.domain.records import Level
from app.domain.return_comparison import CHANGE_WORDS, Difference
from app.domain.review_terms import DEPTH_WORDS, STANDING_WORDS, Depth, Outcome, Standing
from app.domain.review_trend import level_words
from app.services.querying import Asked
from app.services.return_reading import Reading
from app.services.review_desk import ReturnRow

_SHORT = {Standing.TRUSTED: "Verified", Standing.UNTRUSTED: "Not trusted", Standing.MISSING_SIGNATURE: "Half signed"}
_GLYPHS = {Standing.TRUSTED: "passed", Standing.UNTRUSTED: "decide", Standing.MISSING_SIGNATURE: "in_progress"}
_MOST_LINES = 6
_ON_FOOT = ("read", "respond")
"""The rest is in the page's menu and the context menu: the detail is for reading."""


@dataclass(frozen=True)
class DeskRow:
    """A return."""

    held: ReturnRow

    @property
    def key(self) -> str:
        """The return's id."""
        return self.held.id


def row_cells(row: DeskRow) -> tuple[CellView, ...]:
    """Return the cells of a return."""
    held = row.held
    return (
        CellView(held.number, spell_day(held.made_on), style="small_strong"),
        CellView(held.name, held.overdue, detail_tone="bad", may_elide=True),
        CellView(level_words(held.level), status=_level(held.level)),
        CellView(held.state, _asked_words(held)),
        CellView(STANDING_WORDS[held.standing], status=_GLYPHS[held.standing]),
    )


def return_detail(row: DeskRow, reading: Reading, asked: Sequence[Asked], *, is_writable: bool) -> DetailView:
    """Return what is known of a return, in short: it is read on a page of its own."""
    held = row.held
    beside = reading.last.number if reading.last else ""
    return DetailView(
        key=row.key,
        caption=held.number,
        title=held.name,
        status=_GLYPHS[held.standing],
        status_words=_SHORT[held.standing],
        facts=(*_facts(held, beside), FactView("Marking", reading.released.marking)),
        sections=tuple(_sections(reading, asked)),
        offers=_offers(held, has_differences=bool(reading.differences), is_writable=is_writable),
        note="" if is_writable else "This file is open for reading only.",
    )


def _facts(held: ReturnRow, beside: str) -> tuple[FactView, ...]:
    facts = [
        FactView("Verification", " ".join(held.verdict.splitlines())),
        FactView("Period", held.period),
        FactView("Made on", spell_day(held.made_on)),
        FactView("Level", level_words(held.level), _level(held.level)),
        FactView("Score", "No score" if held.score is None else str(held.score)),
        FactView("Withheld", f"{held.withheld} places" if held.withheld else "Nothing"),
        FactView("Review", held.state),
        FactView("Beside", f"return {beside}" if beside else "no earlier return"),
    ]
    return tuple(facts + ([FactView("Overdue", held.overdue)] if held.overdue else []))


def _sections(reading: Reading, asked: Sequence[Asked]) -> list[SectionView]:
    sections = []
    if reading.differences:
        sections.append(SectionView(_changed_title(reading.differences), _lines(map(_line, reading.differences))))
    elif reading.last:
        sections.append(SectionView("What changed", "Nothing since the last return."))
    if reading.prompts:
        said = (f"{one.item or one.intention}: {DOUBT_WORDS[one.doubt].lower()}" for one in reading.prompts)
        sections.append(SectionView(f"To ask about, {len(reading.prompts)} (a prompt, not a score)", _lines(said)))
    looks = [one for one in reading.plan if one.depth in (Depth.SAMPLE, Depth.FULL)]
    if looks:
        said = (f"{one.intention}: {DEPTH_WORDS[one.depth].lower()}. {one.reasons[0]}" for one in looks)
        sections.append(SectionView(f"Where to look, {len(looks)}", _lines(said)))
    if asked:
        said = (f"{one.reference}, {one.item or one.intention}: {one.state.value}" for one in asked)
        sections.append(SectionView("Queries", _lines(said)))
    return sections


def _changed_title(differences: Sequence[Difference]) -> str:
    worse = sum(one.change in WORSE for one in differences)
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
    of_review = ("respond", "query", "opinion", "inspected")
    of_file = ("observe", "audit", "plan")
    return (
        OfferView("read"),
        *(OfferView(key, is_enabled=is_open, on_foot=key in _ON_FOOT) for key in of_review),
        OfferView("next", is_enabled=has_differences, on_foot=False),
        *(OfferView(key, is_enabled=is_writable, on_foot=False) for key in of_file),
        OfferView("table", on_foot=False),
        OfferView("figures", on_foot=False),
    )


def _level(level: Level | None) -> str:
    return level.value if level else "not_answered"
