"""Records of any kind, with only what they must have: the same for a kind that was added yesterday."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from app.domain.record import Record
from app.domain.records import RECORD_TYPES
from app.store.tables import POINTS_TO

_VALUES: Mapping[type, Any] = {str: "9z", int: 1, bool: True, bytes: b"{}"}
_DIGEST = "9" * 64

KINDS_WITH_TEXT: tuple[type[Record], ...] = tuple(kind for kind in RECORD_TYPES if kind.TEXT_FIELDS)
"""Every kind of record that takes the user's words."""


def records_of(kinds: Iterable[type[Record]], ids: Mapping[str, str], at: datetime) -> list[Record]:
    """Return a record of each kind, and before it one of each kind that it must point to; `ids` are there, by table."""
    known, made = dict(ids), list[Record]()
    for kind in kinds:
        _make(kind, known, at, made)
    return made


def _make(kind: type[Record], known: dict[str, str], at: datetime, made: list[Record]) -> str:
    values: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        if not field.is_required():
            continue
        target = POINTS_TO.get(name)
        if target is None:
            values[name] = _DIGEST if name.endswith("digest") else _value(field.annotation, at)
        else:
            values[name] = known[target] if target in known else _make(_of_table(target), known, at, made)
    record = kind.model_validate(values)
    made.append(record)
    return known.setdefault(kind.KIND, record.id)


def _of_table(table: str) -> type[Record]:
    return next(kind for kind in RECORD_TYPES if table == kind.KIND)


def _value(annotation: Any, at: datetime) -> Any:
    kind = next(iter(typing.get_args(annotation)), annotation)
    if issubclass(kind, Enum):
        return next(iter(kind))
    if issubclass(kind, datetime):
        return at
    return at.date() if issubclass(kind, date) else _VALUES[kind]
