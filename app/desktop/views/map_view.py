"""What the heat map shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.desktop.views.home_view import ScopeView

Tone = Literal["", "good", "fair", "poor", "bad"]


@dataclass(frozen=True)
class MapCellView:
    """One cell: a letter or figure, the same in words, how it is tinted."""

    text: str
    words: str
    tone: Tone = ""


@dataclass(frozen=True)
class MapRowView:
    """One return: its key, what stands before the row, the same in full, its cells. An empty key leads nowhere."""

    key: str
    title: str
    spoken: str
    cells: tuple[MapCellView, ...]


@dataclass(frozen=True)
class MapColumnView:
    """A column: its reference, and what that is."""

    ref: str
    title: str = ""


@dataclass(frozen=True)
class MapView:
    """The whole page; `which` are periods and establishments to choose from, `aspects` what the cells may say."""

    summary: str
    whiches: tuple[ScopeView, ...]
    which: str
    aspects: tuple[ScopeView, ...]
    aspect: str
    legend: str
    columns: tuple[MapColumnView, ...]
    rows: tuple[MapRowView, ...]
