"""Verifies a signed PDF strictly: every byte, every revision, every signer. Run it in a process with limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, read_certification_data

from app.signing.cms_verification import split_padding, verify_cms
from app.signing.pdf_revisions import check_later_revisions
from app.signing.pdf_structure import check_content, check_ends, check_gap
from app.signing.signature_report import (
    NOT_SIGNED,
    Found,
    InvalidFile,
    SignatureReport,
    SignerReport,
    report_on,
)
from app.signing.signer_trust import check_order, check_persons, report_signer
from app.signing.trust import ROLES, Trust


def verify_pdf(pdf: bytes, trust: Trust, now: datetime, *, required: Sequence[str] | None = None) -> SignatureReport:
    """Verify all signatures of a PDF and judge their signers. `now` is aware. Raises MemoryError alone.

    `required` are the roles that must sign, for each of which it must have a place and no others (None: do not look);
    what they are the caller knows from elsewhere. A PDF without any signature is invalid, not half-signed: nothing
    shows who made it or that it is whole.
    """
    damaged = "This PDF is damaged, or not one that this program made."
    return report_on(pdf, lambda: _verify(pdf, trust, now, required), damaged)


def _verify(pdf: bytes, trust: Trust, now: datetime, required: Sequence[str] | None) -> Found:
    check_ends(pdf)
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    signatures = _read_signatures(reader)
    missing = _empty_fields(reader)
    _check_revisions(pdf, reader, signatures)
    check_content(pdf)
    _check_certification(reader, signatures, missing)
    signers = [_verify_signature(pdf, signature, trust, now) for signature in signatures]
    check_persons(signers)
    check_later_revisions(pdf, reader, signatures)
    _check_places([*(signature.field_name for signature in signatures), *missing], required)
    return Found(signers, missing, reader.xrefs.total_revisions)


def _read_signatures(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    if reader.encrypted:
        raise InvalidFile("This PDF is encrypted; a return never is.")
    filled = enumerate_sig_fields(reader, filled_status=True)
    signatures = [EmbeddedPdfSignature(reader, field, name) for name, _, field in filled]
    if not signatures:
        raise InvalidFile(NOT_SIGNED)
    signatures.sort(key=lambda signature: signature.signed_revision)
    check_order([signature.field_name for signature in signatures])
    return signatures


def _empty_fields(reader: PdfFileReader) -> list[str]:
    names = [name for name, _, _ in enumerate_sig_fields(reader, filled_status=False)]
    if any(name not in ROLES for name in names):
        raise InvalidFile("This PDF has a place for a signature that no return has.")
    return names


def _check_places(places: Sequence[str], required: Sequence[str] | None) -> None:
    if required is not None and sorted(places) != sorted(required):
        raise InvalidFile("This PDF's places for signatures are not those that its data asks for.")


def _check_revisions(pdf: bytes, reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> None:
    """Ask for the document, then one revision for each signature, the last covering the file to its last byte."""
    _, _, start, length = signatures[-1].byte_range
    if start + length != len(pdf):
        raise InvalidFile("Changed after signing: something was added to the file after the last signature.")
    revisions = [signature.signed_revision for signature in signatures]
    if revisions != list(range(1, len(signatures) + 1)) or reader.xrefs.total_revisions != len(signatures) + 1:
        raise InvalidFile("Changed after signing: the file was saved again without a signature.")


def _check_certification(
    reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature], missing: Sequence[str]
) -> None:
    """Ask that the first signature certifies and permits no more than the signatures that follow it."""
    certification = read_certification_data(reader)
    if certification is None or certification.author_sig.container_ref != signatures[0].sig_object.container_ref:
        raise InvalidFile("The author's signature does not certify this document, so later changes are not ruled out.")
    is_last = len(signatures) == 1 and not missing
    allowed = (MDPPerm.NO_CHANGES, MDPPerm.FILL_FORMS) if is_last else (MDPPerm.FILL_FORMS,)
    if certification.permission not in allowed:
        raise InvalidFile("The author's signature permits other changes than a return's does.")


def _verify_signature(pdf: bytes, signature: EmbeddedPdfSignature, trust: Trust, now: datetime) -> SignerReport:
    entry = signature.sig_object
    if entry["/Type"] != "/Sig" or entry["/SubFilter"] != SigSeedSubFilter.PADES.value:
        raise InvalidFile("Signed in a way that returns are not signed (PAdES). It comes from another program.")
    check_gap(pdf, [int(number) for number in signature.byte_range], signature.pkcs7_content)
    certificates = verify_cms(split_padding(signature.pkcs7_content), signature.compute_digest)
    signed_at = parse_pdf_date(entry["/M"])
    if signed_at.tzinfo is None:
        raise InvalidFile("The signature does not say plainly when it was made.")
    return report_signer(certificates, signature.field_name, signed_at, trust, now)
