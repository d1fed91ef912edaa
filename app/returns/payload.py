"""The payload: a released return as canonical JSON, the same bytes in the PDF and in the workbook."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import ValidationError

from app.domain.errors import UserError
from app.domain.released import ReleasedReturn

PAYLOAD_NAME = "payload.json"
"""The name of the payload inside a PDF."""

MAX_PAYLOAD_BYTES = 16 * 1024 * 1024
"""The largest payload that is read; a full return of 28 intentions has about half a megabyte."""


def write_payload(released: ReleasedReturn) -> bytes:
    """Return canonical JSON: UTF-8, keys sorted, no white space, nothing that is None, a newline at the end."""
    content = released.model_dump(mode="json", exclude_none=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def read_payload(payload: bytes) -> ReleasedReturn:
    """Read a payload that has been verified; UserError unless it is one of ours, canonical to the byte."""
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise UserError("The payload of this return is larger than any return can be. It was not read.")
    try:
        released = ReleasedReturn.model_validate_json(payload)
    except ValidationError as error:
        raise UserError(_fault_sentence(error)) from None
    if write_payload(released) != payload:
        raise UserError("The payload of this return is not written in the form this program writes. It was not read.")
    return released


def _fault_sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the whole"
    return f"The payload of this return cannot be read: {place}: {first['msg']}."


def digest(payload: bytes) -> str:
    """Return the SHA-256 of the payload, 64 hexadecimal digits."""
    return hashlib.sha256(payload).hexdigest()


def grouped(digits: str, size: int = 8) -> str:
    """Return a digest in groups, as printed: `9a5aa338 a289ef29 …`."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))


def payload_schema() -> dict[str, Any]:
    """Return the JSON Schema of the payload, as published in `resources/schema/return.schema.json`."""
    schema = ReleasedReturn.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Assurance return", **schema}
