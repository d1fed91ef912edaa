"""Opening a file for a command, and unlocking its sealed store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.records import Holding

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile


@contextmanager
def open_file(path: Path, passphrase: str | None = None) -> Iterator[EstablishmentFile]:
    """Open an existing file, unlocked where a passphrase is given, and close it at the end of the block."""
    from app.store.file import EstablishmentFile

    with EstablishmentFile.open(path) as file:
        if passphrase is not None:
            unlock(file, passphrase)
        yield file


@contextmanager
def open_to_read(path: Path, passphrase: str | None = None) -> Iterator[EstablishmentFile]:
    """Open a file read-only, unlocked where a passphrase is given and it has a sealed store; close it at the end."""
    from app.store.file import EstablishmentFile

    with EstablishmentFile.open(path, read_only=True) as file:
        if passphrase is not None and file.has_sealed_store:
            file.unlock(passphrase)
        yield file


def unlock(file: EstablishmentFile, passphrase: str) -> bool:
    """Unlock the sealed store; set it up with this passphrase where the file has none yet. Tell whether it did.

    The first key slot belongs to whoever holds a post first recorded: the person who begins the file.
    """
    if file.has_sealed_store:
        file.unlock(passphrase)
        return False
    with file.reading() as work:
        holdings = work.list(Holding)
    if not holdings:
        raise UserError("Nobody is recorded in this file yet. Record who holds a post, then set up the sealed store.")
    file.set_up_sealed_store(holdings[-1].record.person_id, passphrase)
    return True
