"""The way back from taking a work pack back: the file as it was before, as long as nothing was changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.services.backing_up import backup_folder
from app.services.taking_back import WAY_BACK

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile

_NOTHING = "No work pack was taken back in this file, or it was undone already. There is nothing to undo."
_CHANGED = "The file was changed after the pack was taken back, so it cannot be undone whole. Its backup is {name}."
_GONE = (
    "The backup from before the pack was taken back is no longer there: something was sealed since, and older copies "
    "were renewed without it. It cannot be undone."
)


def undo_take_back(file: EstablishmentFile) -> Path:
    """Put the file back as it was before the last pack was taken back; return the backup that it came from.

    The sealed store is locked then. UserError where anything was changed since, or the backup is gone.
    """
    backup = _backup_of(file)
    file.restore(backup)
    return backup


def can_undo(file: EstablishmentFile) -> bool:
    """Tell whether the last pack that was taken back can still be undone."""
    try:
        _backup_of(file)
    except UserError:
        return False
    return True


def _backup_of(file: EstablishmentFile) -> Path:
    with file.reading() as work:
        said = work.fact(WAY_BACK)
        head = work.chain_head()
    if said is None:
        raise UserError(_NOTHING)
    noted = json.loads(said)
    if head != (noted["sequence"], noted["link"]):
        raise UserError(_CHANGED.format(name=noted["backup"]))
    backup = backup_folder(file.file_id) / Path(str(noted["backup"])).name
    if not backup.is_file():
        raise UserError(_GONE)
    return backup
