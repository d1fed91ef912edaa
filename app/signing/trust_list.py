"""A list of trusted signers, signed whole by one identity, for many desks that then type one code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cryptography import x509
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from app.domain.errors import UserError
from app.domain.trust_records import SigningRole
from app.signing.envelope import open_envelope, seal_envelope
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
    return seal_envelope(content, _PURPOSE, identity)


def read_trust_list(file: bytes, now: datetime) -> TrustList:
    """Read a list and verify its signature; whose it is, is for the reader to say. `now` is aware.

    Raises InvalidFile where it is none, was changed, or was signed with a certificate that is not fit for it.
    """
    try:
        said, certificate = open_envelope(file, _PURPOSE, _CHANGED)
        content = _Content.model_validate_json(said)
        offices = tuple(_to_office(one) for one in content.signers)
    except (ValidationError, ValueError):
        raise InvalidFile(_NO_LIST) from None
    if doubt := judge_signer([certificate], _ROLE, content.issued_at, Trust({_ROLE: (certificate,)}), now):
        raise InvalidFile(f"The list was not taken. {doubt}")
    return TrustList(offices, content.issued_at, certificate)


def _to_office(listed: _Listed) -> Office:
    (certificate,) = read_certificates(listed.role, listed.certificate.encode())
    if listed.role != AUTHORITY:
        check_key(certificate)
    return Office(listed.role, certificate, listed.establishment, listed.starts, listed.ends, listed.deputy_for)
