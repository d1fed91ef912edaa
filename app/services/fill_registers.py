"""The registers' part of a fill form, made from their declarations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, create_model

from app.domain.catalogue import Data
from app.domain.errors import UserError
from app.domain.record import new_reference
from app.domain.references import IntentionRef
from app.domain.registers.every import CHILDREN, REGISTERS
from app.domain.registers.fields import Field as RegisterField
from app.domain.registers.fields import FieldKind, RegisterRecord
from app.domain.registers.options import options_of
from app.domain.registers.register import Register
from app.domain.text import shown
from app.services.fill_words import FillText
from app.services.registering import EntryContent, EntryFaults, write_entry

if TYPE_CHECKING:
    from app.domain.people import Directory
    from app.domain.period_content import PeriodContent
    from app.domain.record import Entry
    from app.domain.text import Passage
    from app.store.work import Work


_TYPES: Mapping[FieldKind, Any] = {
    FieldKind.LINE: FillText,
    FieldKind.PROSE: FillText,
    FieldKind.DAY: date | None,
    FieldKind.COUNT: int | None,
    FieldKind.FIGURE: Annotated[Decimal | None, Field(allow_inf_nan=False)],
    FieldKind.CHOICE: str | None,
    FieldKind.CHOICES: tuple[str, ...],
    FieldKind.LINKS: tuple[str, ...],
    FieldKind.POST: str | None,
    FieldKind.YES: bool | None,
    FieldKind.PARENT: str | None,
}
_EMPTY = {FieldKind.LINE: (), FieldKind.PROSE: (), FieldKind.CHOICES: (), FieldKind.LINKS: ()}


def _name(field: RegisterField) -> str:
    """Return a field's name in a form, which names posts and other entries and knows no ids."""
    return {"post_id": "owner"}.get(field.key, field.key.removesuffix("_id"))


def _form_of(register: Register) -> type[Data]:
    parts: dict[str, Any] = {_name(f): _part(f) for f in register.fields}
    if register.intention != "none":
        is_needed = register.intention == "needed"
        parts["intention"] = (IntentionRef, ...) if is_needed else (IntentionRef | None, None)
    parts |= {"key": (str | None, None), "withheld": (bool, False)}
    name = f"Fill{register.record_type.__name__}"
    return create_model(name, __base__=Data, __doc__=register.about, __module__=__name__, **parts)


def _part(field: RegisterField) -> tuple[Any, Any]:
    return _TYPES[field.kind], ... if field.is_required else _EMPTY.get(field.kind)


FORMS = {register: _form_of(register) for register in REGISTERS}

if TYPE_CHECKING:
    FillRegisters = Data
else:
    FillRegisters = create_model(
        "FillRegisters",
        __base__=Data,
        __doc__="Entries of the registers. `key` lets others in this file name one.",
        __module__=__name__,
        **{register.key: (tuple[form, ...], ()) for register, form in FORMS.items()},
    )


class RegisterFiller:
    """Writes the registers' part of a form into one period."""

    def __init__(
        self,
        work: Work,
        content: PeriodContent,
        read_passages: Callable[[FillText], list[Passage]],
        keep: Callable[[Entry[RegisterRecord], str, FillText], object],
    ) -> None:
        self._work = work
        self._pack = content.pack
        self._period_id = content.period.record.id
        self._read_passages = read_passages
        self._keep = keep
        self._keys = _names_of(content)

    def write(self, register: Register, form: Data, directory: Directory, intention: str | None) -> None:
        """Write one entry; UserError with every fault of it in one sentence after another."""
        columns: dict[str, object] = {"intention_ref": intention}
        texts: dict[str, FillText] = {}
        for field in register.fields:
            value = getattr(form, _name(field))
            if field.is_words:
                texts[field.key] = value
            else:
                columns[field.key] = self._column(field, value, directory)
        is_withheld: bool = getattr(form, "withheld", False)
        passages = {name: self._read_passages(text) for name, text in texts.items()}
        record = register.record_type(period_id=self._period_id, reference=new_reference(register.letter))
        try:
            entry = write_entry(self._work, register, record, EntryContent(columns, passages, is_withheld), self._pack)
        except EntryFaults as error:
            raise UserError(error.in_one) from None
        if not is_withheld:
            for name, text in texts.items():
                self._keep(entry, name, text)
        self._keys |= dict.fromkeys(_options_named(register, entry), entry.record.id)
        if key := getattr(form, "key", None):
            self._keys[key] = entry.record.id

    def named(self, key: str) -> str:
        """Return the id of the entry that has this key in the form, or this reference; UserError for none."""
        if key not in self._keys:
            raise UserError("It names an entry of a register that is neither in this file nor in the establishment's.")
        return self._keys[key]

    def _option(self, field: RegisterField, written: str) -> str:
        """Return the key of a choice that was written as its key or its word; what is none stays, to be named."""
        options = options_of(self._pack, field.options)
        wanted = written.strip().casefold()
        return next((key for key, word in options.items() if wanted in (key.casefold(), word.casefold())), written)

    def _column(self, field: RegisterField, value: Any, directory: Directory) -> object:
        if value is None or value == ():
            return None
        match field.kind:
            case FieldKind.POST:
                return directory.post(value).record.id
            case FieldKind.PARENT:
                return self.named(value)
            case FieldKind.CHOICE:
                return self._option(field, value)
            case FieldKind.CHOICES:
                return " ".join(self._option(field, each) for each in value)
            case FieldKind.LINKS:
                return " ".join(value)
            case _:
                return value


def _options_named(register: Register, entry: Entry[RegisterRecord]) -> tuple[str, ...]:
    """Return the choice that an entry is of, where others belong to it: a result names `CU016`."""
    return entry.record.words_in(register.each_of) if CHILDREN[register.kind] and register.each_of else ()


def _names_of(content: PeriodContent) -> dict[str, str]:
    """Return the entries and queries that are in the file already, by reference and by title where that is in plain."""
    named = {entry.record.reference: entry.record.id for entry in content.queries}
    for register in REGISTERS:
        for entry in content.registers.get(register.kind, ()):
            title = shown(entry.text(register.title_field)).strip() if register.title_field else ""
            names = (title, entry.record.reference or "", *_options_named(register, entry))
            named |= {name: entry.record.id for name in names if name}
    return named
