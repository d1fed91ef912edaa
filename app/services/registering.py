"""Entries of the registers: begun, changed, withheld, taken out. Which registers there are makes no difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.domain.errors import FaultsByField, UserError
from app.domain.record import new_reference
from app.domain.registers.options import choice_faults
from app.domain.text import Text, has_words

if TYPE_CHECKING:
    from app.domain.catalogue import CataloguePack
    from app.domain.record import Entry
    from app.domain.registers.fields import RegisterRecord
    from app.domain.registers.register import Register
    from app.domain.text import Passage
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_GONE = "This entry is no longer in the file: another window took it out. Look at the list again."


class EntryFaults(FaultsByField):
    """What is wrong with an entry, by field."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        count = len(by_field)
        super().__init__(f"{'1 thing is' if count == 1 else f'{count} things are'} wrong.", by_field)

    @property
    def in_one(self) -> str:
        """All of it as one sentence after another."""
        return " ".join(self.by_field.values())


@dataclass(frozen=True)
class EntryContent:
    """What an entry is to say: columns and texts that are not named stay as they are."""

    columns: Mapping[str, object] = field(default_factory=dict)
    texts: Mapping[str, Sequence[Passage]] = field(default_factory=dict, repr=False)
    is_withheld: bool = False


def add_entry(
    file: EstablishmentFile,
    register: Register,
    period_id: str,
    content: EntryContent,
    pack: CataloguePack,
    *,
    person_id: str | None,
) -> Entry[RegisterRecord]:
    """Begin an entry; EntryFaults where something is missing or cannot be."""
    with file.work(f"Added to the register: {register.title}", person_id) as work:
        record = register.record_type(period_id=period_id, reference=new_reference(register.letter))
        return write_entry(work, register, record, content, pack)


def change_entry(
    file: EstablishmentFile,
    register: Register,
    entry_id: str,
    content: EntryContent,
    pack: CataloguePack,
    *,
    person_id: str | None,
) -> Entry[RegisterRecord]:
    """Change an entry; EntryFaults where it would say what cannot be."""
    with file.work(f"Changed in the register: {register.title}", person_id) as work:
        entry = _entry(work, register, entry_id)
        return write_entry(work, register, entry.record, content, pack, entry.texts)


def write_entry(
    work: Work,
    register: Register,
    record: RegisterRecord,
    content: EntryContent,
    pack: CataloguePack,
    before: Mapping[str, Text] | None = None,
) -> Entry[RegisterRecord]:
    """Write an entry within an act that may write more; EntryFaults with every fault, and nothing was written."""
    changed = checked_record(work, register, record, content, pack, before)
    return work.put(changed, content.texts, is_withheld=content.is_withheld)


def checked_record(
    work: Work,
    register: Register,
    record: RegisterRecord,
    content: EntryContent,
    pack: CataloguePack,
    before: Mapping[str, Text] | None = None,
) -> RegisterRecord:
    """Return a record as it is to be written, nothing being written; EntryFaults with every fault."""
    changed = _with_columns(register, record, content.columns)
    texts = {**(before or {}), **content.texts}
    written = frozenset(name for name, text in texts.items() if has_words(text))
    faults = {**register.faults(changed, written), **choice_faults(register, changed, pack)}
    faults |= {**_absent_parents(work, register, changed), **_twice(work, register, changed)}
    if faults:
        raise EntryFaults(faults)
    return changed


def withhold_entry(
    file: EstablishmentFile, register: Register, entry_id: str, *, person_id: str | None
) -> Entry[RegisterRecord]:
    """Seal an entry whole; SealedStoreLocked while the store is locked. It cannot be undone."""
    with file.work(f"Withheld from the register: {register.title}", person_id, is_sealing=True) as work:
        return work.put(_entry(work, register, entry_id).record, is_withheld=True)


def remove_entry(
    file: EstablishmentFile, register: Register, entry_id: str, *, person_id: str | None
) -> Entry[RegisterRecord]:
    """Take an entry out of its register; History keeps it, and the step can be taken back."""
    with file.work(f"Took out of the register: {register.title}", person_id) as work:
        entry = _entry(work, register, entry_id)
        return work.put(entry.record.model_copy(update={"is_deleted": True}))


def _with_columns(register: Register, record: RegisterRecord, columns: Mapping[str, object]) -> RegisterRecord:
    """Return the record with these columns, read as its type reads them; EntryFaults for what is none."""
    try:
        return register.record_type.model_validate({**record.model_dump(), **columns})
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False, include_context=False)
        names = [str(fault["loc"][0]) for fault in found if fault["loc"]]
        raise EntryFaults({name: _shape_fault(register, name) for name in names}) from None


def _shape_fault(register: Register, name: str) -> str:
    labels = {each.key: each.label for each in register.fields}
    return f"{labels.get(name, name.replace('_', ' ').capitalize())} is out of range, or not what belongs there."


def _absent_parents(work: Work, register: Register, record: RegisterRecord) -> dict[str, str]:
    from app.domain.registers.every import BY_KIND

    found = {}
    for each in register.fields:
        if each.parent and (parent_id := record.word_in(each.key)):
            parent = BY_KIND[each.parent]
            if work.get(parent.record_type, parent_id) is None:
                found[each.key] = f"{each.label} is no longer in the register. Choose another."
    return found


def _twice(work: Work, register: Register, record: RegisterRecord) -> dict[str, str]:
    """Say where something that others belong to, and of which there is one a period, is in the register already."""
    from app.domain.registers.every import CHILDREN

    key = register.each_of
    if not key or not CHILDREN[register.kind]:
        return {}
    alike = work.list(register.record_type, period_id=record.period_id, **{key: record.word_in(key)})
    if all(entry.record.id == record.id for entry in alike):
        return {}
    return {key: f"This {register.one} is in the register already. Change that entry."}


def _entry(work: Work, register: Register, entry_id: str) -> Entry[RegisterRecord]:
    entry = work.get(register.record_type, entry_id)
    if entry is None:
        raise UserError(_GONE)
    return entry
