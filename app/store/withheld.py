"""A record withheld whole: what of it goes into the sealed store, and what stays to say where it belongs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.domain.record import Record
from app.domain.text import Passage, Text
from app.store.connection import Scalar
from app.store.rows import Row, to_row, to_scalar

_LENGTH_BYTES = 8
_ALWAYS_KEPT = frozenset({"id", "is_deleted", "sealed_id"})


def can_be_withheld(kind: type[Record]) -> bool:
    """Tell whether records of a kind can be withheld whole: each column that is not kept needs a default."""
    return not any(kind.model_fields[name].is_required() for name in _hidden(kind))


def public_row(record: Record, sealed_id: str) -> Row:
    """Return the columns that stay: those that place the record; the others hold their defaults.

    TypeError where a column that is not kept has none: such a record cannot be withheld whole.
    """
    kind = type(record)
    row = to_row(record) | {"sealed_id": sealed_id}
    for name in _hidden(kind):
        field = kind.model_fields[name]
        if field.is_required():
            raise TypeError(f"{kind.__name__} cannot be withheld: {name} has no default")
        row[name] = to_scalar(field.get_default(call_default_factory=True))
    return row


def write_withheld(record: Record, texts: Mapping[str, Text]) -> bytes:
    """Return what is sealed of a record: a JSON head, its length before it, and any bytes behind it."""
    row = to_row(record)
    columns: dict[str, Any] = {}
    blobs: list[bytes] = []
    for name in _hidden(type(record)):
        value = row[name]
        if isinstance(value, bytes):
            blobs.append(value)
            columns[name] = {"bytes": len(value)}
        else:
            columns[name] = value
    passages = {name: [[part.marking, part.content] for part in text] for name, text in texts.items()}
    head = json.dumps({"columns": columns, "texts": passages}, sort_keys=True).encode()
    return b"".join((len(head).to_bytes(_LENGTH_BYTES, "big"), head, *blobs))


def read_withheld(content: bytes) -> tuple[Row, dict[str, Text]]:
    """Return the sealed columns and texts of a record."""
    start = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "big")
    head = json.loads(content[_LENGTH_BYTES:start])
    columns: dict[str, Scalar] = {}
    for name, value in head["columns"].items():
        if isinstance(value, dict):
            columns[name] = content[start : start + value["bytes"]]
            start += value["bytes"]
        else:
            columns[name] = value
    texts = {
        name: tuple(Passage(content=said, marking=marking, is_sealed=True) for marking, said in parts)
        for name, parts in head["texts"].items()
    }
    return columns, texts


def _hidden(kind: type[Record]) -> list[str]:
    kept = _ALWAYS_KEPT.union(kind.KEPT_COLUMNS)
    return sorted(name for name in kind.model_fields if name not in kept)
