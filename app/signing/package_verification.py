"""Verifies a signed workbook strictly: every part, every signature, every signer. Run it in a process with limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from app.signing.package_archive import DAMAGED_PART, PACKED_AGAIN, check_archive_ends, read_damaged_archive
from app.signing.package_changes import explain_changes
from app.signing.package_parts import CORE_PROPERTIES, read_package, read_xml
from app.signing.package_signature_form import (
    ECDSA_BYTES,
    SignatureFacts,
    read_entries,
    read_signature,
    write_signed_info,
)
from app.signing.signature_report import (
    MISFIT,
    NOT_SIGNED,
    Found,
    InvalidFile,
    SignatureReport,
    report_on,
)
from app.signing.signed_package import FIRST_SIGNATURE, FOLDER, SignedPackage, has_signature, read_signed_package
from app.signing.signer_trust import check_key, check_order, check_persons, report_signer
from app.signing.trust import Trust

DAMAGED = "This workbook is damaged, or not one that this program made."
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|\0")  # UTF-16 and UTF-32 hold zeros


def verify_package(
    package: bytes,
    trust: Trust,
    now: datetime,
    *,
    required: Sequence[str] = ("author",),
    core_properties: bytes | None = None,
) -> SignatureReport:
    """Verify all signatures of a workbook and judge their signers. `now` is aware. Raises MemoryError alone.

    `required` are the roles that must sign; what they are, and what docProps/core.xml, the one part that is not signed,
    must hold (None: do not look), the caller knows from elsewhere. A workbook without any signature is invalid.
    """
    return report_on(package, lambda: _verify(package, trust, now, required, core_properties), DAMAGED)


def _verify(
    package: bytes, trust: Trust, now: datetime, required: Sequence[str], core_properties: bytes | None
) -> Found:
    check_archive_ends(package)
    if not has_signature(package):
        raise InvalidFile(NOT_SIGNED)
    signed = _read(package)
    facts = [_verify_signature(signed, number) for number in range(len(signed.signatures))]
    roles = [one.role for one in facts]
    check_order(roles)
    if not set(roles) <= set(required):
        raise InvalidFile("Signed by somebody whose signature this return does not ask for.")
    _check_unsigned(signed, core_properties)
    signers = [report_signer(one.certificates, one.role, one.signed_at, trust, now) for one in facts]
    check_persons(signers)
    return Found(signers, [role for role in required if role not in roles], revisions=len(facts) + 1)


def _read(package: bytes) -> SignedPackage:
    try:
        return read_signed_package(package)
    except InvalidFile as error:
        if error.sentence not in (PACKED_AGAIN, DAMAGED_PART):
            raise
        raise InvalidFile(_explain_parts(package) or error.sentence) from None


def _explain_parts(package: bytes) -> str:
    """Look at each part by itself for what was changed; only words come of it, the file is refused already."""
    try:
        parts = read_damaged_archive(package)
        content = read_package(parts, leaving_out=FOLDER)
        signed = read_entries(read_xml(parts[FIRST_SIGNATURE]))
        return explain_changes(content, signed, SignedPackage(content).entries(0))
    except InvalidFile as error:
        return error.sentence
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (the same as for the whole file)
        return ""


def _verify_signature(signed: SignedPackage, number: int) -> SignatureFacts:
    facts, value = read_signature(signed.signatures[number])
    check_key(facts.certificates[0])
    _check_value(facts.certificates[0], value, write_signed_info(facts))
    if sentence := explain_changes(signed.content, facts.entries, signed.entries(number)):
        raise InvalidFile(sentence)
    return facts


def _check_value(certificate: x509.Certificate, value: bytes, signed_info: bytes) -> None:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed_info, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey) and len(value) == 2 * ECDSA_BYTES:
            key.verify(_to_der(value), signed_info, ec.ECDSA(hashes.SHA256()))
        else:
            raise InvalidFile(MISFIT)
    except InvalidSignature:
        raise InvalidFile(MISFIT) from None


def _to_der(value: bytes) -> bytes:
    r, s = (int.from_bytes(half, "big") for half in (value[:ECDSA_BYTES], value[ECDSA_BYTES:]))
    return encode_dss_signature(r, s)


def _check_unsigned(signed: SignedPackage, core_properties: bytes | None) -> None:
    """Hold the one unsigned part against what it must be; refuse document types, which signed parts may hold too."""
    parts = signed.content.parts
    if core_properties is not None and parts.get(CORE_PROPERTIES) != core_properties:
        raise InvalidFile("Changed after signing: the file's properties (title, author, dates) are not the return's.")
    if any(_DOCUMENT_TYPE.search(part) for name, part in parts.items() if signed.content.types[name].endswith("xml")):
        raise InvalidFile("This workbook holds a document type; a return never does. Do not open it elsewhere.")
