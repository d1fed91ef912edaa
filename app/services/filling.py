"""Bulk entry: takes a fill file into an establishment's file, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.domain.errors import FaultsError, UserError
from app.services.fill_form import Fill
from app.services.fill_writer import FillWriter
from app.services.period_content import find_period, load_content

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile

MAX_FILL_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Filled:
    """How much was taken, by kind: `{"answers": 204, …}`."""

    period: str
    counts: dict[str, int] = field(default_factory=dict)


def read_fill(path: Path, prepare: Callable[[object], object] = lambda content: content) -> Fill:
    """Read and validate a fill file; FaultsError lists every fault by its place, without the text that stands there.

    `prepare` may change the parsed JSON before it is validated.
    """
    try:
        if path.stat().st_size > MAX_FILL_BYTES:
            raise UserError("The fill file is larger than 64 MB. Split it and fill in parts.")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"The fill file could not be read: {error.strerror}. Check its name and try again.") from None
    try:
        return Fill.model_validate(prepare(json.loads(content)))
    except RecursionError:
        raise UserError("The fill file is nested far too deep to be one. Nothing was taken.") from None
    except ValueError as error:
        raise _faults(error) from None


def _faults(error: ValueError) -> UserError:
    if not isinstance(error, ValidationError):
        line = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        return UserError(f"The fill file is not JSON{line}. Nothing was taken.")
    found = error.errors(include_input=False, include_url=False, include_context=False)
    faults = [f"{place(fault['loc'])}: {fault['msg']}" for fault in found]
    return _fault_list(faults)


def _fault_list(faults: list[str]) -> FaultsError:
    number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return FaultsError(f"The fill file has {number}. Nothing was taken.", faults)


def place(loc: tuple[int | str, ...]) -> str:
    """Write a place in a fill file as people read it: `answers[3].narrative[0].text`."""
    written = ""
    for part in loc:
        written += f"[{part}]" if isinstance(part, int) else f".{part}" if written else part
    return written or "the file"


def fill(file: EstablishmentFile, form: Fill, folder: Path, person_id: str | None = None) -> Filled:
    """Write a fill form into a file: all of it, or nothing and every fault listed.

    `folder` is where the files named by its evidence lie. Sealed text needs the sealed store unlocked.
    """
    with file.work("Filled in bulk", person_id) as work:
        content = load_content(work, find_period(work, form.period).record.id)
        writer = FillWriter(work, content, folder)
        counts = writer.write(form)
        if writer.faults:
            raise _fault_list(writer.faults)
    return Filled(content.period.record.name, counts)
