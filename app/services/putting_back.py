"""Putting an earlier version of a record back: an act like any other, that never unseals and never loses a word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.record import Record
from app.domain.records import Action, Answer, Evidence, Finding, Person, Post, SelfAudit, Statement
from app.domain.registers.every import REGISTERS
from app.domain.steps import Step

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.text import Text
    from app.store.file import EstablishmentFile
    from app.store.payload import Revision

_OWN: dict[type[Record], tuple[str, ...]] = {
    Answer: ("result", "tested_on", "sample_population", "sample_method", "sample_size", "sample_compliant"),
    Finding: ("grade",),
    Action: ("due",),
    Evidence: ("evidence_kind", "dated", "seen_on"),
    Statement: ("level",),
    SelfAudit: (),
    Post: (),
    Person: (),
}
_REGISTERED: dict[type[Record], tuple[str, ...]] = {
    register.record_type: tuple(
        name
        for name in register.record_type.model_fields
        if name not in Record.model_fields and not name.endswith(("_id", "_ref")) and name != "reference"
    )
    for register in REGISTERS
}
_COLUMNS = _OWN | _REGISTERED
"""What is put back beside the words. The state of an action stays: it has rules and people of its own."""

_KINDS = {kind.KIND: kind for kind in _COLUMNS}

_TAKEN = "What this version said was taken out of the file when something was sealed or refused. It cannot be put back."
_GONE = "It was deleted since, so there is nothing that this version could be put back into."
_WHOLE = "It is withheld whole, now or in this version, so no version is put back. Change it at its place instead."
_SEALED_SINCE = (
    "Something was sealed in it since this version, and stays sealed. Change the words at its place instead."
)
_LOST = "This version has a sealed passage that is kept no longer. Nothing was put back."
_UNFINISHED = "Something typed in it is not finished. Go to its place and finish it, then put this version back."


def can_put_back(kind: str) -> bool:
    """Tell whether versions of this kind of record can be put back."""
    return kind in _KINDS


def put_back(
    file: EstablishmentFile, kind: str, record_id: str, revision_id: str, *, person_id: str | None
) -> Step | None:
    """Put the words and values of an earlier version back; None where they stand so already.

    What was sealed in it is put back sealed. UserError where that cannot be, or the scan refuses it: nothing changed.
    """
    with file.work("Put an earlier version back", person_id) as work:
        revisions = {each.id: each for each in work.history(_KINDS[kind], record_id)}
        before = work.get(_KINDS[kind], record_id)
        then = revisions.get(revision_id)
        if before is None:
            raise UserError(_GONE)
        if then is None or then.columns is None or then.texts is None:
            raise UserError(_TAKEN)
        if work.drafts(type(before.record), record_id):
            raise UserError(_UNFINISHED)
        _respect_sealing(before, then)
        after = work.put(_record_then(before.record, then), _texts(before.record, then.texts))
    if after.revision_id == before.revision_id:
        return None
    putting = partial(_put, file, person_id)
    return Step(partial(putting, "Undid a change", before), partial(putting, "Made a change again", after))


def _respect_sealing(now: Entry[Record], then: Revision) -> None:
    """Raise UserError where a version would bring back, or lose, something that is sealed."""
    assert then.columns is not None
    assert then.texts is not None
    if now.record.sealed_id is not None or then.columns.get("sealed_id") is not None:
        raise UserError(_WHOLE)
    for field in now.record.TEXT_FIELDS:
        sealed_now, sealed_then = _sealed(now.text(field)), _sealed(then.texts.get(field, ()))
        if sealed_then - sealed_now:
            raise UserError(_LOST)
        if sealed_now - sealed_then:
            raise UserError(_SEALED_SINCE)


def _sealed(text: Text) -> set[str | None]:
    return {passage.sealed_id for passage in text if passage.is_sealed}


def _record_then(record: Record, then: Revision) -> Record:
    """Return the record as it stood, but for what places it and what has rules of its own."""
    kind = type(record)
    said = then.columns or {}
    row = record.model_dump() | {name: said[name] for name in _COLUMNS[kind] if name in said}
    return kind.model_validate(row)


def _texts(record: Record, texts: Mapping[str, Text]) -> dict[str, Text]:
    """Return every field's text; of a sealed passage only that it is there: it is kept as it is."""
    return {
        name: tuple(p.model_copy(update={"content": None}) if p.is_sealed else p for p in texts.get(name, ()))
        for name in record.TEXT_FIELDS
    }


def _put(file: EstablishmentFile, person_id: str | None, act: str, entry: Entry[Record]) -> None:
    with file.work(act, person_id) as work:
        work.put(entry.record, _texts(entry.record, entry.texts))
