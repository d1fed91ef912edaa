"""Bulk entry: takes a fill file into an establishment's file, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.fill_form import Fill
from app.services.fill_rules import rule_faults
from app.services.fill_writer import FillWriter
from app.services.form_faults import fault_list
from app.services.form_files import read_form
from app.services.period_content import find_period, load_content

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile

_NAME = "fill file"


@dataclass(frozen=True)
class Filled:
    """How much was taken, by kind: `{"answers": 204, …}`."""

    period: str
    counts: dict[str, int] = field(default_factory=dict)


def read_fill(path: Path, prepare: Callable[[object], object] = lambda content: content) -> Fill:
    """Read and validate a fill file; FaultsError lists every fault by its place, without the text that stands there.

    `prepare` may change the parsed JSON before it is validated.
    """
    return read_form(Fill, path, _NAME, prepare)


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
            raise fault_list([*faults, *writer.faults], _NAME)
    return Filled(content.period.record.name, counts)
