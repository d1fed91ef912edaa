"""The records of the trust register: who may sign what for whom, and which returns were found trusted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from app.domain.record import Record


class SigningRole(StrEnum):
    """In which role somebody signs: a return's author and its approver, a response's reviewer, catalogue packs.

    An authority signs none of them: it certifies those who do.
    """

    AUTHOR = "author"
    APPROVER = "approver"
    REVIEWER = "reviewer"
    CATALOGUE = "catalogue"
    AUTHORITY = "ca"


class TrustedSigner(Record):
    """An entry of the trust register: who may sign in which role, for which establishment (its code), on which days.

    `certificate` is the signer's own in DER. `deputy_for` is the post in whose place they sign, where it is not theirs.
    """

    KIND: ClassVar[str] = "trusted_signer"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("deputy_for",)

    signing_role: SigningRole
    establishment_code: str | None = None
    starts: date | None = None
    ends: date | None = None
    certificate: bytes = Field(repr=False)
    entered_at: datetime


class SeenReturn(Record):
    """A return's file that was found trusted here, by its SHA-256: its signers are judged as on that day for ever."""

    KIND: ClassVar[str] = "seen_return"

    file_digest: str
    number: str
    seen_at: datetime


class RegisterSeal(Record):
    """The digest of the trust register and of what was seen. It is withheld whole: only the file key can renew it."""

    KIND: ClassVar[str] = "register_seal"

    digest: str = ""
