"""Copies of the file: made by SQLite, verified before they take their name, thinned as they age."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.catalogue import MarkingScheme
from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, stop_if
from app.store.connection import connect
from app.store.errors import CannotSave, as_user_error, in_sentences
from app.store.inspection import inspect_connection
from app.store.moves import move
from app.store.opening import open_checked

_PAGES_A_STEP = 1024

_KEPT = (
    (timedelta(days=2), timedelta(0)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(weeks=8), timedelta(weeks=1)),
    (timedelta(days=366), timedelta(days=28)),
)
"""Up to which age one backup is kept in each stretch of how long; older than the last, one in each of its stretches."""


def write_copy(
    source: Path,
    to: Path,
    file_id: str,
    scheme: MarkingScheme,
    progress: Progress,
    is_cancelled: IsCancelled,
) -> None:
    """Write a verified copy of the file at `source` to `to`, replacing what is there only at the end.

    CannotSave where the disk does not take it, Cancelled where the user stopped it: then `to` is as it was.
    """
    beside = to.with_name(f".{to.name}.part")
    try:
        _copy(source, beside, progress, is_cancelled)
        _verify(beside, file_id, scheme, progress, is_cancelled)
        _put_in_place(beside, to)
    except sqlite3.Error as error:
        raise (as_user_error(error) or CannotSave("The copy could not be made. Choose another place.")) from None
    except OSError as error:
        raise CannotSave(
            f"The copy could not be written ({error.strerror}). Close what has it open, or choose another place."
        ) from None
    finally:
        for leftover in (beside, beside.with_name(f"{beside.name}-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def put_back(copy: Path, into: sqlite3.Connection, file_id: str, scheme: MarkingScheme) -> None:
    """Put a copy's content in place of an open file's, in one transaction; UserError where it is not a sound copy."""
    opened = open_checked(copy, read_only=True)
    with contextlib.closing(opened.connection) as connection:
        if not inspect_connection(connection, file_id, scheme).is_sound:
            raise UserError("This copy is damaged, or one of another file. Nothing was put back.")
        with in_sentences():
            connection.backup(into)


def _copy(source: Path, to: Path, progress: Progress, is_cancelled: IsCancelled) -> None:
    def look(_: int, remaining: int, total: int) -> None:
        stop_if(is_cancelled)
        progress("Copying", total - remaining, total)

    to.unlink(missing_ok=True)
    to.touch()  # here the system says what is wrong with the place; SQLite would not
    with contextlib.closing(connect(source, "ro")) as reading, contextlib.closing(connect(to, "rwc")) as writing:
        reading.backup(writing, pages=_PAGES_A_STEP, progress=look)


def _verify(copy: Path, file_id: str, scheme: MarkingScheme, progress: Progress, is_cancelled: IsCancelled) -> None:
    opened = open_checked(copy, read_only=True)
    with contextlib.closing(opened.connection) as connection:
        if not inspect_connection(connection, file_id, scheme, progress, is_cancelled).is_sound:
            raise UserError("The copy does not read as it should and was not kept. Check this file, and the drive.")


def _put_in_place(beside: Path, to: Path) -> None:
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    move(beside, to)


def thinned(backups: Sequence[tuple[Path, datetime]], now: datetime) -> list[Path]:
    """Return the backups that may go: the denser the younger they are, and never the youngest."""
    gone: list[Path] = []
    last_kept: datetime | None = None
    for path, made in sorted(backups, key=lambda backup: backup[1], reverse=True):
        apart = _stretch(now - made)
        if last_kept is None or last_kept - made >= apart:
            last_kept = made
        else:
            gone.append(path)
    return gone


def _stretch(age: timedelta) -> timedelta:
    return next((stretch for up_to, stretch in _KEPT if age <= up_to), _KEPT[-1][1])
