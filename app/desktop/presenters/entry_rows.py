"""Turns the entries of the registers into rows, and into what is known of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.desktop.presenters.texts import days, has_seal, is_hidden, line_of, marking_of, withheld_word
from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.registers.every import BY_KIND, CHILDREN
from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.options import word_of
from app.domain.registers.register import Register, State
from app.domain.registers.to_fill_in import to_fill_in
from app.domain.text import shown

_GONE = "Unlock the sealed store to read or change it."
_LINE = 60
"""Characters up to which something worked out is a fact, and beyond which a paragraph."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry; `title` is all that may be shown of it now."""

    key: str
    register: Register
    reference: str
    title: str
    intention: str
    owner: str
    state: State | None
    words: str
    is_sealed: bool = False
    is_hidden: bool = False
    beside: str = ""
    """What its title line says, where it is called by something else."""
    option: str = ""
    """The choice that is to have an entry and has none yet: then there is nothing but this row."""

    @property
    def is_left(self) -> bool:
        """Tell whether someone has to act on it."""
        return self.state is not None and self.state.is_left


class EntryRows:
    """Makes rows of one period on one day."""

    def __init__(self, content: PeriodContent, today: date) -> None:
        self._content = content
        self._around = content.around(today)
        self._entries = {
            entry.record.id: (BY_KIND[kind], entry) for kind, entries in content.registers.items() for entry in entries
        }

    def all(self) -> list[EntryRow]:
        """Return every entry, and what is to have one and has none; nothing at all where there is no entry yet."""
        entries = [self._row(register, entry) for register, entry in self._entries.values()]
        return [*entries, *self._still_to_fill_in()] if entries else []

    def _still_to_fill_in(self) -> Iterator[EntryRow]:
        for each in to_fill_in(self._content, self._around.today):
            yield EntryRow(
                each.key, each.register, "", each.word, "", "", each.state, each.word.casefold(), option=each.option
            )

    def entry(self, key: str) -> Entry[RegisterRecord]:
        """Return the entry of a row."""
        return self._entries[key][1]

    def title_of(self, key: str) -> str:
        """Return what an entry is called: what its first field says."""
        if key not in self._entries:
            return ""
        register, entry = self._entries[key]
        if is_hidden(entry):
            return withheld_word(self._content.scheme)
        return self.told(register.fields[0], entry) or entry.record.reference or ""

    def told(self, field: Field, entry: Entry[RegisterRecord]) -> str:
        """Return what a field says, in a line."""
        if field.is_words:
            return line_of(entry.text(field.key), self._content.scheme)
        value = getattr(entry.record, field.key)
        if value in (None, ""):
            return ""
        match field.kind:
            case FieldKind.DAY:
                return spell_day(value)
            case FieldKind.YES:
                return "Yes" if value else "No"
            case FieldKind.CHOICE | FieldKind.CHOICES:
                pack = self._content.pack
                return "; ".join(word_of(pack, field.options, key) for key in entry.record.words_in(field.key))
            case FieldKind.LINKS:
                return ", ".join(entry.record.words_in(field.key))
            case FieldKind.POST:
                post = self._content.post(value)
                return shown(post.text("title")) if post else ""
            case FieldKind.PARENT:
                return self.title_of(value)
            case _:
                return format(value, "f") if field.kind is FieldKind.FIGURE else str(value)

    def cells(self, row: EntryRow) -> tuple[CellView, ...]:
        """Return number, title, intention where the register has them, owner and state."""
        state = row.state
        late = f"by {days(state.days_late)}" if state and state.days_late else ""
        icon, spoken = ("lock", "sealed") if row.is_sealed else ("", "")
        for_intention = () if row.register.intention == "none" else (CellView(row.intention),)
        return (
            CellView(row.reference, style="small_strong"),
            CellView(row.title, row.beside, may_elide=True, icon=icon, spoken=spoken),
            *for_intention,
            CellView(row.owner, may_elide=True),
            CellView(state.word, late, state.glyph, detail_tone="bad") if state else CellView("–"),
        )

    def order(self, row: EntryRow, column: str) -> Any:
        """Return what a column sorts a row by."""
        match column:
            case "reference":
                return row.reference
            case "intention":
                return row.intention or "~", *self._by_title(row)
            case "owner":
                return row.owner.casefold(), *self._by_title(row)
            case "state":
                return not row.is_left, row.state.word if row.state else "~", *self._by_title(row)
            case _:
                return self._by_title(row)

    def _by_title(self, row: EntryRow) -> tuple[Any, ...]:
        """Sort by title, and entries of one title as their register orders them."""
        place = () if row.option else (row.register.order(self.entry(row.key).record), row.reference)
        return row.title.casefold(), *place

    def detail(self, row: EntryRow, *, is_writable: bool) -> DetailView:
        """Return what is known of an entry."""
        if row.option:
            return self._detail_to_fill_in(row, is_writable=is_writable)
        entry, register = self.entry(row.key), row.register
        if row.is_hidden:
            return DetailView(
                row.key, row.reference, row.title, marking=marking_of(entry, self._content.scheme), note=_GONE
            )
        state = row.state
        return DetailView(
            row.key,
            " · ".join(filter(None, (row.reference, row.intention))),
            row.title,
            state.glyph if state else "",
            state.word if state else "",
            marking_of(entry, self._content.scheme),
            tuple(self._facts(register, entry)),
            tuple(self._sections(register, entry)),
            offers=tuple(self._offers(row)) if is_writable else (),
        )

    def _detail_to_fill_in(self, row: EntryRow, *, is_writable: bool) -> DetailView:
        offers = (OfferView("change"), OfferView("grid")) if is_writable else ()
        return DetailView(
            row.key, row.register.title, row.title, row.state.glyph if row.state else "",
            row.state.word if row.state else "",
            sections=(SectionView("To be filled in", row.register.about),), offers=offers,
        )  # fmt: skip

    def _row(self, register: Register, entry: Entry[RegisterRecord]) -> EntryRow:
        record, hidden = entry.record, is_hidden(entry)
        told = [] if hidden else [self.told(field, entry) for field in register.fields]
        owner = next((self.told(f, entry) for f in register.fields if f.kind is FieldKind.POST), "") if told else ""
        title = self.title_of(record.id)
        return EntryRow(
            record.id, register, record.reference or "", title, record.intention_ref or "", owner,
            None if hidden else register.state(record, self._around),
            f"{record.reference or ''} {record.intention_ref or ''} {title} {' '.join(told)}".casefold(),
            has_seal(entry), hidden, "" if hidden else self._beside(register, entry),
        )  # fmt: skip

    def _beside(self, register: Register, entry: Entry[RegisterRecord]) -> str:
        told = (self.told(register.field_of(key), entry) for key in register.beside)
        return ": ".join(filter(None, told))

    def _facts(self, register: Register, entry: Entry[RegisterRecord]) -> Iterator[FactView]:
        for field in register.fields[1:]:
            if field.kind is not FieldKind.PROSE and (words := self.told(field, entry)):
                yield FactView(field.label, words)
        for derived in register.derived:
            words = derived.work_out(entry.record, self._around)
            if words and len(words) <= _LINE:
                yield FactView(derived.label, words)

    def _sections(self, register: Register, entry: Entry[RegisterRecord]) -> Iterator[SectionView]:
        for field in register.fields:
            if field.kind is FieldKind.PROSE and (words := self.told(field, entry)):
                yield SectionView(field.label, words)
        for derived in register.derived:
            words = derived.work_out(entry.record, self._around)
            if len(words) > _LINE:
                yield SectionView(derived.label, words)
        for child in CHILDREN.get(register.kind, ()):
            lines = [self._line(child, each) for each in self._children(child, entry)]
            if lines:
                yield SectionView(child.title, "\n".join(lines))
        actions = [each for each in self._content.actions if each.record.entry_id == entry.record.id]
        if actions:
            scheme = self._content.scheme
            told = (f"{each.record.reference} {line_of(each.text('title'), scheme)}" for each in actions)
            yield SectionView("Actions", "\n".join(told))

    def _children(self, child: Register, entry: Entry[RegisterRecord]) -> list[Entry[RegisterRecord]]:
        key = child.fields[0].key
        own = [e for e in self._around.entries.get(child.kind, ()) if e.record.word_in(key) == entry.record.id]
        return sorted(own, key=lambda each: child.order(each.record), reverse=True)

    def _line(self, child: Register, entry: Entry[RegisterRecord]) -> str:
        told = ((field, self.told(field, entry)) for field in child.fields[1:] if field.kind is not FieldKind.POST)
        return ", ".join(
            words if field.is_words or field.kind is FieldKind.DAY else f"{field.label.lower()} {words}"
            for field, words in told
            if words
        )

    def _offers(self, row: EntryRow) -> Iterator[OfferView]:
        yield OfferView("change")
        if row.register.each_of:
            yield OfferView("grid")
        for child in CHILDREN.get(row.register.kind, ()):
            yield OfferView("child", f"Add: {child.one}…")
        yield OfferView("action", on_foot=False)
        if row.intention:
            yield OfferView("question", on_foot=False)
        if self.entry(row.key).record.sealed_id is None:
            yield OfferView("withhold", on_foot=False)
        yield OfferView("remove", on_foot=False)
