"""Whose signatures are trusted on this PC: certificates pinned for a role or an office, and issuing authorities."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.domain.errors import FaultsError, UserError

ROLES = ("author", "approver", "reviewer")
RETURN_ROLES = ("author", "approver")
"""Who signs a return, in this order; a return says how many of them it needs."""
CATALOGUE = "catalogue"
"""The role in which headquarters signs catalogue packs."""
AUTHORITY = "ca"
"""What stands for a role where an issuing authority is trusted."""
PEM_BYTES = 1_000_000
REVOCATIONS_BYTES = 20_000_000


@dataclass(frozen=True)
class Office:
    """A certificate entered for a role, or an authority's for `ca`: for which establishment (its code), on which days.

    An empty establishment is any; a day that is None sets no limit. `deputy_for` is the post in whose place it signs.
    """

    role: str
    certificate: x509.Certificate
    establishment: str = ""
    starts: date | None = None
    ends: date | None = None
    deputy_for: str = ""

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave."""
        certificate = x509.load_pem_x509_certificate(content["certificate"].encode())
        starts, ends = (content[day] and date.fromisoformat(content[day]) for day in ("starts", "ends"))
        return cls(content["role"], certificate, content["establishment"], starts, ends, content["deputy_for"])

    def to_json(self) -> dict[str, Any]:
        """Give all of it as JSON."""
        return {
            "role": self.role,
            "certificate": _to_pem(self.certificate).decode("ascii"),
            "establishment": self.establishment,
            "starts": self.starts and self.starts.isoformat(),
            "ends": self.ends and self.ends.isoformat(),
            "deputy_for": self.deputy_for,
        }

    def is_at(self, establishment: str) -> bool:
        """Tell whether it is an office at the establishment with this code."""
        return self.establishment in ("", establishment)

    def covers(self, signed_at: datetime) -> bool:
        """Tell whether a moment lies within the days of office, in universal time."""
        day = signed_at.date()
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Trust:
    """The certificates pinned for each role without limits, the offices, and the authorities with their lists.

    `establishment` is the code of whose return is verified. None of all that is a trust that trusts nobody.
    """

    pinned: Mapping[str, tuple[x509.Certificate, ...]]
    offices: tuple[Office, ...] = ()
    authorities: tuple[x509.Certificate, ...] = ()
    revocations: tuple[bytes, ...] = ()
    """Certificate revocation lists in DER."""
    establishment: str = ""

    @classmethod
    def from_pems(cls, pems: Mapping[str, Sequence[bytes]]) -> Self:
        """Read certificates from PEM text by role, or by `ca`; a text may hold several.

        Raises FaultsError with every fault.
        """
        faults: list[str] = []
        pinned: dict[str, tuple[x509.Certificate, ...]] = {}
        for role, texts in pems.items():
            certificates: list[x509.Certificate] = []
            for text in texts:
                try:
                    certificates += read_certificates(role, text)
                except UserError as error:
                    faults.append(error.sentence)
            pinned[role] = tuple(certificates)
        if faults:
            raise FaultsError("The trusted certificates were not taken.", faults)
        authorities = pinned.pop(AUTHORITY, ())
        return cls(pinned, authorities=authorities)

    @classmethod
    def from_files(cls, paths: Mapping[str, Sequence[Path]], revocations: Sequence[Path] = ()) -> Self:
        """Read certificates from PEM files by role, or by `ca`, and revocation lists from PEM or DER files.

        Raises UserError, a FaultsError for what is in the certificates' files.
        """
        trust = cls.from_pems({role: [read_pem(role, path) for path in paths[role]] for role in paths})
        return replace(trust, revocations=tuple(_read_revocations(path) for path in revocations))

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave."""
        trust = cls.from_pems({role: [pem.encode() for pem in pems] for role, pems in content["pinned"].items()})
        offices = tuple(Office.from_json(one) for one in content["offices"])
        revocations = tuple(base64.b64decode(one) for one in content["revocations"])
        return replace(trust, offices=offices, revocations=revocations, establishment=content["establishment"])

    def to_json(self) -> dict[str, Any]:
        """Give all of it as JSON, to hand it to another process."""
        return {
            "pinned": {role: [pem.decode("ascii") for pem in pems] for role, pems in self.to_pems().items()},
            "offices": [office.to_json() for office in self.offices],
            "revocations": [base64.b64encode(one).decode("ascii") for one in self.revocations],
            "establishment": self.establishment,
        }

    def to_pems(self) -> dict[str, list[bytes]]:
        """Give the pinned certificates and the authorities back as PEM."""
        pems = {role: [_to_pem(one) for one in pinned] for role, pinned in self.pinned.items()}
        return pems | ({AUTHORITY: [_to_pem(one) for one in self.authorities]} if self.authorities else {})

    def at(self, establishment: str) -> Self:
        """Return the same trust for verifying a return of the establishment with this code."""
        return replace(self, establishment=establishment)

    def with_offices(self, offices: Sequence[Office]) -> Self:
        """Return the trust with these offices too."""
        return replace(self, offices=(*self.offices, *offices))

    def is_pinned(self, certificate: x509.Certificate, role: str) -> bool:
        """Tell whether this very certificate is pinned for the role, without limits."""
        return certificate in self.pinned.get(role, ())

    def knows(self, role: str) -> bool:
        """Tell whether anybody at all is trusted in the role."""
        entered = any(office.role in (role, AUTHORITY) for office in self.offices)
        return bool(self.pinned.get(role) or self.authorities or entered)

    def authorities_for(self, signed_at: datetime) -> tuple[x509.Certificate, ...]:
        """Give the authorities trusted at the establishment for what was signed at a moment."""
        entered = (
            office.certificate
            for office in self.offices
            if office.role == AUTHORITY and office.is_at(self.establishment) and office.covers(signed_at)
        )
        return (*self.authorities, *entered)

    def offices_of(self, certificate: x509.Certificate, role: str) -> list[Office]:
        """Give the offices in which this very certificate is entered for the role, at any establishment."""
        return [office for office in self.offices if office.role == role and office.certificate == certificate]

    def roles_of(self, certificate: x509.Certificate) -> list[str]:
        """Give the roles for which this certificate is pinned or entered."""
        entered = [office.role for office in self.offices if office.certificate == certificate]
        return list(dict.fromkeys([*(role for role in self.pinned if self.is_pinned(certificate, role)), *entered]))


def _to_pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def read_pem(role: str, path: Path) -> bytes:
    """Read the file of a certificate for a role; UserError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(PEM_BYTES)
    except OSError as error:
        raise UserError(f"The certificate for {_known_role(role)} cannot be read: {error.strerror}.") from None


def _read_revocations(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(REVOCATIONS_BYTES)
    except OSError as error:
        raise UserError(f"The revocation list cannot be read: {error.strerror}.") from None
    load = x509.load_pem_x509_crl if content.lstrip().startswith(b"-----") else x509.load_der_x509_crl
    try:
        return load(content).public_bytes(Encoding.DER)
    except ValueError:
        raise UserError("The revocation list is not one (PEM or DER), or it is damaged.") from None


def read_certificates(role: str, text: bytes) -> list[x509.Certificate]:
    """Read certificates in PEM that may stand for a role: signers' own, or for `ca` authorities'. Raises UserError."""
    _known_role(role)
    try:
        certificates = x509.load_pem_x509_certificates(text)
        kinds = {is_authority(certificate) for certificate in certificates}
    except ValueError:
        raise UserError(f"The certificate for {role} is not one in PEM form, or it is damaged.") from None
    if role == AUTHORITY and False in kinds:
        raise UserError("The certificate for ca is not an issuing authority's, so whom it names is not believed.")
    if role != AUTHORITY and True in kinds:
        raise UserError(f"The certificate for {role} is an issuing authority's: give the signer's own.")
    return certificates


def _known_role(role: str) -> str:
    if role not in (*ROLES, CATALOGUE, AUTHORITY):
        known = f"{', '.join(ROLES)} or {CATALOGUE}"
        raise UserError(f"A trusted certificate needs a role: {known}; {AUTHORITY} for an issuing authority.")
    return role


def is_authority(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate may issue others. Raises ValueError when its extensions cannot be read."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
