"""What Home shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ResultKey = Literal["met", "partly_met", "not_met", "not_applicable", "not_tested", "not_answered"]
"""The results as the domain's keys, and `not_answered`."""

RESULT_WORDS: dict[ResultKey, str] = {
    "not_answered": "Not answered",
    "not_met": "Not met",
    "partly_met": "Partly met",
    "not_tested": "Not tested",
    "met": "Met",
    "not_applicable": "Not applicable",
}
"""The words of the results, in the order in which a person needs to see them."""


@dataclass(frozen=True)
class CellView:
    """One cell of Home's well: a count that opens its filtered list; `tone` is `bad` where it presses."""

    key: str
    count: int
    title: str
    detail: str
    tone: Literal["ink", "bad"] = "ink"


@dataclass(frozen=True)
class TileView:
    """One intention: its counts by result key, and its statement.

    `counts` holds only what is there. `note` takes the place of the counts where the intention does not apply or is
    not due; `level` is a level's key and `level_word` its word, both `""` without a statement.
    """

    ref: str
    title: str
    counts: tuple[tuple[ResultKey, int], ...] = ()
    note: str = ""
    level: str = ""
    level_word: str = ""
    is_applicable: bool = True
    is_mine: bool = True


@dataclass(frozen=True)
class GroupView:
    """A group of intentions: its number and short name, how many of its questions are answered."""

    ref: str
    title: str
    answered: int
    total: int
    tiles: tuple[TileView, ...]


@dataclass(frozen=True)
class WholeView:
    """The establishment's own statement: what it says now, and what it waits for."""

    title: str
    state: str
    waits_for: str
    counts: tuple[tuple[ResultKey, int], ...]
    level: str = ""
    level_word: str = ""


@dataclass(frozen=True)
class ScopeView:
    """A choice of whose work is shown, with what is left to do in it."""

    key: str
    title: str
    count: int | None = None


@dataclass(frozen=True)
class HomeView:
    """The whole page. `next_ref` is the item that the primary button goes on with, `""` where nothing is left."""

    headline: str
    due: str
    answered: int
    total: int
    cells: tuple[CellView, ...]
    groups: tuple[GroupView, ...]
    whole: WholeView
    next_ref: str = ""
    scopes: tuple[ScopeView, ...] = ()
    scope: str = ""
    due_tone: Literal["ink", "bad"] = "ink"
