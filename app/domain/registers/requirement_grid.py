"""The delivery requirements as a grid: all of Annex C, with what was agreed, and results by month or quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from app.domain.dates import MONTHS, read_day, spell_day
from app.domain.errors import UserError
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Period
from app.domain.registers.checks import windows
from app.domain.registers.fields import RegisterRecord
from app.domain.registers.grid import Grid, GridColumn, GridRow, chosen_word
from app.domain.registers.options import options_of

REQUIREMENT, RESULT = "delivery_requirement", "delivery_result"
NOT_IN_SLA, COMPARATOR, TARGET, DATED_ON, DATED = "not_in_sla", "comparator", "target", "dated_on", "dated"
_YES = "Yes"
_NO_FIGURE = "This is no figure. Type it as in 92.5."
_NO_CHOICE = "This is none of: {choices}."


@dataclass(frozen=True)
class Slot:
    """A month, quarter or whole period, for which a result is given."""

    key: str
    title: str
    starts: date
    ends: date


def slots(period: Period) -> tuple[Slot, ...]:
    """Return the months of a period, its quarters where it has several, and the whole."""
    months = [Slot(_key(w.first, w.last), MONTHS[w.first.month - 1][:3], w.first, w.last)
              for w in windows("monthly", period.starts, period.ends)]  # fmt: skip
    quarters = list(windows("quarterly", period.starts, period.ends))
    several = [Slot(_key(w.first, w.last), f"Quarter {n}", w.first, w.last) for n, w in enumerate(quarters, 1)]
    title = "Quarter" if len(quarters) == 1 else "Year"
    whole = Slot(_key(period.starts, period.ends), title, period.starts, period.ends)
    return (*months, *(several if len(quarters) > 1 else ()), whole)


def _key(starts: date, ends: date) -> str:
    return f"{starts.isoformat()}/{ends.isoformat()}"


def requirement_grid(content: PeriodContent) -> Grid:
    """Return every requirement of the catalogue that is one of this sector, filled in or not."""
    comparators = tuple(options_of(content.pack, COMPARATOR).values())
    columns = (
        GridColumn(NOT_IN_SLA, "Not in SLA", (_YES,)),
        GridColumn(COMPARATOR, "Comparison", comparators),
        GridColumn(TARGET, "Target"),
        *(GridColumn(slot.key, slot.title) for slot in slots(content.period.record)),
        GridColumn(DATED_ON, "Dated on"),
        GridColumn(DATED, "Dated result"),
    )
    entries = content.registers.get(REQUIREMENT, ())
    withheld = {entry.record.word_in("requirement") for entry in entries if entry.record.sealed_id}
    sector = content.establishment.record.sector
    rows = tuple(
        GridRow(each.id, f"{each.id}  {each.measure}", dict(_cells(content, each.id)))
        for each in content.pack.delivery_requirements
        if sector in each.sectors and each.id not in withheld
    )
    return Grid(columns, rows, sum(entry.record.sealed_id is not None for entry in entries))


def entry_of(content: PeriodContent, requirement: str) -> Entry[RegisterRecord] | None:
    """Return the entry of a requirement of Annex C; None where it was not begun, or is withheld."""
    open_ones = (entry for entry in content.registers.get(REQUIREMENT, ()) if not entry.record.sealed_id)
    return next((entry for entry in open_ones if entry.record.word_in("requirement") == requirement), None)


def results_of(content: PeriodContent, requirement: str) -> dict[str, Entry[RegisterRecord]]:
    """Return the results of a requirement by column: of a month, quarter or the whole, and the last dated one."""
    parent = entry_of(content, requirement)
    if parent is None:
        return {}
    keys = {slot.key for slot in slots(content.period.record)}
    found: dict[str, Entry[RegisterRecord]] = {}
    made = [entry for entry in content.registers.get(RESULT, ()) if not entry.record.sealed_id]
    for entry in sorted(made, key=lambda each: each.record.day_in("ends") or date.min):
        record = entry.record
        starts, ends = record.day_in("starts"), record.day_in("ends")
        if record.word_in("requirement_id") == parent.record.id and ends is not None:
            key = _key(starts, ends) if starts else ""
            found[key if key in keys else DATED] = entry
    return found


def _cells(content: PeriodContent, requirement: str) -> Iterator[tuple[str, str]]:
    entry = entry_of(content, requirement)
    if entry is None:
        return
    record = entry.record
    if record.is_so(NOT_IN_SLA):
        yield NOT_IN_SLA, _YES
    if comparator := record.word_in(COMPARATOR):
        yield COMPARATOR, options_of(content.pack, COMPARATOR).get(comparator, comparator)
    if (target := record.figure_in(TARGET)) is not None:
        yield TARGET, figure_words(target)
    for key, result in results_of(content, requirement).items():
        figure, ends = result.record.figure_in("actual"), result.record.day_in("ends")
        if figure is not None:
            yield key, figure_words(figure)
        if key == DATED and ends is not None:
            yield DATED_ON, spell_day(ends)


def figure_words(figure: Decimal) -> str:
    """Return a figure without needless noughts."""
    return format(figure.normalize(), "f")


@dataclass(frozen=True)
class Typed:
    """What was typed into a requirement's cells, read: its own columns, and results by column (None takes one out).

    `faults` are by column.
    """

    columns: Mapping[str, object]
    figures: Mapping[str, Decimal | None]
    dated_on: date | None
    faults: Mapping[str, str]


def read_typed(content: PeriodContent, requirement: str, typed: Mapping[str, str]) -> Typed:
    """Read what was typed into some cells of one row; a cell that is not named stays as it is."""
    faults: dict[str, str] = {}
    columns: dict[str, object] = {}
    figures: dict[str, Decimal | None] = {}
    for key, words in typed.items():
        if key == NOT_IN_SLA:
            columns[key] = _yes(key, words, faults)
        elif key == COMPARATOR:
            columns[key] = _choice(content, key, words, faults)
        elif key == TARGET:
            columns[key] = _figure(key, words, faults)
        elif key != DATED_ON:
            figures[key] = _figure(key, words, faults)
    dated_on = _dated_on(content, requirement, typed, figures, faults)
    return Typed(columns, figures, dated_on, faults)


def _dated_on(
    content: PeriodContent,
    requirement: str,
    typed: Mapping[str, str],
    figures: dict[str, Decimal | None],
    faults: dict[str, str],
) -> date | None:
    """Return the day of the dated result; where only that was typed, its figure stays as it is."""
    before = results_of(content, requirement).get(DATED)
    if DATED not in typed and DATED_ON not in typed:
        return None
    day = before.record.day_in("ends") if before and DATED_ON not in typed else _day(typed.get(DATED_ON, ""), faults)
    if DATED not in typed:
        figures[DATED] = before.record.figure_in("actual") if before else None
    if figures.get(DATED) is not None and day is None and DATED_ON not in faults:
        faults[DATED_ON] = "Say on which day the result was given."
    if figures.get(DATED) is None and day is not None and DATED not in faults and DATED_ON in typed:
        faults[DATED] = "Say which result was given on that day."
    return day


def _day(words: str, faults: dict[str, str]) -> date | None:
    if not words.strip():
        return None
    try:
        return read_day(words)
    except UserError as error:
        faults[DATED_ON] = error.sentence
        return None


def _yes(key: str, words: str, faults: dict[str, str]) -> bool | None:
    said = words.strip().casefold()
    if said in ("yes", "y", "x", "1", "true"):
        return True
    if said not in ("", "no", "n", "0", "false"):
        faults[key] = "Type Yes, or leave it empty."
    return None


def _choice(content: PeriodContent, key: str, words: str, faults: dict[str, str]) -> str | None:
    if not words.strip():
        return None
    options = options_of(content.pack, key)
    word = chosen_word(_SIGNS.get(words.strip(), words), tuple(options.values()))
    if word is None:
        faults[key] = _NO_CHOICE.format(choices=", ".join(options.values()))
    return next((each for each, said in options.items() if said == word), None)


_SIGNS = {">=": "At least", "≥": "At least", "<=": "At most", "≤": "At most", "<": "Less than", "=": "Equal to"}


def _figure(key: str, words: str, faults: dict[str, str]) -> Decimal | None:
    said = words.strip().removesuffix("%").removeprefix("£").replace(",", "").replace(" ", "")
    if not said:
        return None
    try:
        figure = Decimal(said)
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite() or len(said) > 20:
        faults[key] = _NO_FIGURE
        return None
    return figure
