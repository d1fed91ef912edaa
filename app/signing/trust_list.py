"""A list of trusted signers, signed whole by one identity, for many desks that then type one code."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from app.domain.errors import UserError
from app.domain.trust_records import SigningRole
from app.signing.identity import Identity, check_validity
from app.signing.signature_report import InvalidFile
from app.signing.signer_trust import check_key, judge_signer
from app.signing.trust import AUTHORITY, Office, Trust, read_certificates

MAX_LIST_BYTES = 20_000_000
_PURPOSE = b"Assurance Desk: list of trusted signers\n"
"""Stands before what is signed, so that no other signature can be passed off as a list's."""
_NO_LIST = "This is not a list of trusted signers, or it is damaged. Nothing was entered."
_CHANGED = "The list was changed after it was signed. Nothing was entered; ask for it again."
_ROLE = "reviewer"
"""Any: a list's signer is judged for dates and use alone, and is known by the code that is typed."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class _Listed(_Strict):
    role: SigningRole
    certificate: str
    establishment: str = Field(pattern=r"^([A-Z]{2,5})?$")
    starts: date | None
    ends: date | None
    deputy_for: str = Field(max_length=200)


class _Content(_Strict):
    issued_at: AwareDatetime
    signers: tuple[_Listed, ...]


class _Envelope(_Strict):
    content: str
    certificate: str
    signature: str


@dataclass(frozen=True)
class TrustList:
    """A list that is whole: who is on it, when it was issued, and the certificate that signed it."""

    offices: tuple[Office, ...]
    issued_at: datetime
    certificate: x509.Certificate


def write_trust_list(offices: Sequence[Office], identity: Identity, issued_at: datetime) -> bytes:
    """Sign a list. `issued_at` is aware. UserError where it is empty or the identity is not valid on that day."""
    if not offices:
        raise UserError("The register is empty. Enter the signers first, then sign the list.")
    check_validity(identity, issued_at)
    listed = tuple(_Listed.model_validate(office.to_json()) for office in offices)
    content = _Content(issued_at=issued_at, signers=listed).model_dump_json()
    signature = base64.b64encode(identity.sign(_PURPOSE + content.encode())).decode("ascii")
    envelope = _Envelope(content=content, certificate=identity.certificate_pem().decode("ascii"), signature=signature)
    return envelope.model_dump_json(indent=1).encode() + b"\n"


def read_trust_list(file: bytes, now: datetime) -> TrustList:
    """Read a list and verify its signature; whose it is, is for the reader to say. `now` is aware.

    Raises InvalidFile where it is none, was changed, or was signed with a certificate that is not fit for it.
    """
    try:
        envelope = _Envelope.model_validate_json(file)
        certificate = x509.load_pem_x509_certificate(envelope.certificate.encode())
        _check_signature(certificate, base64.b64decode(envelope.signature, validate=True), envelope.content.encode())
        content = _Content.model_validate_json(envelope.content)
        offices = tuple(_to_office(one) for one in content.signers)
    except (ValidationError, ValueError):
        raise InvalidFile(_NO_LIST) from None
    if doubt := judge_signer([certificate], _ROLE, content.issued_at, Trust({_ROLE: (certificate,)}), now):
        raise InvalidFile(f"The list was not taken. {doubt}")
    return TrustList(offices, content.issued_at, certificate)


def _check_signature(certificate: x509.Certificate, signature: bytes, content: bytes) -> None:
    check_key(certificate)
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, _PURPOSE + content, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, _PURPOSE + content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise InvalidFile(_CHANGED) from None


def _to_office(listed: _Listed) -> Office:
    (certificate,) = read_certificates(listed.role, listed.certificate.encode())
    if listed.role != AUTHORITY:
        check_key(certificate)
    return Office(listed.role, certificate, listed.establishment, listed.starts, listed.ends, listed.deputy_for)
