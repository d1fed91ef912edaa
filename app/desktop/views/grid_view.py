"""What a grid shows, and what was typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class GridColumnView:
    """A column, its width in units, and the words that its cells may say, where they are no free ones."""

    key: str
    title: str
    units: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridRowView:
    """A row and what its cells say, by column."""

    key: str
    title: str
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class GridView:
    """The dialog of a grid; `glyphs` are those of the words a cell may say, `new_column` asks for a column's title."""

    heading: str
    note: str
    columns: tuple[GridColumnView, ...]
    rows: tuple[GridRowView, ...]
    glyphs: Mapping[str, str] = field(default_factory=dict)
    new_column: str = ""


@dataclass(frozen=True)
class GridInput:
    """What was changed: what cells say now, by row and column; and the titles of columns that were added, by key."""

    cells: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    columns: Mapping[str, str] = field(default_factory=dict, repr=False)
