"""Reads files of bulk entry: JSON held against its form, every fault listed by its place, without the text there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from app.domain.errors import UserError
from app.services.form_faults import form_faults

MAX_FORM_BYTES = 64 * 1024 * 1024
M = TypeVar("M", bound=BaseModel)


def read_form(
    model: type[M], path: Path, name: str, prepare: Callable[[object], object] = lambda content: content
) -> M:
    """Read and validate a file; FaultsError lists every fault. `name` is what the file is called: "fill file".

    `prepare` may change the parsed JSON before it is validated.
    """
    try:
        if path.stat().st_size > MAX_FORM_BYTES:
            raise UserError(f"The {name} is larger than 64 MB. Split it and take it in parts.")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"The {name} could not be read: {error.strerror}. Check its name and try again.") from None
    try:
        return model.model_validate(prepare(json.loads(content, object_pairs_hook=_Pairs(name).unrepeated)))
    except RecursionError:
        raise UserError(f"The {name} is nested far too deep to be one. Nothing was taken.") from None
    except ValidationError as error:
        raise form_faults(error, name) from None
    except ValueError as error:
        line = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UserError(f"The {name} is not JSON{line}. Nothing was taken.") from None


class _Pairs:
    """Reads an object's entries; JSON itself would keep the last of two with one name and drop the other."""

    def __init__(self, name: str) -> None:
        self._name = name

    def unrepeated(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        entries = dict(pairs)
        if len(entries) < len(pairs):
            raise UserError(f"The {self._name} has two entries of one name in one group. Nothing was taken.")
        return entries
