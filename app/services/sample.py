"""The complete example, made in a folder that the user chose."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress

FOLDER = "Assurance Desk sample"
_FILE = "demo.assure"


def find_sample(parent: Path) -> Path | None:
    """Return the sample's file where one was made in this folder before."""
    path = parent / FOLDER / _FILE
    return path if path.is_file() else None


def make_sample(
    parent: Path,
    now: datetime,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Path:
    """Make the example in a folder of its own and return its file; cancelled, or failed, nothing of it stays.

    UserError where the folder cannot be written, or holds something of that name.
    """
    from app.services.demonstrating import demonstrate

    folder = parent / FOLDER
    was_there = folder.exists()
    try:
        demonstrate(folder, now=now, progress=progress, is_cancelled=is_cancelled)
    except BaseException:
        if not was_there:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / _FILE
