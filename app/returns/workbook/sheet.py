"""What a sheet of the workbook is: one table with typed columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

Value = str | int | float | date | None


class Kind(Enum):
    """How a column's cells are written and aligned; what the return before said has its sign, but no colour."""

    WORD = "word"
    TEXT = "text"
    FIGURE = "figure"
    RATE = "rate"
    DATE = "date"
    LEVEL = "level"
    RESULT = "result"
    LAST_LEVEL = "last_level"
    LAST_RESULT = "last_result"
    DIGEST = "digest"


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters, what its cells are."""

    head: str
    width: float
    kind: Kind = Kind.WORD


@dataclass(frozen=True)
class Sheet:
    """One table on one sheet. `keys` is how many columns stay in sight."""

    title: str
    sentence: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    keys: int = 1
