"""Taking back what was done to records: put as they were, or taken out where they are new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from app.domain.record import Entry, Record
from app.domain.steps import Step

if TYPE_CHECKING:
    from app.domain.text import Passage
    from app.store.file import EstablishmentFile
    from app.store.work import Work

R = TypeVar("R", bound=Record)


def step_of(
    file: EstablishmentFile, kind: type[R], record_id: str | None, job: Callable[[], Entry[R]], person_id: str | None
) -> Step | None:
    """Do a job that changes one record, or makes one where `record_id` is None, and return how it is taken back.

    None where something of the record is sealed: a step never holds sealed text, and none may bring it back.
    """
    before = _read(file, kind, record_id) if record_id is not None else None
    after = job()
    if any(is_sealed(entry) for entry in (before, after) if entry is not None):
        return None
    undo = (
        _taking_out(file, after, person_id) if before is None else _putting(file, "Undid a change", before, person_id)
    )
    return Step(undo, _putting(file, "Made a change again", after, person_id))


def is_sealed(entry: Entry[R]) -> bool:
    """Tell whether anything of a record is sealed: what changes it cannot be taken back."""
    return entry.record.sealed_id is not None or any(p.is_sealed for text in entry.texts.values() for p in text)


class Changes:
    """Writes records within one act and remembers how each stood, so that all of it is taken back as one step."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._before: dict[str, Entry[Record] | None] = {}
        self._after: dict[str, Entry[Record]] = {}

    @property
    def work(self) -> Work:
        """The act, for reading."""
        return self._work

    def put(self, record: R, texts: Mapping[str, Sequence[Passage]] | None = None) -> Entry[R]:
        """Insert or update a record, as `Work.put` does."""
        self._before.setdefault(record.id, self._work.get(type(record), record.id))
        entry = self._work.put(record, texts)
        self._after[record.id] = entry
        return entry

    def delete(self, record: Record) -> None:
        """Leave a tombstone of a record."""
        self.put(record.model_copy(update={"is_deleted": True}))

    def step(self, file: EstablishmentFile, person_id: str | None, item_ref: str = "") -> Step | None:
        """Return how everything is taken back; None where nothing changed, or something of it is sealed."""
        pairs = [(self._before[key], after) for key, after in self._after.items()]
        changed = [(old, new) for old, new in pairs if old is None or old.revision_id != new.revision_id]
        if not changed or any(is_sealed(entry) for pair in changed for entry in pair if entry is not None):
            return None
        undo = [old if old is not None else _gone(new) for old, new in reversed(changed)]
        redo = [new for _, new in changed]
        return Step(
            partial(_put_all, file, "Undid a change", undo, person_id),
            partial(_put_all, file, "Made a change again", redo, person_id),
            item_ref,
        )


def _gone(entry: Entry[Record]) -> Entry[Record]:
    return Entry(entry.record.model_copy(update={"is_deleted": True}), entry.texts)


def _put_all(file: EstablishmentFile, act: str, entries: Sequence[Entry[Record]], person_id: str | None) -> None:
    with file.work(act, person_id) as work:
        for entry in entries:
            work.put(entry.record, {name: entry.text(name) for name in entry.record.TEXT_FIELDS})


def _read(file: EstablishmentFile, kind: type[R], record_id: str) -> Entry[R] | None:
    with file.reading() as work:
        return work.get(kind, record_id)


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
