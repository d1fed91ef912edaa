"""Copies of a file off this PC: what is left when the PC is not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.services.backing_up import LAST_COPY_OFF
from app.services.copies_made import Made, note_copy

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile


def copy_to_drive(
    file: EstablishmentFile,
    to: Path,
    now: datetime,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> bool:
    """Write a verified copy to `to`; tell whether it is off this PC's own disk, and note when in the file if so."""
    file.backup(to, progress=progress, is_cancelled=is_cancelled)
    note_copy(file, Made.FILE, "", now)
    is_off = device_of(to) != device_of(Path.home())
    if is_off and not file.is_read_only:
        with file.work("Copied off this PC") as work:
            work.record_fact(LAST_COPY_OFF, now.isoformat(timespec="seconds"))
    return is_off


def device_of(path: Path) -> int:
    """Return the number of the disk or drive that a path is on."""
    return path.stat().st_dev
