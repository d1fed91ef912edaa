"""The fields of a register's entries: what each is called, what it may hold, and how it is read from a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field as Limits

from app.domain.record import Record

MOST = 1_000_000_000
"""No figure is larger: the file's integers have an end."""


class FieldKind(StrEnum):
    """What a field holds. Of these `LINE` and `PROSE` are the user's words, and kept as passages."""

    LINE = "line"
    PROSE = "prose"
    DAY = "day"
    COUNT = "count"
    FIGURE = "figure"
    CHOICE = "choice"
    CHOICES = "choices"
    LINKS = "links"
    POST = "post"
    YES = "yes"
    PARENT = "parent"


WORDS = frozenset({FieldKind.LINE, FieldKind.PROSE})

_ANNOTATIONS: Mapping[FieldKind, Any] = {
    FieldKind.DAY: date | None,
    FieldKind.COUNT: Annotated[int | None, Limits(ge=0, le=MOST)],
    FieldKind.FIGURE: Annotated[
        Decimal | None, Limits(ge=-MOST, le=MOST, max_digits=14, decimal_places=4, allow_inf_nan=False)
    ],
    FieldKind.CHOICE: str | None,
    FieldKind.CHOICES: str | None,
    FieldKind.LINKS: str | None,
    FieldKind.POST: str | None,
    FieldKind.YES: bool | None,
    FieldKind.PARENT: str | None,
}


@dataclass(frozen=True)
class Field:
    """One field. `options` names where the choices come from: a scale of the pack, or a list of its own.

    `least` and `most` bound a number. `parent` is the kind of the entry that a `PARENT` field names. `help` says in a
    few words what to write.
    """

    key: str
    label: str
    kind: FieldKind
    options: str = ""
    is_required: bool = False
    least: int | None = None
    most: int | None = None
    parent: str = ""
    help: str = ""

    @property
    def is_words(self) -> bool:
        """Tell whether it holds the user's words."""
        return self.kind in WORDS

    @property
    def annotation(self) -> Any:
        """The type of its column."""
        return _ANNOTATIONS[self.kind]


class RegisterRecord(Record):
    """An entry of a register. Its kind's own columns come from the register's fields; each may be empty.

    Standing entries belong to the period in which they were begun and to those that follow it.
    """

    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = ("period_id", "intention_ref")

    period_id: str
    intention_ref: str | None = None
    reference: str | None = None

    def day_in(self, key: str) -> date | None:
        """Return the day in a field."""
        value: date | None = getattr(self, key)
        return value

    def count_in(self, key: str) -> int | None:
        """Return the number of things in a field."""
        value: int | None = getattr(self, key)
        return value

    def figure_in(self, key: str) -> Decimal | None:
        """Return the figure in a field."""
        value: Decimal | None = getattr(self, key)
        return value

    def is_so(self, key: str) -> bool:
        """Tell whether a field says yes."""
        return bool(getattr(self, key))

    def word_in(self, key: str) -> str:
        """Return the key of what was chosen in a field, or of the entry it names; `""` for nothing."""
        value: str | None = getattr(self, key)
        return value or ""

    def words_in(self, key: str) -> tuple[str, ...]:
        """Return the keys chosen in a field, or the references that it links."""
        return tuple(self.word_in(key).split())
