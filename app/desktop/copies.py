"""Copies of the file on show to a drive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.shell import Shell
from app.desktop.tied_jobs import TiedJobs

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile


class Copies(QObject):
    """Signals: `copied(is off this PC)`, and `failed(UserError)` where nothing was done."""

    copied = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell

    def copy(self, jobs: TiedJobs, file: EstablishmentFile, to: Path) -> None:
        """Write a verified copy of a file to a drive, beside the window."""
        from app.services.copying import copy_to_drive

        job = jobs.start(
            lambda progress, is_cancelled: copy_to_drive(
                file, to, datetime.now(UTC), progress=progress, is_cancelled=is_cancelled
            ),
            must_finish=True,
        )
        job.succeeded.connect(self.copied)
        job.failed.connect(self.failed)
        self._shell.follow(job, "Copying the file")


def copied_words(at: datetime | None, now: datetime) -> str:
    """Say how long ago a copy was last made off this PC."""
    if at is None:
        return "No copy off this PC yet"
    days = (now.date() - at.astimezone(now.tzinfo).date()) // timedelta(days=1)
    ago = "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
    return f"Last copy off this PC: {ago}"
