"""Opening a file for a window: at once, unchecked, with the period to show first."""

from __future__ import annotations

from pathlib import Path

from app.domain.progress import IsCancelled, never_cancelled
from app.services.period_content import find_period
from app.store.file import EstablishmentFile


def open_for_window(path: Path) -> tuple[EstablishmentFile, str]:
    """Open a file and return it with the id of its latest period; UserError where it cannot be opened, untouched."""
    file = EstablishmentFile.open(path)
    try:
        with file.reading() as work:
            return file, find_period(work).record.id
    except BaseException:
        file.close()
        raise


def make_ready(file: EstablishmentFile, is_cancelled: IsCancelled = never_cancelled) -> bool:
    """Inspect an opened file and tell whether it is sound; read what saving needs, so that the first save is quick."""
    file.ready_to_save()
    return file.inspect(is_cancelled=is_cancelled).is_sound
