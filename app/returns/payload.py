"""The payload: a released return as canonical JSON, the same bytes in the PDF and in the workbook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.catalogue import Data
from app.domain.errors import UserError
from app.domain.released import ReleasedReturn
from app.domain.response import Letter, ReleasedConcern, ReleasedReplies, ReleasedResponse

PAYLOAD_NAME = "payload.json"
"""The name of the payload inside a PDF."""

MAX_PAYLOAD_BYTES = 16 * 1024 * 1024
"""The largest payload that is read; a full return of 28 intentions has about half a megabyte."""


LETTERS: Mapping[str, type[Letter]] = {
    "response": ReleasedResponse,
    "replies": ReleasedReplies,
    "concern": ReleasedConcern,
}
"""The payloads that are no return's, by their `kind`."""

_TOO_LARGE = "The payload of this return is larger than any return can be. It was not read."
_NOT_CANONICAL = "The payload of this return is not written in the form this program writes. It was not read."
_NO_DATA = "What this file carries is not the data of a return, or of a letter about one. It was not read."
_NEWER = "The payload of this return says more than this version of the program knows. Install the newer version."
P = TypeVar("P", bound=Data)


def write_payload(released: ReleasedReturn | Letter) -> bytes:
    """Return canonical JSON: UTF-8, keys sorted, no white space, nothing that is None, a newline at the end."""
    return _canonical(released.model_dump(mode="json", exclude_none=True))


def _canonical(content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def read_payload(payload: bytes) -> ReleasedReturn:
    """Read a payload that has been verified; UserError unless it is a return's and canonical to the byte.

    One written before a field was added reads as if it were empty: the schema grows by addition.
    """
    return _read(ReleasedReturn, payload)


def read_letter(payload: bytes) -> Letter:
    """Read a verified payload that is no return's; UserError unless it is one of ours and canonical to the byte."""
    kind = payload_kind(payload)
    if kind not in LETTERS:
        raise UserError("This file is a return, not a response, replies or a concern. Import it where returns go.")
    return _read(LETTERS[kind], payload)


def read_any(payload: bytes) -> ReleasedReturn | Letter:
    """Read a verified payload of whatever kind."""
    return read_letter(payload) if payload_kind(payload) in LETTERS else read_payload(payload)


def payload_kind(payload: bytes) -> str:
    """Return what kind of payload it says it is: `return` where it says nothing. UserError where it is no payload."""
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise UserError(_TOO_LARGE)
    try:
        return _Kind.model_validate_json(payload).kind
    except ValidationError as error:
        raise UserError(_fault_sentence(error)) from None


class _Kind(BaseModel):
    """The one field that tells payloads apart."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    kind: str = Field(default="return", max_length=20)


def _read(model: type[P], payload: bytes) -> P:
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise UserError(_TOO_LARGE)
    try:
        released = model.model_validate_json(payload)
    except ValidationError as error:
        raise UserError(_fault_sentence(error)) from None
    if _canonical(released.model_dump(mode="json", exclude_none=True, exclude_unset=True)) != payload:
        raise UserError(_NOT_CANONICAL)
    return released


def _fault_sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    if first["type"] == "extra_forbidden":
        return _NEWER
    if first["type"] == "json_invalid":
        return _NO_DATA
    place = ".".join(str(part) for part in first["loc"]) or "the whole"
    why = first["msg"].replace("Value error, ", ": ", 1) if first["type"] == "value_error" else ""
    return f"What this file carries is not what a return says, at {place}{why}. It was not read. Ask for it again."


def digest(payload: bytes) -> str:
    """Return the SHA-256 of the payload, 64 hexadecimal digits."""
    return hashlib.sha256(payload).hexdigest()


def grouped(digits: str, size: int = 8) -> str:
    """Return a digest in groups, as printed: `9a5aa338 a289ef29 …`."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))


def payload_schema() -> dict[str, Any]:
    """Return the JSON Schema of the payload, as published in `resources/schema/return.schema.json`."""
    return _schema_of(ReleasedReturn, "Assurance return")


def letter_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a letter's payload, as published in `resources/schema/<kind>.schema.json`."""
    return _schema_of(LETTERS[kind], f"Assurance {kind}")


def _schema_of(model: type[BaseModel], title: str) -> dict[str, Any]:
    schema = model.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}
