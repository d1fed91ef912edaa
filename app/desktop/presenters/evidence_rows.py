"""Turns a period's content into rows of the register of evidence, and into what is known of one item."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from app.desktop.presenters.texts import has_seal, is_hidden, line_of, marking_of, size_words, withheld_word
from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Evidence
from app.domain.text import shown

TITLE_LEAVES, STAYS = "Title leaves", "Stays here"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One evidence item. `title` is all that may be shown of it now."""

    key: str
    reference: str
    title: str
    detail: str
    intention: str
    cited: tuple[str, ...]
    dated: date | None
    is_attached: bool
    does_leave: bool
    is_sealed: bool
    is_hidden: bool


class EvidenceRows:
    """Makes rows of one period."""

    def __init__(self, content: PeriodContent) -> None:
        self._content = content
        self._intentions = {entry.record.id: entry.record.intention_ref for entry in content.self_audits}
        self._entries = {entry.record.id: entry for entry in content.evidence}
        self._names = {entry.record.id: shown(entry.text("name")) for entry in content.people}
        self._kinds = {step.key: step.word for step in content.pack.scales.evidence_kinds}
        cited: dict[str, set[str]] = defaultdict(set)
        for link in content.evidence_links:
            cited[link.record.evidence_id].add(link.record.item_ref)
        self._cited = {key: tuple(sorted(refs)) for key, refs in cited.items()}

    def all(self) -> list[EvidenceRow]:
        """Return every evidence item of the period."""
        return [self._row(entry) for entry in self._entries.values()]

    def entry(self, key: str) -> Entry[Evidence]:
        """Return an evidence item by its id."""
        return self._entries[key]

    def cells(self, row: EvidenceRow) -> tuple[CellView, ...]:
        """Return a row's cells."""
        stays = "What is sealed stays here" if row.is_sealed else "The file stays here" if row.is_attached else ""
        leaving = CellView(TITLE_LEAVES, stays)
        return (
            CellView(row.reference, style="small_strong"),
            CellView(row.title, row.detail, may_elide=True, icon="lock" if row.is_sealed else "",
                     spoken="sealed" if row.is_sealed else ""),
            CellView(", ".join(row.cited) or row.intention, may_elide=True),
            CellView(spell_day(row.dated) if row.dated else ""),
            leaving if row.does_leave else CellView(STAYS),
        )  # fmt: skip

    def order(self, row: EvidenceRow, column: str) -> tuple[object, ...]:
        """Return what a column sorts a row by; a row without a date comes last."""
        by_column: dict[str, tuple[object, ...]] = {
            "title": (row.title.casefold(),),
            "cited": (row.cited or (row.intention,),),
            "dated": (row.dated or date.max,),
            "leaves": (row.does_leave,),
        }
        return (*by_column.get(column, ()), row.reference)

    def detail(self, row: EvidenceRow, size: int | None, *, is_writable: bool) -> DetailView:
        """Return what is known of an evidence item; `size` is its file's in bytes, where it can be told."""
        entry = self._entries[row.key]
        return DetailView(
            row.key,
            f"Evidence {row.reference}".strip(),
            row.title,
            marking=marking_of(entry, self._content.scheme),
            facts=tuple(self._facts(row, entry, size)),
            offers=tuple(self._offers(row, entry, is_writable)),
            note="Unlock the sealed store to read or change it." if row.is_hidden else "",
        )

    def _row(self, entry: Entry[Evidence]) -> EvidenceRow:
        record, hides = entry.record, is_hidden(entry)
        return EvidenceRow(
            record.id,
            record.reference or "",
            withheld_word(self._content.scheme) if hides else line_of(entry.text("title"), self._content.scheme),
            "" if hides else self._held(entry),
            self._intentions[record.self_audit_id],
            self._cited.get(record.id, ()),
            record.dated or record.seen_on,
            record.attachment_id is not None,
            record.sealed_id is None,
            has_seal(entry),
            hides,
        )

    def _held(self, entry: Entry[Evidence]) -> str:
        scheme = self._content.scheme
        if entry.record.attachment_id is not None:
            return line_of(entry.text("file_name"), scheme)
        by = self._names.get(entry.record.seen_by or "")
        where = line_of(entry.text("place"), scheme)
        return f"Seen: {where}" + (f", by {by}" if by else "") if where or by else "Seen, not attached"

    def _facts(self, row: EvidenceRow, entry: Entry[Evidence], size: int | None) -> list[FactView]:
        record = entry.record
        intention = self._content.pack.intention(row.intention)
        facts = [FactView("Intention", f"{row.intention} {intention.short}")]
        if row.cited:
            facts.append(FactView("Cited by", ", ".join(row.cited)))
        if not row.is_hidden:
            facts += self._what(row, entry, size)
        if not row.does_leave:
            leaving = "It stays here"
        elif record.attachment_id is not None:
            leaving = "The title leaves, the file stays here"
        else:
            leaving = "The title leaves, with where and when it was seen"
        return [*facts, FactView("Return", leaving)]

    def _what(self, row: EvidenceRow, entry: Entry[Evidence], size: int | None) -> list[FactView]:
        record, scheme = entry.record, self._content.scheme
        found = [("Kind", self._kinds.get(record.evidence_kind or "", ""))]
        if row.is_attached:
            amount = f", {size_words(size)}" if size is not None else ""
            found.append(("File", f"{line_of(entry.text('file_name'), scheme)}{amount}"))
        else:
            found.append(("Seen at", line_of(entry.text("place"), scheme)))
            found.append(("Seen by", self._names.get(record.seen_by or "", "")))
            found.append(("Seen on", spell_day(record.seen_on) if record.seen_on else ""))
        found.append(("Date", spell_day(record.dated) if record.dated else ""))
        return [FactView(label, words) for label, words in found if words]

    def _offers(self, row: EvidenceRow, entry: Entry[Evidence], is_writable: bool) -> list[OfferView]:
        if row.is_hidden:
            return []
        offers = [OfferView("link")] if is_writable else []
        if row.is_attached and entry.record.sealed_id is None:
            offers.append(OfferView("copy"))
        if is_writable:
            offers += [OfferView("reword", on_foot=False), OfferView("remove")]
            if entry.record.sealed_id is None:
                offers.append(OfferView("withhold", on_foot=False))
        if row.cited:
            offers.append(OfferView("question", on_foot=False))
        return offers
