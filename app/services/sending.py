"""Signs a period's return with an identity file and puts it into a folder; keeps its receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.services.exporting import Destination, Exported, export
from app.services.identifying import open_identity
from app.services.placing import written_beside

if TYPE_CHECKING:
    from app.signing.identity import Identity
    from app.store.file import EstablishmentFile

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]|^\.*$|^ | $')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)", re.IGNORECASE)
_SAFE = re.compile(r"[^A-Za-z0-9.-]+")


class IdentityRefused(UserError):
    """The identity file or its passphrase will not do; nothing was drawn."""


@dataclass(frozen=True)
class Parcel:
    """What is to be signed with, how many sign, and where the files go: both named `name`, with their own endings."""

    identity: Path
    folder: Path
    name: str
    signers: int = 1

    def destination(self) -> Destination:
        """Return the files' places. UserError where the folder is missing, or a file of that name is there."""
        return Destination(*free_places(self.folder, self.name, (".pdf", ".xlsx")))


@dataclass(frozen=True)
class Sent:
    """What left, and who signed it: name and post, as certified."""

    exported: Exported
    signer: str


def name_files(number: str) -> str:
    """Return the name, without ending, of a return's files: its number as any disk takes it."""
    return _SAFE.sub("-", number).strip("-.") or "return"


def free_places(folder: Path, name: str, endings: Sequence[str]) -> list[Path]:
    """Return where files go that are named by a user. UserError where one cannot be there, or one is there already.

    What Windows takes is what may be given anywhere: there `a: b` would hide the file behind one named `a`.
    """
    if not folder.is_dir():
        raise UserError("There is no such folder. Choose one that is there, then sign again.")
    if _UNFIT.search(name):
        raise UserError("The name holds a sign that no file may have. Give one of letters, digits and hyphens.")
    if _DEVICE.match(name):
        raise UserError("Windows keeps this name for a device. Choose another name.")
    places = [folder / f"{name}{ending}" for ending in endings]
    if any(place.exists() for place in places):
        raise UserError("A file of this name is in that folder already. Choose another name or folder.")
    return places


def send(
    file: EstablishmentFile,
    period: str,
    parcel: Parcel,
    passphrase: str,
    *,
    now: datetime,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Sent:
    """Sign, verify and write a period's return; both files are new, or nothing is written.

    IdentityRefused where the identity does not open; GateRefused, Cancelled and UserError as `export` raises them.
    """
    destination = parcel.destination()
    progress("Opening the identity", 0, 0)
    identity = open_signer(parcel.identity, passphrase)
    exported = export(
        file, period, identity, destination, now=now, signers=parcel.signers, progress=progress,
        is_cancelled=is_cancelled,
    )  # fmt: skip
    return Sent(exported, ", ".join(part for part in (identity.name, identity.role) if part))


def open_signer(path: Path, passphrase: str) -> Identity:
    """Open the identity that is to sign; IdentityRefused where it does not."""
    try:
        return open_identity(path, passphrase)
    except UserError as error:
        raise IdentityRefused(error.sentence) from None


class Sheet(Protocol):
    """What is printed and kept: a receipt, a notice."""

    def as_text(self) -> str:
        """Return its lines."""


def keep_sheet(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a text file; UserError where that cannot be done."""
    with written_beside({path: sheet.as_text().encode()}):
        pass
