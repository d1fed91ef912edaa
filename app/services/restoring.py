"""The backups of a file on this PC, and how one of them takes the place of a damaged or unwanted file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.services.backing_up import backup_folder, dated_backups
from app.store.file import EstablishmentFile
from app.store.lock import WriterLock
from app.store.moves import move

_NOT_SOUND = "This backup is damaged and was not put in place. Choose an earlier one."
_IN_USE = "The file is open in another window, so nothing was restored. Close it there, then try again."
_NOT_MOVED = "The folder of the file cannot be written, so nothing was restored. Copy the file elsewhere first."


@dataclass(frozen=True)
class Backup:
    """A backup: where it is, when it was made, and its size in bytes."""

    path: Path
    made: datetime
    size: int


def list_backups(file_id: str) -> list[Backup]:
    """Return the backups of a file on this PC, latest first."""
    found = [Backup(path, made, path.stat().st_size) for path, made in dated_backups(backup_folder(file_id))]
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def restore(
    backup: Path,
    to: Path,
    now: datetime,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Path | None:
    """Put a verified copy of a backup in the place of the file `to`; return where that one is kept beside it now.

    None where there was no file. UserError where the backup is damaged or the file is in use: then all is as it was.
    """
    with EstablishmentFile.open(backup, read_only=True) as file:
        if not file.inspect(progress=progress, is_cancelled=is_cancelled).is_sound:
            raise UserError(_NOT_SOUND)
        with _nobody_writing(to), _kept_beside(to, now) as kept:
            file.backup(to, progress=progress, is_cancelled=is_cancelled)
    return kept


@contextmanager
def _nobody_writing(path: Path) -> Iterator[None]:
    try:
        lock = WriterLock.acquire(path)
    except OSError:
        raise UserError(_NOT_MOVED) from None
    if lock is None:
        raise UserError(_IN_USE)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _kept_beside(path: Path, now: datetime) -> Iterator[Path | None]:
    """Move a file, and the journal that a crash left with it, to a name beside; back again where the block fails."""
    if not path.exists():
        yield None
        return
    kept = path.with_name(f"{path.stem}, before {now:%Y-%m-%d %H%M%S}{path.suffix}")
    moved = [(path, kept), (_journal(path), _journal(kept))]
    try:
        for source, target in moved:
            if source.exists():
                move(source, target)
    except OSError:
        raise UserError(_NOT_MOVED) from None
    try:
        yield kept
    except BaseException:
        for source, target in moved:
            if target.exists():
                move(target, source)
        raise


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
