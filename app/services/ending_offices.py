"""Lost or left: a signer's entries end on a day, and a notice for everybody who verifies their returns says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.record import Entry
from app.domain.trust_records import TrustedSigner
from app.services.enrolling import Enrolled, confirmed_register, describe_entry
from app.services.trust_register import seal_register

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.work import Work


@dataclass(frozen=True)
class EndNotice:
    """What was ended, on which day; to print and hand over where the signer's returns are verified."""

    ended: tuple[Enrolled, ...]
    last_day: date

    def as_text(self) -> str:
        """Return the notice: whom it is about, from when, and what its reader does."""
        one, day = self.ended[0], spell_day(self.last_day)
        groups = one.fingerprint.split(" ")
        rows = [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
        places = sorted({f"{each.role} at {each.establishment or 'any establishment'}" for each in self.ended})
        return "\n".join(
            [
                "Notice: a signing identity is no longer used",
                "",
                f"Name           {one.name}",
                f"Role           {one.post}",
                f"Organisation   {one.organisation}",
                f"Signed as      {', '.join(places)}",
                f"Last day       {day}",
                "",
                "Fingerprint of the certificate (SHA-256)",
                *(f"  {row}" for row in rows),
                "",
                f"Whoever verifies returns enters {day} as the last day of this certificate (Trusted signers,",
                "Lost or left). What it signed until then stays trusted; what bears a later day is refused.",
                "Where the key was lost, the day in a signature proves nothing by itself: do not act on a return",
                "that reached you after the loss, and telephone the establishment.",
                "",
                "A new identity has a sheet of its own, which is handed over in person. Nothing on this notice",
                "is a reason to trust one.",
                "",
            ]
        )


def end_office(file: EstablishmentFile, fingerprint: str, last_day: date) -> EndNotice:
    """Let every entry of a certificate, named by its SHA-256, end on a day; one that begins later is removed.

    What was signed until that day stays trusted. UserError where no entry is left to end, or the store is locked.
    """
    running = running_entries(file, fingerprint, last_day)
    with file.work("Ended a trusted signer's office") as work:
        end_entries(work, running, last_day)
        seal_register(work)
    return notice_of(running, last_day)


def running_entries(file: EstablishmentFile, fingerprint: str, last_day: date) -> list[Entry[TrustedSigner]]:
    """Return the entries of a certificate that run beyond a day; UserError where there is none to end."""
    digits = "".join(fingerprint.upper().split())
    running = [
        entry
        for entry in confirmed_register(file).signers
        if describe_entry(entry).fingerprint.replace(" ", "") == digits
        and (entry.record.ends is None or entry.record.ends > last_day)
    ]
    if not running:
        raise UserError("No entry of this certificate runs beyond that day. Nothing was changed.", "day")
    return running


def end_entries(work: Work, running: Sequence[Entry[TrustedSigner]], last_day: date) -> None:
    """Let entries end on a day; the register is to be sealed anew then."""
    for entry in running:
        signer = entry.record
        if signer.starts is not None and signer.starts > last_day:
            work.delete(TrustedSigner, signer.id)
        else:
            work.put(signer.model_copy(update={"ends": last_day}), {"deputy_for": entry.text("deputy_for")})


def notice_of(ended: Sequence[Entry[TrustedSigner]], last_day: date) -> EndNotice:
    """Return the notice of entries that ended."""
    return EndNotice(tuple(describe_entry(entry) for entry in ended), last_day)
