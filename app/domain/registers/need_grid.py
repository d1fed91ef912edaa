"""Individual needs as a matrix: needs and characteristics (5(a), 5(b), Annex B) by service."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.registers.fields import RegisterRecord
from app.domain.registers.grid import Grid, GridColumn, GridRow
from app.domain.registers.options import options_of
from app.domain.text import has_sealed, shown

NEED = "need"
STANDS: dict[str, tuple[str | None, str | None]] = {
    "Adapted": ("yes", "yes"),
    "In part": ("yes", "partly"),
    "Gap": ("yes", "no"),
    "Identified": ("yes", None),
    "Not identified": ("no", None),
}
"""What a cell says, and what of an entry it stands for: whether the need is identified, and the service adapted."""


def need_grid(content: PeriodContent, services: tuple[str, ...] = ()) -> Grid:
    """Return every need of the catalogue by every service that an entry names, and by these."""
    entries = list(_entries(content))
    titles = {key_of(title): title for title in (*(service_of(entry) for entry in entries), *services)}
    columns = tuple(GridColumn(key, title, tuple(STANDS)) for key, title in titles.items())
    cells: dict[str, dict[str, str]] = {}
    for entry in entries:
        cells.setdefault(entry.record.word_in("need"), {})[key_of(service_of(entry))] = _word(entry.record)
    options = options_of(content.pack, "characteristics")
    rows = tuple(GridRow(key, word, cells.get(key, {})) for key, word in options.items())
    return Grid(columns, rows, len(content.registers.get(NEED, ())) - len(entries))


def key_of(service: str) -> str:
    """Return by what a service is known: its title, however it is written."""
    return " ".join(service.split()).casefold()


def service_of(entry: Entry[RegisterRecord]) -> str:
    """Return the service that an entry names."""
    return " ".join(shown(entry.text("service")).split())


def entry_at(content: PeriodContent, need: str, service: str) -> Entry[RegisterRecord] | None:
    """Return the latest entry of a need in a service, by the service's key; None where there is none in the open."""
    of_service = (entry for entry in _entries(content) if key_of(service_of(entry)) == service)
    found = [entry for entry in of_service if entry.record.word_in("need") == need]
    return found[-1] if found else None


def _entries(content: PeriodContent) -> Iterator[Entry[RegisterRecord]]:
    """Yield the entries that can be read here: what is withheld is in the list alone."""
    for entry in content.registers.get(NEED, ()):
        if not entry.record.sealed_id and not has_sealed(entry.text("service")) and service_of(entry):
            yield entry


def _word(record: RegisterRecord) -> str:
    identified, adapted = record.word_in("identified"), record.word_in("adapted")
    if identified == "no":
        return "Not identified"
    if not identified and not adapted:
        return ""
    if "partly" in (identified, adapted):
        return "In part"
    return {"yes": "Adapted", "no": "Gap"}.get(adapted, "Identified")
