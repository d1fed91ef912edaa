"""Opening a file for a window: at once, unchecked, with the period to show first."""

from __future__ import annotations

from pathlib import Path

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
