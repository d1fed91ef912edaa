"""Signs a workbook as a package (OPC): the author first, then an approver, who signs the author's signature too."""

from __future__ import annotations

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from app.domain.errors import UserError
from app.signing.identity import Identity, check_validity
from app.signing.package_archive import read_foreign_archive
from app.signing.package_parts import read_package
from app.signing.package_signature_form import (
    ECDSA_BYTES,
    SignatureFacts,
    read_signature,
    write_signature,
    write_signed_info,
)
from app.signing.signature_report import InvalidFile
from app.signing.signed_package import FOLDER, SignedPackage, has_signature, read_signed_package
from app.signing.signer_trust import check_order


def sign_package(package: bytes, identity: Identity, *, role: str, reason: str, signed_at: datetime) -> bytes:
    """Add a signature over every part but docProps/core.xml, and over the signatures that are there already.

    An unsigned package comes fresh from the library that made it; its relationships and content types are written anew
    in one fixed form. A signed one is kept part for part: verify it first. `signed_at` is aware and kept to the second.
    Nothing but ECDSA's own nonce differs between two runs. Source: ECMA-376 part 2 clause 13, ETSI TS 101 903 (BES).
    Raises UserError when the identity is not valid on that day or the package takes no such signature.
    """
    check_validity(identity, signed_at)
    signed = _read(package)
    earlier = [read_signature(xml)[0].role for xml in signed.signatures]
    check_order([*earlier, role])
    facts = SignatureFacts(
        role=role,
        reason=reason,
        signed_at=signed_at.astimezone(UTC).replace(microsecond=0),
        certificates=(identity.certificate, *identity.chain),
        entries=signed.entries(len(signed.signatures)),
    )
    value = _to_plain_value(identity, identity.sign(write_signed_info(facts)))
    return signed.with_signature(write_signature(facts, value)).to_bytes()


def _read(package: bytes) -> SignedPackage:
    try:
        if has_signature(package):
            return read_signed_package(package)
        return SignedPackage(read_package(read_foreign_archive(package), leaving_out=FOLDER))
    except InvalidFile:
        raise
    except Exception:  # noqa: BLE001 (parsers raise anything on damage)
        raise UserError(
            "This workbook is damaged or not one that can be signed here. Export the return again."
        ) from None


def _to_plain_value(identity: Identity, value: bytes) -> bytes:
    """XML Signature writes ECDSA's r and s side by side, not in DER. Source: RFC 4050, XML Signature 1.1, 6.4.3."""
    if not isinstance(identity.certificate.public_key(), ec.EllipticCurvePublicKey):
        return value
    r, s = decode_dss_signature(value)
    return r.to_bytes(ECDSA_BYTES, "big") + s.to_bytes(ECDSA_BYTES, "big")
