"""What every record of an establishment's file has in common, and how text belongs to one.

A record class declares plain columns only; `app.store` makes its table from the same class. Free text never is a
column: it is kept as passages beside the record, under a field's name listed in `TEXT_FIELDS`, so that there is one
home for text and one door through which it is written.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.domain.text import Passage, Text

_REFERENCE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No vowels, so no words; no 0, 1, I, L or O, so nothing is misread from paper."""


def new_id() -> str:
    """Return a random record id: 32 hexadecimal digits that say nothing about order or time."""
    return secrets.token_hex(16)


def new_reference(letter: str) -> str:
    """Return a short reference for people, `A-7KQ2`.

    It is random because a sequence would have gaps where something is sealed, and a gap can be counted.
    """
    return f"{letter}-{''.join(secrets.choice(_REFERENCE_ALPHABET) for _ in range(4))}"


class Record(BaseModel):
    """A record with a random id. A deleted one stays as a tombstone, so that a later merge can tell.

    `sealed_id` is set when the whole record is withheld: its other columns then hold their defaults here and their
    values in the sealed store. `KEPT_COLUMNS` names those that place it, which stay. A merge takes the columns of one
    group of `TOGETHER` from one side, and two records alike in every column of `ONE_FOR_EACH` for one record.
    """

    # A validator is built when the first of its records is read: start-up reads a few of the many kinds.
    model_config = ConfigDict(validate_assignment=True, hide_input_in_errors=True, defer_build=True)

    KIND: ClassVar[str]
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ()
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = ()
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = ()
    ONE_FOR_EACH: ClassVar[tuple[str, ...]] = ()

    id: str = Field(default_factory=new_id)
    is_deleted: bool = False
    sealed_id: str | None = None


@dataclass(frozen=True)
class NotBefore:
    """What a column is compared with where it may be empty, or hold that day or a later one."""

    day: date


R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class Entry(Generic[R_co]):
    """A record with its text, by field. A sealed passage has no `content` while the sealed store is locked."""

    record: R_co
    texts: Mapping[str, Text] = field(default_factory=dict)
    revision_id: str | None = None
    """The revision that this is, where it was read from a file."""

    def text(self, name: str) -> Text:
        """Return the passages of a field; empty where nothing was written."""
        if name not in self.record.TEXT_FIELDS:
            raise KeyError(name)
        return self.texts.get(name, ())

    def with_text(self, name: str, passages: Sequence[Passage]) -> Entry[R_co]:
        """Return the entry with one field's text replaced."""
        return Entry(self.record, {**self.texts, name: tuple(passages)}, self.revision_id)
