"""Whose signatures are trusted on this PC: certificates pinned for a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.domain.errors import FaultsError, UserError

ROLES = ("author", "approver", "reviewer")
RETURN_ROLES = ("author", "approver")
"""Who signs a return, in this order; a return says how many of them it needs."""
PEM_BYTES = 1_000_000


@dataclass(frozen=True)
class Trust:
    """The certificates pinned for each role; none at all is a trust that trusts nobody."""

    pinned: Mapping[str, tuple[x509.Certificate, ...]]

    @classmethod
    def from_pems(cls, pems: Mapping[str, Sequence[bytes]]) -> Trust:
        """Read certificates from PEM text by role; a text may hold several. Raises FaultsError with every fault."""
        faults: list[str] = []
        pinned: dict[str, tuple[x509.Certificate, ...]] = {}
        for role, texts in pems.items():
            certificates: list[x509.Certificate] = []
            for text in texts:
                try:
                    certificates += _read_certificates(role, text)
                except UserError as error:
                    faults.append(error.sentence)
            pinned[role] = tuple(certificates)
        if faults:
            raise FaultsError("The trusted certificates were not taken.", faults)
        return cls(pinned)

    @classmethod
    def from_files(cls, paths: Mapping[str, Sequence[Path]]) -> Trust:
        """Read certificates from PEM files by role. Raises UserError, a FaultsError for what is in them."""
        return cls.from_pems({role: [_read_pem(role, path) for path in paths[role]] for role in paths})

    def to_pems(self) -> dict[str, list[bytes]]:
        """Give the certificates back as PEM, to hand them to another process."""
        return {role: [one.public_bytes(Encoding.PEM) for one in pinned] for role, pinned in self.pinned.items()}

    def is_pinned(self, certificate: x509.Certificate, role: str) -> bool:
        """Tell whether this very certificate is pinned for the role."""
        return certificate in self.pinned.get(role, ())

    def roles_of(self, certificate: x509.Certificate) -> list[str]:
        """Give the roles for which this certificate is pinned."""
        return [role for role in self.pinned if self.is_pinned(certificate, role)]


def _read_pem(role: str, path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(PEM_BYTES)
    except OSError as error:
        raise UserError(f"The certificate for {_known_role(role)} cannot be read: {error.strerror}.") from None


def _read_certificates(role: str, text: bytes) -> list[x509.Certificate]:
    _known_role(role)
    try:
        certificates = x509.load_pem_x509_certificates(text)
        has_authority = any(is_authority(certificate) for certificate in certificates)
    except ValueError:
        raise UserError(f"The certificate for {role} is not one in PEM form, or it is damaged.") from None
    if has_authority:
        raise UserError(f"The certificate for {role} is an issuing authority's: give the signer's own.")
    return certificates


def _known_role(role: str) -> str:
    if role not in ROLES:
        raise UserError(f"A trusted certificate needs a role: {', '.join(ROLES[:-1])} or {ROLES[-1]}.")
    return role


def is_authority(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate may issue others. Raises ValueError when its extensions cannot be read."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
