"""Faults of a pack, each a sentence: file, key, reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)

IDENTIFIERS = ("ref", "id", "key", "number")
"""The keys by which the rows of a list are called, in this order."""

REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that belongs here",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is shorter than {min_length} characters",
    "string_pattern_mismatch": "is not written as it should be: it must match {pattern}",
    "too_short": "has fewer entries than {min_length}",
    "too_long": "has more entries than {max_length}",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "value_error": "{error}",
}
ONE_LINE = r"^[^\n]+$"


class Fault(NamedTuple):
    """One thing wrong with a pack."""

    file: str
    key: str
    reason: str

    @property
    def sentence(self) -> str:
        """Return the fault as printed: `intentions/1f.toml: items.1f-03.weight: must be at most 3`."""
        return ": ".join(part for part in self if part)


def shown(name: object) -> str:
    """Return a name from outside fit for a sentence: printable and short."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(name))
    return text if len(text) <= 60 else f"{text[:57]}..."


def find_model_faults(model: type[BaseModel], file: str, document: dict[str, Any]) -> Iterator[tuple[str, Fault]]:
    """Yield what `model` finds wrong with a file, strictly, each with pydantic's word for its kind."""
    try:
        validate(model, document)
    except RecursionError:
        yield "recursion", Fault(file, "", "is nested too deeply")
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            if fault["type"] == "too_short" and _is_long_enough(fault["loc"], document, fault["ctx"]["min_length"]):
                continue
            reason = _reason(fault["type"], fault["msg"], fault.get("ctx", {}))
            yield fault["type"], Fault(file, _place(fault["loc"], document), reason)


def validate(model: type[Model], document: dict[str, Any]) -> Model:
    """Validate a TOML document strictly; ValidationError, or RecursionError where it is nested too deeply."""
    return model.model_validate_json(json.dumps(document, default=_as_table), strict=True)


def _is_long_enough(loc: tuple[int | str, ...], document: object, minimum: int) -> bool:
    """Tell whether a list said to be too short is so only because faulty rows were not counted."""
    for part in loc:
        document = _step(document, part)
    return isinstance(document, list) and len(document) >= minimum


def _as_table(value: object) -> dict[str, str]:
    """Stand in for TOML's dates and times, which no key of a pack holds, so that they are refused as no text."""
    kind = "date" if isinstance(value, date | datetime | time) else "value"
    return {kind: str(value)}


def _reason(kind: str, message: str, context: dict[str, Any]) -> str:
    if context.get("pattern") == ONE_LINE:
        return "must stand on one line and not be empty"
    template = REASONS.get(kind)
    return template.format(**context) if template else message


def _place(loc: tuple[int | str, ...], document: object) -> str:
    words = ""
    for part in loc:
        document = _step(document, part)
        name = _identifier(document) if isinstance(part, int) else shown(part)
        words += f"[{int(part) + 1}]" if name is None else f".{name}"
    return words.removeprefix(".")


def _step(document: object, part: int | str) -> object:
    if isinstance(document, dict):
        return document.get(part)
    if isinstance(document, list) and isinstance(part, int) and part < len(document):
        return document[part]
    return None


def _identifier(row: object) -> str | None:
    if not isinstance(row, dict):
        return None
    return next((shown(row[key]) for key in IDENTIFIERS if isinstance(row.get(key), str | int)), None)
