"""The facts of a register's entry as returns print them."""

from __future__ import annotations

from app.domain.released import ReleasedReturn
from app.domain.released_registers import ReleasedEntry, ReleasedFact, ReleasedRegister
from app.domain.released_text import as_words
from app.returns.words import listed, long_date

_PLAIN = 3
"""Digits up to which a figure is read without a comma."""


def registers_of(released: ReleasedReturn) -> tuple[ReleasedRegister, ...]:
    """Return the registers of a return that has any."""
    return released.registers or ()


def has_content(register: ReleasedRegister) -> bool:
    """Tell whether anything of a register is told, or withheld."""
    return bool(register.entries or register.withheld)


def recorded(register: ReleasedRegister) -> int:
    """Return how many entries were recorded: one without a reference says that something was not."""
    return sum(bool(entry.reference) for entry in register.entries)


def fact_words(fact: ReleasedFact) -> str:
    """Return a fact in words, whatever kind it is."""
    if fact.words is not None:
        return as_words(fact.words)
    if fact.day is not None:
        return long_date(fact.day)
    return fact.word or _figure(fact.figure or "") or listed(fact.refs or ())


def _figure(figure: str) -> str:
    """Return a figure with its thousands apart."""
    whole, point, part = figure.partition(".")
    return f"{int(whole):,}{point}{part}" if whole.isascii() and whole.isdigit() and len(whole) > _PLAIN else figure


def title_of(register: ReleasedRegister, entry: ReleasedEntry) -> str:
    """Return what an entry is called: what stands in the first column, or its first fact where nothing does."""
    first = entry.fact(register.columns[0].key)
    return next((fact_words(fact) for fact in (first, *entry.facts) if fact is not None), "")


def is_detail(register: ReleasedRegister) -> bool:
    """Tell whether a register's entries each belong to one of another register: its first column names it."""
    return register.columns[0].kind == "refs"
