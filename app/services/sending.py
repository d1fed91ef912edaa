"""Signs a period's return with an identity file, puts it into a folder, and reads it there as its reader will."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.services.exporting import Destination, Exported, export
from app.services.identifying import open_identity
from app.services.verifying import Verified, verify_returns

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile

_SAFE = re.compile(r"[^A-Za-z0-9.-]+")


class IdentityRefused(UserError):
    """The identity file or its passphrase will not do; nothing was drawn."""


@dataclass(frozen=True)
class Parcel:
    """What is to be signed with, and where the files go: both named `name`, with their own endings."""

    identity: Path
    folder: Path
    name: str
    has_pdf: bool = True
    has_workbook: bool = True

    def destination(self) -> Destination:
        """Return the files' places. UserError where the folder is missing, or a file of that name is there."""
        if not self.folder.is_dir():
            raise UserError("There is no such folder. Choose one that is there, then sign again.")
        pdf = self.folder / f"{self.name}.pdf" if self.has_pdf else None
        workbook = self.folder / f"{self.name}.xlsx" if self.has_workbook else None
        if any(path is not None and path.exists() for path in (pdf, workbook)):
            raise UserError("A file of this name is in that folder already. Choose another name or folder.")
        return Destination(pdf, workbook)


@dataclass(frozen=True)
class Sent:
    """What left, and what verification says of each file."""

    exported: Exported
    verified: tuple[Verified, ...]


def name_files(number: str) -> str:
    """Return the name, without ending, of a return's files: its number as any disk takes it."""
    return _SAFE.sub("-", number).strip("-.") or "return"


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
    """Sign and write a period's return, then verify what was written, trusting the identity that signed it.

    IdentityRefused where the identity does not open; GateRefused, Cancelled and UserError as `export` raises them.
    """
    destination = parcel.destination()
    progress("Opening the identity", 0, 0)
    try:
        identity = open_identity(parcel.identity, passphrase)
    except UserError as error:
        raise IdentityRefused(error.sentence) from None
    exported = export(file, period, identity, destination, now=now, progress=progress, is_cancelled=is_cancelled)
    from app.signing.trust import Trust

    progress("Verifying what was written", 0, 0)
    trust = Trust.from_pems({"author": [identity.certificate_pem()]})
    return Sent(exported, tuple(verify_returns(exported.files, trust, now=now)))
