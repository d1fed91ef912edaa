"""Going on in a copy on another disk, where the disk of the open file takes or gives nothing any more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.services.backing_up import backup_folder, dated_backups

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile


def go_on_in(file: EstablishmentFile, to: Path) -> datetime | None:
    """Move an open file to a verified copy of it at `to`; everything that holds it goes on there.

    Where it cannot be read any more the latest backup on this PC is copied instead: then that one's moment is returned,
    else None. UserError where neither can be: the file is then where it was.
    """
    try:
        file.move_to(to)
    except UserError as error:
        for path, made in reversed(dated_backups(backup_folder(file.file_id))):
            try:
                file.move_to(to, of=path)
            except UserError:
                continue
            return made
        raise error from None
    return None
