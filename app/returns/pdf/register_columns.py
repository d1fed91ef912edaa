"""The columns of a declared register's table: figures beside one another, what is written in the room they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.released_registers import ReleasedColumn, ReleasedRegister
from app.returns.facts import fact_words
from app.returns.pdf import theme
from app.returns.pdf.tables import Column

FIGURES: Mapping[str, tuple[str, ...]] = {
    "risks": ("inherent_score", "residual_score", "appetite"),
    "checks": ("kept", "rate"),
    "requirements": ("target", "actual", "held"),
    "programmes": ("planned", "started", "actual"),
    "beyond_minimum": ("cost",),
}
"""By register: the facts that are compared down the page, each in a column of its own."""
_REF = 48.0
_STATE = 84.0
_PADDING = 14.0
_WIDEST = 120.0
_COMFORT = 130.0
"""Points that a column of words has at least: in less it reads as a ribbon, and shares one with the other words."""


@dataclass(frozen=True)
class Layout:
    """A table's columns from the reference to the state, and which facts stand in them.

    Those of `apart` have columns of their own; those of `together` share one, which comes before the figures of an
    entry that stands for itself, and after the facts of one that belongs to another.
    """

    columns: tuple[Column, ...]
    apart: tuple[ReleasedColumn, ...]
    together: tuple[ReleasedColumn, ...]
    has_state: bool = True


def lay_out_entries(register: ReleasedRegister) -> Layout:
    """Return the table of a register whose entries stand for themselves: what it is, its figures, how it stands."""
    used = used_columns(register)
    figures = [column for column in used if column.key in FIGURES.get(register.key, ())]
    told = [Column(each.label, _natural(register, each), is_right=True) for each in figures]
    state = _state_width(register) or _STATE
    room = theme.BODY_WIDTH - _REF - state - sum(each.width for each in told)
    columns = (Column("Ref", _REF), Column("Entry", room), *told, Column("State", state))
    return Layout(columns, tuple(figures), tuple(each for each in used if each not in figures))


def lay_out_details(register: ReleasedRegister) -> Layout:
    """Return the table of a register whose entries belong to others: a column a fact, one for the words of several."""
    used = used_columns(register)
    words = [column for column in used if column.kind == "words"]
    facts = [column for column in used if column not in words]
    state = _state_width(register)
    room = theme.BODY_WIDTH - _REF - state
    while facts and room - sum(_natural(register, each) for each in facts) < _COMFORT:
        words.insert(0, facts.pop())
    told = [Column(each.label, _natural(register, each), is_right=each.kind == "figure") for each in facts]
    room -= sum(each.width for each in told)
    columns = [Column("Ref", _REF), *told]
    columns.append(Column(words[0].label if words else "", room))
    if state:
        columns.append(Column("State", state))
    return Layout(tuple(columns), tuple(facts), tuple(words), has_state=bool(state))


def used_columns(register: ReleasedRegister) -> Sequence[ReleasedColumn]:
    """Return the columns in which anything stands."""
    return [column for column in register.columns if any(entry.fact(column.key) for entry in register.entries)]


def _natural(register: ReleasedRegister, column: ReleasedColumn) -> float:
    """Return the width in which no fact of a column breaks, up to a limit; its head may, between words."""
    told = (fact_words(fact) for entry in register.entries if (fact := entry.fact(column.key)) is not None)
    widths = [theme.text_width(words, theme.REGULAR, theme.CELL.fontSize) for words in told]
    heads = [theme.text_width(word, theme.SEMIBOLD, theme.HEAD.fontSize) for word in column.label.split()]
    return min(max((*widths, *heads)) + _PADDING, _WIDEST)


def _state_width(register: ReleasedRegister) -> float:
    """Return the width of the states, 0 where no entry has one."""
    states = [each.state for each in register.entries if each.state]
    widths = [theme.text_width(state, theme.SEMIBOLD, theme.CELL.fontSize) for state in states]
    return min(max(widths) + _PADDING, _STATE) if widths else 0.0
