"""Faults of the form of a file of bulk entry, in our own plain words and at their place; never what stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from app.domain.errors import FaultsError

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_OTHERWISE = "This is not what belongs here; the file's schema in resources/schema says what does."
_DATE = "A date is written 2014-09-30, and is one that the calendar has."
_WHOLE_NUMBER = "A whole number belongs here, without a fraction."

_SAID: Final[Mapping[str, str]] = {
    "missing": "This is needed and is not there.",
    "extra_forbidden": "The form has no entry of this name.",
    "enum": "A word of the scale belongs here: {expected}.",
    "literal_error": "One of these belongs here: {expected}.",
    "string_type": "Words belong here, in quotation marks.",
    "string_too_short": "This is empty. Write something, or leave the entry out.",
    "string_too_long": "This is longer than the {max_length} characters that fit.",
    "control_character": "There is a control character in this text, which nothing can show. Take it out.",
    "string_unicode": "There is half a character in this text, which nothing can show. Take it out.",
    "bool_type": "true or false belongs here.",
    "bool_parsing": "true or false belongs here.",
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "greater_than_equal": "The number is below {ge}.",
    "less_than_equal": "The number is above {le}.",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "tuple_type": "A list belongs here, in square brackets.",
    "dict_type": "A group of entries belongs here, in curly brackets.",
    "model_type": "A group of entries belongs here, in curly brackets.",
    "model_attributes_type": "A group of entries belongs here, in curly brackets.",
}
"""A sentence for each of pydantic's types of error that a form can lead to."""

_REFERENCES: Final[Mapping[str, str]] = {
    "intention": "An intention is written 1(f).",
    "intentions": "An intention is written 1(f).",
    "owners": "An intention is written 1(f).",
    "item": "An item is written 1f-03.",
    "items": "An item is written 1f-03.",
    "not_due": "An item is written 1f-03.",
}
_FROM_THE_FORM: Final = ("expected", "max_length", "ge", "le")
"""What of an error's context comes from the form itself; the rest may repeat what somebody wrote."""

_PLAIN_NAME = re.compile(r"[a-z_]{1,40}|[1-6]\([a-i]\)", re.ASCII)


def form_faults(error: ValidationError, name: str) -> FaultsError:
    """Return every fault of form, each at its place. `name` is what the file is called: "fill file"."""
    found = error.errors(include_input=False, include_url=False)
    return fault_list([f"{place(fault['loc'])}: {_sentence(fault)}" for fault in found], name)


def fault_list(faults: Sequence[str], name: str) -> FaultsError:
    """Return the error that lists these faults."""
    number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return FaultsError(f"The {name} has {number}. Nothing was taken.", faults)


def place(loc: tuple[int | str, ...]) -> str:
    """Write a place in a file as people read it: `answers[3].narrative[0].text`.

    A name that is not of the form's kind may be anybody's words and is not repeated.
    """
    written = ""
    for part in loc:
        if isinstance(part, int):
            written += f"[{part}]"
        elif part != "[key]":
            name = part if _PLAIN_NAME.fullmatch(part) else "(an unknown name)"
            written += f".{name}" if written else name
    return written or "the file"


def _sentence(fault: ErrorDetails) -> str:
    kind = fault["type"]
    if kind == "string_pattern_mismatch":
        named = [part for part in fault["loc"] if isinstance(part, str) and part in _REFERENCES]
        return _REFERENCES[named[-1]] if named else _OTHERWISE
    context: Mapping[str, Any] = fault.get("ctx", {})
    known = {name: context[name] for name in _FROM_THE_FORM if name in context}
    try:
        return _SAID.get(kind, _OTHERWISE).format_map(known)
    except KeyError:
        return _OTHERWISE
