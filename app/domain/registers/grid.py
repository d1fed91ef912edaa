"""A register as a grid: a row for each thing that should be in it, a column for each value, typed cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.errors import FaultsError

Cell = tuple[str, str]
"""A row's key and a column's."""


@dataclass(frozen=True)
class GridColumn:
    """A column; `choices` are the words that its cells may say, in order, where they are no free ones."""

    key: str
    title: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridRow:
    """A row: its title, and what its cells say by column."""

    key: str
    title: str
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """What a grid shows. `left_out` is how many entries are withheld and so only in the list."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    left_out: int = 0


class CellFaults(FaultsError):
    """What is wrong with what was typed, by cell; nothing of it was taken."""

    def __init__(self, by_cell: Mapping[Cell, str]) -> None:
        count = len(by_cell)
        number = "1 cell is" if count == 1 else f"{count} cells are"
        super().__init__(f"{number} wrong, and nothing was taken.", tuple(by_cell.values()))
        self.by_cell = dict(by_cell)


def chosen_word(typed: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that was meant: its word, or a beginning that no other has; None for none."""
    wanted = " ".join(typed.split()).casefold()
    exact = [word for word in choices if word.casefold() == wanted]
    begun = exact or [word for word in choices if wanted and word.casefold().startswith(wanted)]
    return begun[0] if len(begun) == 1 else None
