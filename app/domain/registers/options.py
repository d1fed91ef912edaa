"""What may be chosen in a register's fields: scales and lists of the catalogue pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.register import Register

if TYPE_CHECKING:
    from app.domain.catalogue import CataloguePack
    from app.domain.catalogue_terms import Sector

Options = Mapping[str, str]
"""Words by key, in order."""

_FEW = 12
"""A fault names the choices where there are no more than so many."""

_LISTS: Mapping[str, Callable[[CataloguePack], Options]] = {
    "requirements": lambda pack: {each.id: f"{each.id} {each.measure}" for each in pack.delivery_requirements},
    "characteristics": lambda pack: {each.key: each.word for each in pack.characteristics},
    "services": lambda pack: {each.key: each.word for each in pack.targeted_services},
    "offences": lambda pack: {each.key: each.word for each in pack.index_offences},
    "bands": lambda pack: {each.key: f"{each.word}, {each.lowest}-{each.highest}" for each in pack.ogrs_bands},
}


def options_of(pack: CataloguePack, name: str) -> Options:
    """Return the choices of a list, or of a scale of the pack; none where the pack has no such scale."""
    if name in _LISTS:
        return _LISTS[name](pack)
    return {step.key: step.word for step in pack.scales.registers.get(name, ())}


def place_on(pack: CataloguePack, name: str, key: str) -> int:
    """Return the place of a step on its scale, from 1; 0 for none."""
    return [*options_of(pack, name), key].index(key) + 1 if key in options_of(pack, name) else 0


def word_of(pack: CataloguePack, name: str, key: str) -> str:
    """Return a choice's word; what no pack has any longer keeps its key."""
    return options_of(pack, name).get(key, key)


def left_out(register: Register, entries: Iterable[RegisterRecord], pack: CataloguePack, sector: Sector) -> Options:
    """Return the choices of which each is to have an entry and none has; none for a register that asks for none."""
    if not register.each_of:
        return {}
    had = {record.word_in(register.each_of) for record in entries}
    foreign = {each.id for each in pack.delivery_requirements if sector not in each.sectors}
    options = options_of(pack, register.field_of(register.each_of).options)
    return {key: word for key, word in options.items() if key not in had | foreign}


def split_links(typed: str) -> list[str]:
    """Return the references that someone wrote, however they are parted."""
    return [part for part in re.split(r"[\s,;]+", typed) if part]


def is_linkable(pack: CataloguePack, ref: str) -> bool:
    """Tell whether a reference is that of an intention, an item or a delivery requirement of the pack."""
    return (
        any(intention.ref == ref for intention in pack.intentions)
        or any(item.ref == ref for intention in pack.intentions for item in intention.items)
        or any(each.id == ref for each in pack.delivery_requirements)
    )


def choice_faults(register: Register, record: RegisterRecord, pack: CataloguePack) -> dict[str, str]:
    """Return what was chosen or linked that the catalogue does not have, by field."""
    found = {}
    for field in register.fields:
        if fault := _choice_fault(field, record, pack):
            found[field.key] = fault
    return found


def _choice_fault(field: Field, record: RegisterRecord, pack: CataloguePack) -> str:
    if field.kind is FieldKind.LINKS:
        unknown = [ref for ref in record.words_in(field.key) if not is_linkable(pack, ref)]
        return f"{field.label} names what the catalogue does not have. Write refs such as 1f-03." if unknown else ""
    if field.kind not in (FieldKind.CHOICE, FieldKind.CHOICES):
        return ""
    options = options_of(pack, field.options)
    if all(key in options for key in record.words_in(field.key)):
        return ""
    shown = ", ".join(options) if len(options) <= _FEW else "the keys of the catalogue"
    return f"{field.label} is not one of: {shown}."
