"""The copies of a file, on this PC or elsewhere, and how one takes the place of a damaged, lost or unwanted file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.records import Establishment
from app.domain.text import shown
from app.services.backing_up import backups_folder, dated_backups, made_at
from app.store.file import EstablishmentFile
from app.store.lock import WriterLock
from app.store.moves import move

_NOT_SOUND = "This backup is damaged and was not put in place. Choose an earlier one."
_IN_USE = "The file is open in another window, so nothing was restored. Close it there, then try again."
_NOT_MOVED = "The folder of the file cannot be written, so nothing was restored. Copy the file elsewhere first."


_MOST = 400
"""So many copies are looked at; a folder that holds more is none of backups."""


class Shelf(StrEnum):
    """Where a copy was found."""

    PC = "pc"
    BESIDE = "beside"
    FOLDER = "folder"


@dataclass(frozen=True)
class Backup:
    """A copy of a file: where it is, when it was made, its size in bytes, and whose file it says it is."""

    path: Path
    made: datetime
    size: int
    shelf: Shelf
    file_id: str
    establishment: str


def find_backups(
    file: Path | None,
    file_id: str,
    folder: Path | None = None,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> list[Backup]:
    """Return the copies that can take the place of `file`, latest first: this PC's, beside it, and those in `folder`.

    Where it is not known which file that is (`""`), the copies of every establishment come. What cannot be opened as
    one of ours is left out; whether one is sound shows when it is put in place.
    """
    found: dict[Path, Backup] = {}
    candidates = list(islice(_candidates(file, file_id, folder), _MOST))
    for done, (shelf, path) in enumerate(candidates):
        stop_if(is_cancelled)
        progress("Looking at copies", done, len(candidates))
        with suppress(UserError, OSError):
            copy = _look(path, shelf)
            if file_id in ("", copy.file_id):
                found.setdefault(path.resolve(), copy)
    return sorted(found.values(), key=lambda copy: copy.made, reverse=True)


def _candidates(file: Path | None, file_id: str, folder: Path | None) -> Iterator[tuple[Shelf, Path]]:
    """Yield every file that may be a copy; a folder is looked through to the second level."""
    known = backups_folder() / file_id if file_id else None
    of_pc = [known] if known is not None else sorted(backups_folder().glob("*"))
    for each in of_pc:
        yield from ((Shelf.PC, path) for path, _ in dated_backups(each))
    if file is not None:
        beside = (path for path in sorted(file.parent.glob("*.assure")) if path != file)
        yield from ((Shelf.BESIDE, path) for path in beside)
    if folder is not None:
        deep = chain.from_iterable(folder.glob(pattern) for pattern in ("*.assure", "*/*.assure", "*/*/*.assure"))
        yield from ((Shelf.FOLDER, path) for path in deep if path != file)


def _look(path: Path, shelf: Shelf) -> Backup:
    with EstablishmentFile.open(path, read_only=True) as copy, copy.reading() as work:
        name = shown(work.list(Establishment)[0].text("name"))
    stat = path.stat()
    made = made_at(path) or datetime.fromtimestamp(stat.st_mtime, UTC)
    return Backup(path, made, stat.st_size, shelf, copy.file_id, name)


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
