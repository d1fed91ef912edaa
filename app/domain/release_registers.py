"""The release of the registers: part of `app.domain.release`, which gives it what it needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.registers.every import REGISTERS
from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.options import left_out, word_of
from app.domain.registers.register import Around, Register
from app.domain.released_registers import ReleasedColumn, ReleasedEntry, ReleasedFact, ReleasedRegister
from app.domain.released_text import ReleasedText
from app.domain.text import Text

WHOLE = "All"
"""Stands for the establishment where an intention is named."""
NOT_RECORDED = "Not recorded"
NOT_SEEN = "Not recorded, or withheld"
"""Where an entry of the register is withheld whole: which of the choices it is about is not told."""

_KINDS: Mapping[FieldKind, Any] = {
    FieldKind.LINE: "words",
    FieldKind.PROSE: "words",
    FieldKind.DAY: "day",
    FieldKind.COUNT: "figure",
    FieldKind.FIGURE: "figure",
    FieldKind.CHOICE: "word",
    FieldKind.CHOICES: "word",
    FieldKind.LINKS: "refs",
    FieldKind.POST: "words",
    FieldKind.YES: "word",
    FieldKind.PARENT: "refs",
}


def release_registers(
    content: PeriodContent, made_on: date, text: Callable[[Text], ReleasedText], withheld_items: Collection[str]
) -> tuple[ReleasedRegister, ...]:
    """Return what leaves of the registers, the empty ones too: a reader has to see that nothing was recorded.

    `text` releases a text.
    """
    releaser = _Releaser(content, content.around(made_on), text, frozenset(withheld_items))
    return tuple(releaser.register(register) for register in REGISTERS)


class _Releaser:
    """Releases the entries of one return."""

    def __init__(
        self,
        content: PeriodContent,
        around: Around,
        text: Callable[[Text], ReleasedText],
        withheld_items: frozenset[str],
    ) -> None:
        self._content = content
        self._around = around
        self._text = text
        self._withheld_items = withheld_items
        self._references = {
            entry.record.id: entry.record.reference
            for entries in content.registers.values()
            for entry in entries
            if not entry.record.sealed_id
        }

    def register(self, register: Register) -> ReleasedRegister:
        """Return what leaves of one register; its order says nothing of what is withheld."""
        entries = self._content.registers.get(register.kind, ())
        hidden = {entry.record.intention_ref or WHOLE for entry in entries if entry.record.sealed_id}
        public = [entry for entry in entries if not entry.record.sealed_id]
        word = NOT_SEEN if hidden else NOT_RECORDED
        shown = [(each.record, self._entry(register, each)) for each in public]
        shown += [(each.record, self._unrecorded(register, each, word)) for each in self._left_out(register, public)]
        shown.sort(key=lambda pair: (pair[0].intention_ref or "~", pair[0].reference or "~"))
        shown.sort(key=lambda pair: register.order(pair[0]), reverse=register.is_falling)
        released = tuple(entry for _, entry in shown)
        return empty_register(register).model_copy(update={"entries": released, "withheld": tuple(sorted(hidden))})

    def _left_out(self, register: Register, public: Sequence[Entry[RegisterRecord]]) -> Iterator[Entry[RegisterRecord]]:
        """Yield an empty entry for each choice that is to have one and has none that leaves."""
        sector = self._content.establishment.record.sector
        for option in left_out(register, (entry.record for entry in public), self._around.pack, sector):
            record = register.record_type(period_id=self._content.period.record.id)
            yield Entry(record.model_copy(update={register.each_of: option}))

    def _unrecorded(self, register: Register, entry: Entry[RegisterRecord], word: str) -> ReleasedEntry:
        """Return what is told of a choice without an entry: which it is, and what its catalogue says of it."""
        facts = tuple(self._facts(register, entry))
        return ReleasedEntry(reference="", state=word, needs_action=True, facts=facts)

    def _entry(self, register: Register, entry: Entry[RegisterRecord]) -> ReleasedEntry:
        record = entry.record
        state = register.state(record, self._around)
        return ReleasedEntry(
            reference=record.reference or "",
            intention=record.intention_ref,
            state=state.word if state else None,
            needs_action=state is not None and state.is_left,
            facts=tuple(self._facts(register, entry)),
        )

    def _facts(self, register: Register, entry: Entry[RegisterRecord]) -> Iterator[ReleasedFact]:
        for field in register.fields:
            if (fact := self._fact(field, entry)) is not None:
                yield fact
        for derived in register.derived:
            if word := derived.work_out(entry.record, self._around):
                refs = tuple(word.split()) if derived.is_refs else None
                yield ReleasedFact(key=derived.key, word=None if refs else word, refs=refs)

    def _fact(self, field: Field, entry: Entry[RegisterRecord]) -> ReleasedFact | None:
        if field.is_words:
            words = self._text(entry.text(field.key))
            return ReleasedFact(key=field.key, words=words) if words else None
        value = getattr(entry.record, field.key)
        return None if value in (None, "") else self._column_fact(field, entry.record, value)

    def _column_fact(self, field: Field, record: RegisterRecord, value: Any) -> ReleasedFact | None:
        key = field.key
        match field.kind:
            case FieldKind.DAY:
                return ReleasedFact(key=key, day=value)
            case FieldKind.COUNT | FieldKind.FIGURE:
                return ReleasedFact(key=key, figure=format(Decimal(value).normalize(), "f"))
            case FieldKind.YES:
                return ReleasedFact(key=key, word="Yes" if value else "No")
            case FieldKind.CHOICE | FieldKind.CHOICES:
                words = [word_of(self._around.pack, field.options, each) for each in record.words_in(key)]
                return ReleasedFact(key=key, word="; ".join(words))
            case FieldKind.POST:
                post = self._content.post(value)
                return ReleasedFact(key=key, words=self._text(post.text("title"))) if post else None
            case FieldKind.PARENT:
                reference = self._references.get(value)
                return ReleasedFact(key=key, refs=(reference,)) if reference else None
            case _:
                refs = tuple(ref for ref in record.words_in(key) if ref not in self._withheld_items)
                return ReleasedFact(key=key, refs=refs) if refs else None


def empty_register(register: Register) -> ReleasedRegister:
    """Return a register as a return has it, without an entry."""
    return ReleasedRegister(key=register.key, title=register.title, about=register.about, columns=columns_of(register))


def columns_of(register: Register) -> tuple[ReleasedColumn, ...]:
    """Return the columns of a register as a return has them: its fields, then what is worked out."""
    fields = (ReleasedColumn(key=each.key, label=each.label, kind=_KINDS[each.kind]) for each in register.fields)
    derived = (
        ReleasedColumn(key=each.key, label=each.label, kind="refs" if each.is_refs else "word")
        for each in register.derived
    )
    return (*fields, *derived)
