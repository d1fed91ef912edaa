"""The trust register as a list on paper: who is in office, who no longer is, and whether it can be relied on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.dates import spell_day
from app.domain.records import Establishment
from app.domain.text import shown
from app.services.enrolling import Enrolled, describe_entry
from app.services.trust_register import NOT_CONFIRMED, read_register

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile


@dataclass(frozen=True)
class SignerList:
    """Everybody in the register on a day; `is_confirmed` says that the file key vouched for it."""

    holder: str
    day: date
    signers: tuple[Enrolled, ...]
    is_confirmed: bool

    @property
    def state(self) -> str:
        """Whether the register can be relied on, in a sentence."""
        return "Register confirmed." if self.is_confirmed else NOT_CONFIRMED

    def as_text(self) -> str:
        """Return the list as a page to print and keep."""
        past = [one for one in self.signers if one.ends and one.ends < self.day]
        present = [one for one in self.signers if one not in past]
        return "\n".join(
            [
                "TRUSTED SIGNERS",
                "",
                *filter(None, (self.holder,)),
                f"As entered on {spell_day(self.day)}. {self.state}",
                *_part("In office", present),
                *_part("No longer", past),
                "",
                "Each signer is followed by the SHA-256 of their certificate. This list is for reading:",
                "nothing on it is a reason to trust anybody elsewhere.",
                "",
            ]
        )


def list_signers(file: EstablishmentFile, day: date) -> SignerList:
    """Read the register of a file as a list. BadFile where it was forged."""
    register = read_register(file)
    with file.reading() as work:
        holder = shown(work.list(Establishment)[0].text("name"))
    signers = sorted(map(describe_entry, register.signers), key=lambda one: (one.name.casefold(), one.role))
    return SignerList(holder, day, tuple(signers), register.is_confirmed)


def _part(title: str, signers: list[Enrolled]) -> list[str]:
    if not signers:
        return []
    return ["", title, *(line for one in signers for line in ("", *one.lines))]
