"""The day's own backup of a file, in the user's data folder, thinned as backups age."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile

_A_DAY = timedelta(days=1)
_STAMP = "%Y-%m-%d-%H%M%S"


def backed_up_at(file: EstablishmentFile) -> datetime | None:
    """Return when a verified copy was last made; None where none ever was."""
    from app.store.file import LAST_BACKUP

    with file.reading() as work:
        said = work.fact(LAST_BACKUP)
    return datetime.fromisoformat(said) if said else None


def back_up_daily(
    file: EstablishmentFile,
    now: datetime,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Path | None:
    """Make a verified backup where the last is a day old, and thin the older ones; None where none was due.

    UserError where the folder cannot be written.
    """
    last = backed_up_at(file)
    if file.is_read_only or (last is not None and now - last < _A_DAY):
        return None
    folder = backup_folder(file.file_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError("The folder for backups cannot be made. Use Copy to… in the File menu instead.") from None
    target = folder / f"{now.astimezone(UTC).strftime(_STAMP)}.assure"
    file.backup(target, progress=progress, is_cancelled=is_cancelled)
    _thin(folder, now)
    return target


def backup_folder(file_id: str) -> Path:
    """Return where the backups of a file are kept on this PC."""
    from platformdirs import user_data_path

    return user_data_path("Assurance Desk", appauthor=False) / "backups" / file_id


def _thin(folder: Path, now: datetime) -> None:
    from app.store.backup import thinned

    dated = []
    for path in folder.glob("*.assure"):
        with contextlib.suppress(ValueError):
            dated.append((path, datetime.strptime(path.stem, _STAMP).replace(tzinfo=UTC)))
    for path in thinned(dated, now.astimezone(UTC)):
        path.unlink(missing_ok=True)
