"""Grids filled in: what was typed cell by cell becomes entries of the registers, all of it in one act or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.domain.record import new_reference
from app.domain.registers import need_grid, requirement_grid
from app.domain.registers.every import BY_KIND
from app.domain.registers.grid import Cell, CellFaults, chosen_word
from app.domain.registers.need_grid import STANDS
from app.domain.registers.requirement_grid import DATED, DATED_ON, read_typed, results_of, slots
from app.domain.text import plain
from app.services.period_content import load_content
from app.services.registering import EntryContent, EntryFaults, checked_record
from app.services.reversing import Changes

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.domain.record import Entry
    from app.domain.registers.fields import RegisterRecord
    from app.domain.registers.requirement_grid import Typed
    from app.domain.steps import Step
    from app.store.file import EstablishmentFile

_NOT_A_STAND = f"This is none of: {', '.join(STANDS)}."
_WORDS_GO = "Something is written of it. Change it in the list, or take the entry out there."


def fill_requirements(
    file: EstablishmentFile, period_id: str, typed: Mapping[Cell, str], *, person_id: str | None
) -> Step | None:
    """Write what was typed into the grid of delivery requirements; CellFaults with every fault, and nothing is written.

    An entry is begun where there was none; an emptied cell of a result takes the result out.
    """
    with file.work("Filled in delivery requirements", person_id) as work:
        filler = _Filler(Changes(work), load_content(work, period_id))
        for row, cells in _by_row(typed).items():
            filler.fill_requirement(row, cells)
        return filler.finish(file, person_id)


def fill_needs(
    file: EstablishmentFile,
    period_id: str,
    typed: Mapping[Cell, str],
    services: Mapping[str, str],
    *,
    person_id: str | None,
) -> Step | None:
    """Write what was typed into the matrix of needs; `services` are the titles of new columns by key.

    An emptied cell takes its entry out where nothing is written in it. CellFaults with every fault, nothing is written.
    """
    with file.work("Filled in individual needs", person_id) as work:
        filler = _Filler(Changes(work), load_content(work, period_id))
        for (need, service), words in typed.items():
            filler.fill_need(need, service, words, services.get(service, ""))
        return filler.finish(file, person_id)


def _by_row(typed: Mapping[Cell, str]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for (row, column), words in typed.items():
        rows.setdefault(row, {})[column] = words
    return rows


class _Filler:
    """Fills cells within one act, and collects what is wrong."""

    def __init__(self, changes: Changes, content: PeriodContent) -> None:
        self._changes = changes
        self._content = content
        self._faults: dict[Cell, str] = {}

    def finish(self, file: EstablishmentFile, person_id: str | None) -> Step | None:
        """Return how all of it is taken back; raise what is wrong, so that the act is given up."""
        if self._faults:
            raise CellFaults(self._faults)
        return self._changes.step(file, person_id)

    def fill_requirement(self, requirement: str, cells: Mapping[str, str]) -> None:
        """Fill some cells of one requirement."""
        typed = read_typed(self._content, requirement, cells)
        self._faults |= {(requirement, column): fault for column, fault in typed.faults.items()}
        if typed.faults:
            return
        entry = requirement_grid.entry_of(self._content, requirement)
        if entry is None and not any(words.strip() for words in cells.values()):
            return
        columns = {**typed.columns, "requirement": requirement}
        parent = self._put("delivery_requirement", entry, columns, {}, requirement, {})
        if parent is not None:
            self._fill_results(requirement, parent, typed)

    def _fill_results(self, requirement: str, parent: RegisterRecord, typed: Typed) -> None:
        spans = {slot.key: slot for slot in slots(self._content.period.record)}
        before = results_of(self._content, requirement)
        for key, figure in typed.figures.items():
            was = before.get(key)
            if figure is None:
                if was is not None:
                    self._changes.delete(was.record)
                continue
            slot = spans.get(key)
            span = {"starts": slot.starts, "ends": slot.ends} if slot else {"ends": typed.dated_on}
            columns = {"requirement_id": parent.id, "actual": figure, **span}
            places = {"actual": key, "ends": DATED_ON if key == DATED else key}
            self._put("delivery_result", was, columns, {}, requirement, places)

    def fill_need(self, need: str, service: str, words: str, title: str) -> None:
        """Fill the cell of one need in one service."""
        entry = need_grid.entry_at(self._content, need, service)
        if not words.strip():
            self._empty_need(entry, (need, service))
            return
        word = chosen_word(words, tuple(STANDS))
        if word is None:
            self._faults[need, service] = _NOT_A_STAND
            return
        identified, adapted = STANDS[word]
        columns = {"need": need, "identified": identified, "adapted": adapted}
        texts = {} if entry is not None else {"service": self._title_of(service, title)}
        self._put("need", entry, columns, texts, need, dict.fromkeys(columns, service))

    def _title_of(self, service: str, title: str) -> str:
        """Return what a service is called where an entry of another need names it already, else as it was typed."""
        columns = need_grid.need_grid(self._content).columns
        return next((column.title for column in columns if column.key == service), title)

    def _empty_need(self, entry: Entry[RegisterRecord] | None, cell: Cell) -> None:
        if entry is None:
            return
        if any(entry.text(name) for name in ("evidence", "gap")):
            self._faults[cell] = _WORDS_GO
        else:
            self._changes.delete(entry.record)

    def _put(
        self,
        kind: str,
        entry: Entry[RegisterRecord] | None,
        columns: Mapping[str, object],
        texts: Mapping[str, str],
        row: str,
        places: Mapping[str, str],
    ) -> RegisterRecord | None:
        """Write an entry, begun where there is none; where it is at fault, note the faults by cell and return None."""
        register, content = BY_KIND[kind], self._content
        new = register.record_type(period_id=content.period.record.id, reference=new_reference(register.letter))
        record = entry.record if entry is not None else new
        said = {name: plain(words, content.scheme) for name, words in texts.items()}
        wanted = EntryContent(columns, said)
        before = entry.texts if entry is not None else None
        try:
            changed = checked_record(self._changes.work, register, record, wanted, content.pack, before)
        except EntryFaults as error:
            self._faults |= {(row, places.get(name, name)): fault for name, fault in error.by_field.items()}
            return None
        return self._changes.put(changed, said).record
