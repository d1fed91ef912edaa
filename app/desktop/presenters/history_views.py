"""Turns revisions into rows of History, and into what is known of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum

from app.desktop.presenters.texts import in_groups
from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.text import shown
from app.services.history import Change, Difference

KIND_WORDS = {
    "establishment": "Establishment", "person": "Person", "post": "Post", "holding": "Who holds a post",
    "period": "Period", "ownership": "Owner", "planned_item": "Plan", "self_audit": "Delivery plan", "answer": "Answer",
    "finding": "Finding", "action": "Action", "attachment": "Attached file", "evidence": "Evidence",
    "evidence_link": "Evidence cited", "statement": "Statement", "declaration": "Declaration", "sign_off": "Sign-off",
    "marking_decision": "Marking decision", "unsealing": "Unsealing", "issued_return": "Return",
    "kept_pack": "Catalogue pack",
}  # fmt: skip
_FIELD_WORDS = {"item_ref": "Question", "intention_ref": "Intention", "item_version": "Version of the question"}
_TAKEN = "What it said was taken out of the file when something was sealed or refused. That it was changed stays."
_WITHHELD = "It is withheld whole, so what changed in it is not shown here."
_NOTHING = "Nothing that is shown here changed."


class Comparison(Enum):
    """What a revision is compared with: the one before it, how it stands now, or another."""

    NONE = "before"
    NOW = "now"
    OTHER = "other"


@dataclass(frozen=True)
class Standing:
    """Where a revision stands among those of its record, and what can be done with it."""

    comparison: Comparison
    base: Change | None
    is_latest: bool
    can_put_back: bool
    can_go: bool


class HistoryViews:
    """Words for the revisions of one file."""

    def __init__(self, content: PeriodContent, zone: tzinfo | None) -> None:
        self._content = content
        self._zone = zone
        self._names = {entry.record.id: shown(entry.text("name")) for entry in content.people}
        scales = content.pack.scales
        tables = (scales.results, scales.levels, scales.action_states, scales.finding_grades, scales.evidence_kinds)
        self._words: Mapping[str, str] = {step.key: step.word for table in tables for step in table}

    def cells(self, change: Change) -> tuple[CellView, ...]:
        """Return a row's cells."""
        at, kind = self._local(change.at), self.kind(change)
        return (
            CellView(spell_day(at.date()), f"{at:%H:%M}"),
            CellView(_begun(change.label) or kind, kind if change.label else "", may_elide=True),
            CellView(change.act, may_elide=True),
            CellView(self.who(change), may_elide=True),
        )

    def kind(self, change: Change) -> str:
        """Return the word of what a revision is of."""
        return KIND_WORDS.get(change.kind, change.kind.replace("_", " ").capitalize())

    def who(self, change: Change) -> str:
        """Return who made a revision; `""` where nobody was named."""
        return self._names.get(change.person_id or "", "")

    def when(self, change: Change) -> str:
        """Return when a revision was made."""
        at = self._local(change.at)
        return f"{spell_day(at.date())}, {at:%H:%M}"

    def detail(self, change: Change, difference: Difference, standing: Standing) -> DetailView:
        """Return a revision, and what it changed, what is different now, or what lies between it and another."""
        facts = [
            FactView("When", self.when(change)),
            FactView("Who", self.who(change) or "Nobody was named"),
            FactView("Act", change.act),
        ]
        if standing.comparison is not Comparison.NONE:
            facts.append(FactView("Beside", self.when(standing.base) if standing.base else "How it stands now"))
        return DetailView(
            change.revision_id,
            self.kind(change),
            _begun(change.label) or change.act,
            facts=tuple(facts),
            sections=tuple(self._sections(difference, self._title(change, difference, standing))),
            offers=tuple(_offers(standing)),
        )

    def _title(self, change: Change, difference: Difference, standing: Standing) -> str:
        if standing.base is not None:
            first, last = sorted((standing.base, change), key=lambda each: each.at)
            return f"From {self.when(first)} to {self.when(last)}"
        if standing.comparison is Comparison.NOW:
            return "From then to now"
        return "As it began" if difference.is_first else "What changed"

    def _sections(self, difference: Difference, title: str) -> Iterator[SectionView]:
        if difference.is_taken or difference.is_withheld:
            yield SectionView(title, _TAKEN if difference.is_taken else _WITHHELD)
            return
        lines = tuple(
            FactView(_field(name), self._values(name, old, new))
            for name, old, new in difference.columns
            if old is not None or new is not None
        )
        if lines or not difference.texts:
            yield SectionView(title, "" if lines else _NOTHING, facts=lines)
        for text in difference.texts:
            pieces = tuple((piece.kind, piece.words) for piece in text.pieces)
            yield SectionView(_field(text.field), _told(pieces), pieces)

    def _values(self, name: str, old: object, new: object) -> str:
        if name.endswith("digest") and new is not None:
            return in_groups(str(new))
        if name.startswith("is_"):  # kept as 0 and 1
            old, new = (each if each is None else bool(each) for each in (old, new))
        if old is None or new is None:
            return self._value(new) if new is not None else "Taken off"
        return f"{self._value(old)}, now {self._value(new)}"

    def _value(self, value: object) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        text = str(value)
        if text in self._words:
            return self._words[text]
        try:
            return spell_day(date.fromisoformat(text[:10])) if "-" in text else text
        except ValueError:
            return text

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)


def _offers(standing: Standing) -> Iterator[OfferView]:
    if standing.comparison is not Comparison.NONE:
        yield OfferView("explain")
    elif not standing.is_latest:
        yield OfferView("compare")
    if standing.can_put_back and not standing.is_latest:
        yield OfferView("put_back")
    if standing.comparison is not Comparison.OTHER:
        yield OfferView("between")
    yield OfferView("only", on_foot=False)
    if standing.can_go:
        yield OfferView("go")


def _field(name: str) -> str:
    return _FIELD_WORDS.get(name, name.removeprefix("is_").replace("_", " ").capitalize())


def _begun(words: str) -> str:
    """Return words as they begin a cell."""
    return words[:1].upper() + words[1:]


def _told(pieces: tuple[tuple[str, str], ...]) -> str:
    """Return a comparison for those who hear it."""
    said = {"removed": "Taken out", "added": "Added"}
    parts = [f"{said[kind]}: {words.strip()}." for kind, words in pieces if kind in said and words.strip()]
    return " ".join(parts) or "Only spaces changed."
