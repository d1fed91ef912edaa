"""A sheet for each register that is declared, from what it says of its own columns."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.released import ReleasedReturn
from app.domain.released_registers import ReleasedColumn, ReleasedEntry, ReleasedFact, ReleasedRegister
from app.returns.facts import fact_words, registers_of
from app.returns.workbook.sheet import Column, Kind, Sheet, Value

_KINDS = {
    "words": (36, Kind.TEXT), "word": (24, Kind.TEXT), "day": (19, Kind.DATE), "figure": (12, Kind.FIGURE),
    "refs": (20, Kind.TEXT),
}  # fmt: skip

_NOTHING = "Nothing has been recorded."


def register_sheets(released: ReleasedReturn) -> Iterator[Sheet]:
    """Yield the registers of a return."""
    for register in registers_of(released):
        own = [Column(column.label, *_KINDS[column.kind]) for column in register.columns]
        columns = (Column("Ref", 10), Column("Intention", 10), *own, Column("State", 24))
        rows = [_row(register, entry) for entry in register.entries]
        fixed = f"Withheld: {released.withheld_marking}"
        blank = (None,) * len(own)
        rows += [("–", place, *blank, fixed) for place in register.withheld]
        sentence = register.about if rows else f"{register.about} {_NOTHING}"
        yield Sheet(register.title, sentence, columns, rows)


def _row(register: ReleasedRegister, entry: ReleasedEntry) -> tuple[Value, ...]:
    facts = [_value(column, entry.fact(column.key)) for column in register.columns]
    return (entry.reference or "–", entry.intention, *facts, entry.state)


def _value(column: ReleasedColumn, fact: ReleasedFact | None) -> Value:
    if fact is None:
        return None
    if fact.day is not None:
        return fact.day
    if fact.figure is not None:
        return float(fact.figure) if "." in fact.figure else int(fact.figure)
    return fact_words(fact)
