"""What a register shows: any list of records with filters, a table, and what is known of one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from app.desktop.views.home_view import ScopeView


@dataclass(frozen=True)
class CellView:
    """One cell: a word, perhaps a second line, perhaps a status's glyph before it, an icon after it."""

    text: str
    detail: str = ""
    status: str = ""
    style: str = "small"
    detail_tone: str = "ink2"
    may_elide: bool = False
    icon: str = ""
    spoken: str = ""
    """What the icon says to those who do not see it."""


@dataclass(frozen=True)
class EditView:
    """How a cell is changed in its place: one of `choices`, or a line of text where there are none."""

    value: str
    choices: tuple[ScopeView, ...] = ()


@dataclass(frozen=True)
class ColumnView:
    """A column: its width in units, 0 for the one that takes what is left.

    `least` is the width of the table in units below which it is left out.
    """

    key: str
    title: str
    units: int = 0
    least: int = 0


@dataclass(frozen=True)
class CommandView:
    """A command: its key, words, shortcut, and whether it is one of those on the buttons at the foot."""

    key: str
    words: str
    shortcut: str = ""
    icon: str = ""
    is_primary: bool = False


class Row(Protocol):
    """One record of a register; everything else about it the register asks for when it is shown."""

    @property
    def key(self) -> str:
        """The record's id."""


@dataclass(frozen=True)
class RowsView:
    """Rows in order, and how one of them is shown and changed; asked for rows in sight alone."""

    rows: Sequence[Row]
    cells: Callable[[Any], tuple[CellView, ...]]
    edit: Callable[[Any, str], EditView | None] = lambda row, column: None


@dataclass(frozen=True)
class RegisterSpec:
    """What a register is: words and columns that do not change with what it holds; `add` is None where nothing is."""

    title: str
    filter_words: str
    group_words: str
    columns: tuple[ColumnView, ...]
    add: CommandView | None
    commands: tuple[CommandView, ...] = ()
    takes_files: bool = False


@dataclass(frozen=True)
class RegisterView:
    """The header and filters as they stand; `sort` is a column's key. `nothing` says why no row is shown.

    `columns` are those of the list that is chosen, where the register has lists of more than one kind.
    """

    summary: str
    scopes: tuple[ScopeView, ...]
    scope: str
    groups: tuple[ScopeView, ...]
    group: str
    sort: str
    is_descending: bool = False
    nothing: str = ""
    can_add: bool = True
    why_not: str = ""
    columns: tuple[ColumnView, ...] = ()


@dataclass(frozen=True)
class FactView:
    """One line of the detail: a label and its words, with a status's glyph where it has one."""

    label: str
    words: str
    status: str = ""


@dataclass(frozen=True)
class SectionView:
    """A titled paragraph of the detail; `pieces` are those of a comparison, kind (same, added, removed) and words.

    `facts` are lines of a small table below the words.
    """

    title: str
    words: str = ""
    pieces: tuple[tuple[str, str], ...] = ()
    facts: tuple[FactView, ...] = ()


@dataclass(frozen=True)
class EventView:
    """One thing that happened: what, and when and by whom."""

    words: str
    detail: str


@dataclass(frozen=True)
class OfferView:
    """A command as it stands for one record: enabled, or disabled and why."""

    key: str
    words: str = ""
    is_enabled: bool = True
    on_foot: bool = True


@dataclass(frozen=True)
class DetailView:
    """What is known of one record. `note` says why something cannot be done, at the foot."""

    key: str
    caption: str
    title: str
    status: str = ""
    status_words: str = ""
    marking: str = ""
    facts: tuple[FactView, ...] = ()
    sections: tuple[SectionView, ...] = ()
    events: tuple[EventView, ...] = ()
    offers: tuple[OfferView, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class NoticeView:
    """Something said above the table: a fault, or what was done with files; `lines` names each."""

    title: str
    lines: tuple[str, ...] = ()
    tone: Literal["bad", "warn"] = "bad"
