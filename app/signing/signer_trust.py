"""Judges whether a signer may be trusted here, for a role and a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from app.domain.dates import spell_day
from app.signing.identity import (
    ORGANISATION,
    POST,
    SIGNER,
    STRONG_KEYS,
    certificate_fingerprint,
    certified_words,
    is_strong_key,
    subject_field,
)
from app.signing.signature_report import WEAK, InvalidFile, SignerReport
from app.signing.trust import Office, Trust, is_authority

CLOCK_SLACK = timedelta(days=1)  # PCs without a network drift, and are set by hand

FIRST_ROLES = ("author", "reviewer")  # who may sign first: a return's author, a response's reviewer


def check_order(roles: Sequence[str]) -> None:
    """Refuse signers in an order that no return has. Raises InvalidFile."""
    if roles[0] not in FIRST_ROLES or list(roles[1:]) not in ([], ["approver"]):
        raise InvalidFile("Signed in a place or an order that no return has.")


def check_persons(signers: Sequence[SignerReport]) -> None:
    """Refuse two signatures made with one certificate: a second signer is another person. Raises InvalidFile."""
    if len({signer.fingerprint for signer in signers}) < len(signers):
        raise InvalidFile("Signed twice with one identity, where two people must sign. Ask for the return again.")


def check_key(certificate: x509.Certificate) -> None:
    """Refuse a certificate whose key is too weak to sign a return. Raises InvalidFile."""
    if not is_strong_key(certificate.public_key()):
        raise InvalidFile(f"{WEAK}: {STRONG_KEYS} are accepted.")


def report_signer(
    certificates: Sequence[x509.Certificate], role: str, signed_at: datetime, trust: Trust, now: datetime
) -> SignerReport:
    """Report an intact signature's signer, and whether to trust them here.

    `certificates` are the signer's, then those that came with it.
    """
    certificate = certificates[0]
    office = _office(certificate, role, signed_at, trust)
    doubt = judge_signer(certificates, role, signed_at, trust, now)
    return SignerReport(
        role=role,
        name=subject_field(certificate, SIGNER),
        post=subject_field(certificate, POST),
        organisation=subject_field(certificate, ORGANISATION),
        signed_at=signed_at,
        fingerprint=certificate_fingerprint(certificate),
        is_trusted=not doubt,
        doubt=doubt,
        deputy_for=office.deputy_for if office and not doubt else "",
        certified=tuple(certified_words(_issue(certificates))),
    )


def _issue(certificates: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """Return the signer's certificate and the way up from it: no signature covers what else came with it."""
    way, others = [certificates[0]], list(certificates[1:])
    while above := next((one for one in others if _has_issued(one, way[-1])), None):
        others.remove(above)
        way.append(above)
    return way


def _has_issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def judge_signer(
    certificates: Sequence[x509.Certificate], role: str, signed_at: datetime, trust: Trust, now: datetime
) -> str:
    """Give the reason not to trust the signer, as a sentence; empty when there is none.

    The certificate itself must be pinned or entered for the role, or issued by a trusted authority. A chain to a pinned
    certificate counts for nothing: what a signer's own certificate may have issued is not believed.
    """
    certificate = certificates[0]
    if not trust.is_pinned(certificate, role) and _office(certificate, role, signed_at, trust) is None:
        doubt = _explain_unknown(certificates, role, signed_at, trust, now)
        if doubt:
            return doubt
    if not _may_sign(certificate):
        return "The certificate is not one for signing documents."
    if not certificate.not_valid_before_utc <= signed_at <= certificate.not_valid_after_utc:
        return "The certificate was not valid on the day of signing."
    if now < certificate.not_valid_before_utc:
        return (
            f"The certificate is not valid before {spell_day(certificate.not_valid_before_utc)}. Check this PC's date."
        )
    if now > certificate.not_valid_after_utc:
        return f"The certificate ran out on {spell_day(certificate.not_valid_after_utc)}."
    if signed_at > now + CLOCK_SLACK:
        return "The day of signing lies in the future. Check this PC's date."
    return ""


def _office(certificate: x509.Certificate, role: str, signed_at: datetime, trust: Trust) -> Office | None:
    """Give the office in which the signer signed: entered for this establishment, and on that day in office."""
    for office in trust.offices_of(certificate, role):
        if office.is_at(trust.establishment) and office.covers(signed_at):
            return office
    return None


def _explain_unknown(
    certificates: Sequence[x509.Certificate], role: str, signed_at: datetime, trust: Trust, now: datetime
) -> str:
    """Say why a certificate that is neither pinned nor in office is not trusted; empty where its authority is."""
    certificate = certificates[0]
    entered = trust.offices_of(certificate, role)
    if entered and not any(office.is_at(trust.establishment) for office in entered):
        codes = ", ".join(sorted({office.establishment for office in entered}))
        return f"The certificate is entered here for another establishment ({codes}), not for this one."
    if entered:
        return f"The certificate is entered here, but not for the day of signing, {spell_day(signed_at)}."
    if others := trust.roles_of(certificate):
        return f"The certificate is known here for another role ({', '.join(others)}), not as {role}."
    if authorities := trust.authorities_for(signed_at):
        from app.signing.authorities import judge_issue

        return judge_issue(certificates, authorities, trust.revocations, now)
    return "Compare the fingerprint with the sheet that the signer handed over before trusting the certificate."


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        return (usage.digital_signature or usage.content_commitment) and not is_authority(certificate)
    except (x509.ExtensionNotFound, ValueError):
        return False
