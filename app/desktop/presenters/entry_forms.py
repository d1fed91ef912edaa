"""The dialog of a register's entry: what it offers, and what was typed in it as a job's arguments."""

from __future__ import annotations

from collections.abc import Mapping

from app.desktop.presenters.entry_rows import EntryRows
from app.desktop.presenters.form_values import ALL_SEALED, HOW_TO_SEAL, FormValues, posts_to_choose
from app.desktop.presenters.narrative_text import show_entry
from app.desktop.views.checklist_view import Passages
from app.desktop.views.form_views import EntryFieldView, EntryFormView, EntryInput
from app.desktop.views.home_view import ScopeView
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.options import options_of, split_links
from app.domain.registers.register import Register
from app.domain.text import Text
from app.services.registering import EntryContent

INTENTION = "intention"
_NONE = ScopeView("", "Not said")
_KINDS = {
    FieldKind.PROSE: "prose",
    FieldKind.CHOICE: "choice",
    FieldKind.CHOICES: "choices",
    FieldKind.POST: "choice",
    FieldKind.YES: "choice",
    FieldKind.PARENT: "choice",
}
_HELP = {
    FieldKind.DAY: "A day, as in 22 September 2026.",
    FieldKind.LINKS: "Refs of questions, intentions or delivery requirements, as in 1f-03, 1(f), CU016.",
}


class EntryForms:
    """Makes the forms of one period."""

    def __init__(self, content: PeriodContent, rows: EntryRows) -> None:
        self._content = content
        self._rows = rows

    def new(self, register: Register, given: Mapping[str, str]) -> EntryFormView:
        """Return the form of a new entry; `given` are values that are known already."""
        fields = tuple(self._field(field, given.get(field.key, "")) for field in register.fields)
        return EntryFormView(
            f"New {register.one}",
            "Add it",
            (*self._intention(register, given.get(INTENTION, "")), *fields),
            note=HOW_TO_SEAL,
        )

    def change(self, register: Register, entry: Entry[RegisterRecord]) -> EntryFormView:
        """Return the form that changes an entry."""
        fields = tuple(self._field(field, self._value(field, entry), entry) for field in register.fields)
        is_whole = entry.record.sealed_id is not None
        return EntryFormView(
            f"Change {register.one} {entry.record.reference}",
            "Save the changes",
            (*self._intention(register, entry.record.intention_ref or ""), *fields),
            is_new=False,
            note=ALL_SEALED if is_whole else HOW_TO_SEAL,
            shows_sealed=is_whole,
        )

    def _intention(self, register: Register, ref: str) -> tuple[EntryFieldView, ...]:
        if register.intention == "none":
            return ()
        pack = self._content.pack
        applying = (ScopeView(i.ref, f"{i.ref} {i.short}") for i in pack.intentions if self._content.applies(i))
        return (EntryFieldView(INTENTION, "Intention", "choice", ref, (_NONE, *applying)),)

    def _field(self, field: Field, value: str, entry: Entry[RegisterRecord] | None = None) -> EntryFieldView:
        return EntryFieldView(
            field.key,
            field.label,
            _KINDS.get(field.kind, "line"),
            value,
            self._choices(field),
            field.help or _HELP.get(field.kind, ""),
            self._passages(field, entry) if field.is_words else None,
        )

    def _passages(self, field: Field, entry: Entry[RegisterRecord] | None) -> Passages:
        return () if entry is None else show_entry(entry, field.key, self._content.scheme)

    def _choices(self, field: Field) -> tuple[ScopeView, ...]:
        match field.kind:
            case FieldKind.CHOICE:
                return (_NONE, *self._options(field))
            case FieldKind.CHOICES:
                return self._options(field)
            case FieldKind.POST:
                return posts_to_choose(self._content)
            case FieldKind.YES:
                return (_NONE, ScopeView("yes", "Yes"), ScopeView("no", "No"))
            case FieldKind.PARENT:
                entries = self._content.registers.get(field.parent, ())
                named = ((self._rows.title_of(entry.record.id), entry.record.id) for entry in entries)
                return (_NONE, *(ScopeView(key, title) for title, key in sorted(named)))
            case _:
                return ()

    def _options(self, field: Field) -> tuple[ScopeView, ...]:
        return tuple(ScopeView(key, word) for key, word in options_of(self._content.pack, field.options).items())

    def _value(self, field: Field, entry: Entry[RegisterRecord]) -> str:
        value = None if field.is_words else getattr(entry.record, field.key)
        if value is None:
            return ""
        match field.kind:
            case FieldKind.DAY:
                return spell_day(value)
            case FieldKind.YES:
                return "yes" if value else "no"
            case FieldKind.LINKS:
                return ", ".join(value.split())
            case FieldKind.FIGURE:
                return format(value, "f")
            case _:
                return str(value)


def read_entry(register: Register, typed: EntryInput, texts: Mapping[str, Text]) -> tuple[EntryContent, dict[str, str]]:
    """Return what an entry is to say, and what is wrong by field; `texts` are those that are others than before."""
    values = FormValues()
    columns: dict[str, object] = {}
    if register.intention != "none":
        columns["intention_ref"] = typed.values.get(INTENTION) or None
    for field in register.fields:
        if not field.is_words:
            columns[field.key] = _column(values, field, typed.values.get(field.key, ""))
    return EntryContent(columns, texts, typed.is_withheld), values.faults


def _column(values: FormValues, field: Field, words: str) -> object:
    if not words:
        return None
    match field.kind:
        case FieldKind.DAY:
            return values.day(field.key, words)
        case FieldKind.YES:
            return words == "yes"
        case FieldKind.LINKS:
            return " ".join(split_links(words))
        case FieldKind.COUNT | FieldKind.FIGURE:
            return words.replace(",", "")
        case _:
            return words
