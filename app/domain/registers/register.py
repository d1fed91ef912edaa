"""A register, declared once.

From the declaration come its table, and with it sealing, undo and history; its part of `fill`, its released form and
so its section of the PDF and its sheet; its "left to do"; its page and its form. See docs/adr/0013.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import create_model

from app.domain.registers.fields import Field, FieldKind, RegisterRecord

if TYPE_CHECKING:
    from app.domain.catalogue import CataloguePack
    from app.domain.catalogue_terms import Holds
    from app.domain.record import Entry
    from app.domain.records import Period, Result


@dataclass(frozen=True)
class State:
    """How an entry stands, derived and never kept: its word, its glyph, and whether someone has to act on it."""

    word: str
    glyph: str = "open"
    is_left: bool = False
    days_late: int = 0


@dataclass(frozen=True)
class Around:
    """What an entry's state is worked out from: the period, its catalogue, the day, and what else may be seen."""

    pack: CataloguePack
    period: Period
    today: date
    entries: Mapping[str, Sequence[Entry[RegisterRecord]]] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    """Results of answers by item."""
    holds: Holds | None = None

    def children(self, kind: str, key: str, parent_id: str) -> list[RegisterRecord]:
        """Return the entries of another register that name this one."""
        found = (entry.record for entry in self.entries.get(kind, ()))
        return [record for record in found if record.word_in(key) == parent_id]


@dataclass(frozen=True)
class Derived:
    """A fact that is worked out: its key, its label, and how; `""` where there is nothing to say.

    With `is_refs` it is references, parted by spaces.
    """

    key: str
    label: str
    work_out: Callable[[RegisterRecord, Around], str]
    is_refs: bool = False


Fault = tuple[str, str]
"""A field's key and what is wrong with it."""
Rule = Callable[[RegisterRecord], Fault | None]


def _no_state(record: RegisterRecord, around: Around) -> State | None:
    return None


@dataclass(frozen=True)
class Register:
    """A kind of record with its fields. `letter` heads its references; `kind` names its table.

    `intention` says whether an entry belongs to one: `needed`, `offered` or `none`. `order` is the field that orders
    entries, largest or latest first with `is_falling`. A standing register lives on from period to period, and its
    entries have a day on which they end. A merge takes the columns of one group of `together` from one side.
    `each_of` is the field of whose choices each is to have an entry.
    """

    kind: str
    key: str
    title: str
    one: str
    letter: str
    about: str
    fields: tuple[Field, ...]
    intention: str = "offered"
    is_standing: bool = False
    state: Callable[[RegisterRecord, Around], State | None] = _no_state
    derived: tuple[Derived, ...] = ()
    rules: tuple[Rule, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    order: Callable[[RegisterRecord], Any] = field(default=lambda record: 0)
    is_falling: bool = False
    each_of: str = ""
    beside: tuple[str, ...] = ()
    """Fields that tell entries of the same name apart: a list shows them under the first."""

    @cached_property
    def record_type(self) -> type[RegisterRecord]:
        """The class of its records, from which the store makes the table."""
        columns: dict[str, Any] = {each.key: (each.annotation, None) for each in self.fields if not each.is_words}
        name = "".join(part.capitalize() for part in self.kind.split("_"))
        made = create_model(name, __base__=RegisterRecord, __module__=__name__, **columns)
        made.KIND = self.kind
        made.TOGETHER = self.together
        made.TEXT_FIELDS = tuple(each.key for each in self.fields if each.is_words)
        return made

    def __hash__(self) -> int:
        """Registers are told apart by their kind."""
        return hash(self.kind)

    @property
    def title_field(self) -> str:
        """The first field of words: what an entry is called."""
        return next((each.key for each in self.fields if each.kind is FieldKind.LINE), "")

    def field_of(self, key: str) -> Field:
        """Return a field by its key; KeyError where there is none."""
        for each in self.fields:
            if each.key == key:
                return each
        raise KeyError(key)

    def faults(self, record: RegisterRecord, written: frozenset[str]) -> dict[str, str]:
        """Return what is wrong with an entry, by field; `written` are the fields of words that say something."""
        found = {}
        if self.intention == "needed" and not record.intention_ref:
            found["intention"] = f"Say to which intention the {self.one} belongs."
        for each in self.fields:
            if fault := _fault_of(each, record, written):
                found[each.key] = fault
        for rule in self.rules:
            if said := rule(record):
                found.setdefault(*said)
        return found


def _fault_of(field: Field, record: RegisterRecord, written: frozenset[str]) -> str:
    if field.is_words:
        return f"{field.label} is missing. Write it." if field.is_required and field.key not in written else ""
    value = getattr(record, field.key)
    if value is None or value == "":
        return f"{field.label} is missing." if field.is_required else ""
    if field.kind not in (FieldKind.COUNT, FieldKind.FIGURE):
        return ""
    if (field.least is not None and value < field.least) or (field.most is not None and value > field.most):
        return f"{field.label} is out of range. Enter {_range(field.least, field.most)}."
    return ""


def _range(least: int | None, most: int | None) -> str:
    if least is None or most is None:
        return f"{least} or more" if most is None else f"{most} or less"
    return f"{least} to {most}"


def in_order(first: str, second: str, sentence: str) -> Rule:
    """Return the rule that one day does not come before another."""

    def check(record: RegisterRecord) -> Fault | None:
        starts, ends = record.day_in(first), record.day_in(second)
        return (second, sentence) if starts and ends and ends < starts else None

    return check


def no_more_than(part: str, whole: str, sentence: str) -> Rule:
    """Return the rule that a number of cases is no larger than that of all."""

    def check(record: RegisterRecord) -> Fault | None:
        some, every = record.count_in(part), record.count_in(whole)
        return (part, sentence) if some is not None and every is not None and some > every else None

    return check


def overdue(day: date | None, today: date) -> int:
    """Return by how many days a day is past; 0 where it is not, or there is none."""
    return max(0, (today - day) // timedelta(days=1)) if day else 0
