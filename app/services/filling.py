"""Bulk entry: takes a fill file into an establishment's file, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.domain.errors import UserError
from app.services.fill_faults import fault_list, form_faults
from app.services.fill_form import Fill
from app.services.fill_rules import rule_faults
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
        return Fill.model_validate(prepare(_parse(content)))
    except RecursionError:
        raise UserError("The fill file is nested far too deep to be one. Nothing was taken.") from None
    except ValidationError as error:
        raise form_faults(error) from None
    except ValueError as error:
        raise _not_json(error) from None


def _parse(content: bytes) -> object:
    return json.loads(content, object_pairs_hook=_without_repeats)


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object's entries; JSON itself would keep the last of two with one name and drop the other."""
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise UserError("The fill file has two entries of one name in one group. Nothing was taken.")
    return entries


def _not_json(error: ValueError) -> UserError:
    line = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
    return UserError(f"The fill file is not JSON{line}. Nothing was taken.")


def fill(file: EstablishmentFile, form: Fill, folder: Path, person_id: str | None = None) -> Filled:
    """Write a fill form into a file: all of it, or nothing and every fault listed.

    `folder` is where the files named by its evidence lie. Sealed text needs the sealed store unlocked.
    """
    faults = rule_faults(form)
    with file.work("Filled in bulk", person_id) as work:
        content = load_content(work, find_period(work, form.period).record.id)
        writer = FillWriter(work, content, folder)
        counts = writer.write(form)
        if faults or writer.faults:
            raise fault_list([*faults, *writer.faults])
    return Filled(content.period.record.name, counts)
