"""Taking back what was done to one record: put as it was, or taken out where it is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.domain.record import Entry, Record
from app.domain.steps import Step

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile

R = TypeVar("R", bound=Record)


def step_of(
    file: EstablishmentFile, kind: type[R], record_id: str | None, job: Callable[[], Entry[R]], person_id: str | None
) -> Step | None:
    """Do a job that changes one record, or makes one where `record_id` is None, and return how it is taken back.

    None where something of the record is sealed: a step never holds sealed text, and none may bring it back.
    """
    before = _read(file, kind, record_id) if record_id is not None else None
    after = job()
    if any(_is_sealed(entry) for entry in (before, after) if entry is not None):
        return None
    undo = (
        _taking_out(file, after, person_id) if before is None else _putting(file, "Undid a change", before, person_id)
    )
    return Step(undo, _putting(file, "Made a change again", after, person_id))


def _read(file: EstablishmentFile, kind: type[R], record_id: str) -> Entry[R] | None:
    with file.reading() as work:
        return work.get(kind, record_id)


def _is_sealed(entry: Entry[R]) -> bool:
    return entry.record.sealed_id is not None or any(p.is_sealed for text in entry.texts.values() for p in text)


def _putting(file: EstablishmentFile, act: str, entry: Entry[R], person_id: str | None) -> Callable[[], object]:
    # A field without text in the entry must lose what it has got since, so every field is named.
    texts = {name: entry.text(name) for name in entry.record.TEXT_FIELDS}

    def put() -> None:
        with file.work(act, person_id) as work:
            work.put(entry.record, texts)

    return put


def _taking_out(file: EstablishmentFile, entry: Entry[R], person_id: str | None) -> Callable[[], object]:
    def take_out() -> None:
        with file.work("Undid a new entry", person_id) as work:
            work.delete(type(entry.record), entry.record.id)

    return take_out
