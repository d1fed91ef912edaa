"""What leaves of the registers. Each says its own columns, so that a reader needs no declaration to show it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from app.domain.catalogue import Data
from app.domain.released_text import ReleasedText


class ReleasedColumn(Data):
    """A column of a register: its key, its label, what its facts are."""

    key: str
    label: str
    kind: Literal["words", "word", "day", "figure", "refs"]


class ReleasedFact(Data):
    """One fact of an entry, under its column's key: the one of these that the column's kind names.

    `figure` is a decimal number in digits; `refs` are references of items, intentions, requirements or entries.
    """

    key: str
    words: ReleasedText | None = None
    word: str | None = None
    day: date | None = None
    figure: str | None = None
    refs: tuple[str, ...] | None = None


class ReleasedEntry(Data):
    """An entry: facts in order of the columns, none where nothing was written. `state` is derived on the day."""

    reference: str
    intention: str | None = None
    state: str | None = None
    needs_action: bool = False
    facts: tuple[ReleasedFact, ...] = ()

    def fact(self, key: str) -> ReleasedFact | None:
        """Return the fact of a column, if there is one."""
        return next((fact for fact in self.facts if fact.key == key), None)


class ReleasedRegister(Data):
    """A register. `withheld` are the intentions, `All` for none, under which an entry is withheld whole."""

    key: str
    title: str
    about: str
    columns: tuple[ReleasedColumn, ...]
    entries: tuple[ReleasedEntry, ...] = ()
    withheld: tuple[str, ...] = ()
