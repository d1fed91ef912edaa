"""The signature of a catalogue pack: one file beside its others, over the name and digest of each of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from app.signing.envelope import open_envelope, seal_envelope
from app.signing.identity import Identity, check_validity
from app.signing.signature_report import InvalidFile
from app.signing.signer_trust import judge_signer
from app.signing.trust import CATALOGUE, Trust

_PURPOSE = b"Assurance Desk: catalogue pack\n"
_NO_SIGNATURE = "The pack's signature is damaged. Nothing was taken; ask for the pack again."
_CHANGED = "The pack was changed after it was signed. Nothing was taken; ask for it again."


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    signed_at: AwareDatetime
    files: dict[str, str]


@dataclass(frozen=True)
class CatalogueSignature:
    """An intact signature: by whom, when, and why not to trust it here; an empty doubt is none."""

    certificate: x509.Certificate
    signed_at: datetime
    doubt: str


def sign_catalogue(files: Mapping[str, bytes], identity: Identity, signed_at: datetime) -> bytes:
    """Sign a pack's files. `signed_at` is aware; UserError where the identity is not valid on that day."""
    check_validity(identity, signed_at)
    return seal_envelope(_Content(signed_at=signed_at, files=_digests(files)).model_dump_json(), _PURPOSE, identity)


def read_catalogue_signature(
    signature: bytes, files: Mapping[str, bytes], trust: Trust, now: datetime
) -> CatalogueSignature:
    """Verify a signature over exactly these files; InvalidFile where it is none, or they are others."""
    try:
        said, certificate = open_envelope(signature, _PURPOSE, _CHANGED)
        content = _Content.model_validate_json(said)
    except (ValidationError, ValueError):
        raise InvalidFile(_NO_SIGNATURE) from None
    if content.files != _digests(files):
        raise InvalidFile(_CHANGED)
    doubt = judge_signer([certificate], CATALOGUE, content.signed_at, trust, now)
    return CatalogueSignature(certificate, content.signed_at, doubt)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
