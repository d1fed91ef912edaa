"""The day's own backup of a file, in the user's data folder, thinned as backups age, renewed after a purge."""

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
LAST_COPY_OFF = "last_copy_off"
"""The local fact that says when a copy was last made off this PC, in ISO 8601."""

_STAMP = "%Y-%m-%d-%H%M%S"


def backed_up_at(file: EstablishmentFile) -> datetime | None:
    """Return when a verified copy was last made; None where none ever was."""
    from app.store.facts import LAST_BACKUP

    with file.reading() as work:
        said = work.fact(LAST_BACKUP)
    return datetime.fromisoformat(said) if said else None


def copied_off_at(file: EstablishmentFile) -> datetime | None:
    """Return when a copy was last made off this PC; None where none ever was."""
    with file.reading() as work:
        said = work.fact(LAST_COPY_OFF)
    return datetime.fromisoformat(said) if said else None


def back_up_daily(
    file: EstablishmentFile,
    now: datetime,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Path | None:
    """Make a verified backup where the last is a day old, and thin the older ones; None where none was due.

    After a purge the backups are renewed, whatever their age. UserError where the folder cannot be written.
    """
    if not file.is_read_only and (renewed := _renew(file, now, progress, is_cancelled)):
        return renewed
    last = backed_up_at(file)
    if file.is_read_only or (last is not None and now - last < _A_DAY):
        return None
    target = _back_up(file, now, progress, is_cancelled)
    _thin(target.parent, now)
    return target


def back_up_now(
    file: EstablishmentFile,
    now: datetime,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Path:
    """Make a verified backup whatever the age of the last, as a way back from what follows; return where it is."""
    return _back_up(file, now, progress, is_cancelled)


def purge(
    file: EstablishmentFile,
    now: datetime,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> bool:
    """Take out what was sealed or refused late, of the file and of its backups on this PC; tell whether there was any.

    Where there are backups, a new verified one is made, and only then the older ones are deleted. What a crash or an
    error leaves undone is done at the next backup or purge.
    """
    was_due = file.purge_if_due()
    if not file.is_read_only:
        _renew(file, now, progress, is_cancelled)
    return was_due


def backups_of(file_id: str) -> list[Path]:
    """Return the backups of a file on this PC, oldest first; a file that is none of ours is left out."""
    return [path for path, _ in dated_backups(backup_folder(file_id))]


def backup_folder(file_id: str) -> Path:
    """Return where the backups of a file are kept on this PC."""
    return backups_folder() / file_id


def backups_folder() -> Path:
    """Return where the backups of every file are kept on this PC, each in a folder with its id."""
    from platformdirs import user_data_path

    return user_data_path("Assurance Desk", appauthor=False) / "backups"


def _renew(file: EstablishmentFile, now: datetime, progress: Progress, is_cancelled: IsCancelled) -> Path | None:
    """Make a new backup in place of those that hold what a purge took out of the file; None where there are none."""
    from app.store.facts import BACKUPS_DUE

    file.purge_if_due()
    with file.reading() as work:
        if work.fact(BACKUPS_DUE) is None:
            return None
    older = backups_of(file.file_id)  # all: a PC's clock may have been wrong
    target = _back_up(file, now, progress, is_cancelled) if older else None
    try:
        for path in older:
            if path != target:
                path.unlink(missing_ok=True)
    except OSError:
        raise UserError(
            "An older backup could not be deleted. Close whatever has it open; it is tried again."
        ) from None
    with file.work("Renewed the backups") as work:
        work.forget_fact(BACKUPS_DUE)
    return target


def _back_up(file: EstablishmentFile, now: datetime, progress: Progress, is_cancelled: IsCancelled) -> Path:
    folder = backup_folder(file.file_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError("The folder for backups cannot be made. Use Copy to drive… in the File menu instead.") from None
    target = folder / f"{now.astimezone(UTC).strftime(_STAMP)}.assure"
    file.backup(target, progress=progress, is_cancelled=is_cancelled)
    return target


def dated_backups(folder: Path) -> list[tuple[Path, datetime]]:
    """Return the backups in a folder with the moment of each, oldest first; a file that is none of ours is left out."""
    dated = ((path, made_at(path)) for path in sorted(folder.glob("*.assure")))
    return [(path, made) for path, made in dated if made is not None]


def made_at(backup: Path) -> datetime | None:
    """Return when a backup says by its name that it was made; None where it has a name of another kind."""
    with contextlib.suppress(ValueError):
        return datetime.strptime(backup.stem, _STAMP).replace(tzinfo=UTC)
    return None


def _thin(folder: Path, now: datetime) -> None:
    from app.store.backup import thinned

    for path in thinned(dated_backups(folder), now.astimezone(UTC)):
        path.unlink(missing_ok=True)
