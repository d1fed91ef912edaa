"""Judges a signer's certificate by the authority that issued it: chain, dates, revocation list. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from asn1crypto import crl as asn1_crl  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathBuildingError,
    RevokedError,
)

from app.domain.dates import spell_day
from app.signing.offline import complete

_WHY = (
    (RevokedError, "Its authority has revoked the certificate."),
    (
        InsufficientRevinfoError,
        "Whether the certificate was revoked cannot be told: give its authority's latest revocation list.",
    ),
    (ExpiredError, "The certificate, or one of those that it rests on, has run out."),
    (NotYetValidError, "The certificate, or one of those that it rests on, is not valid yet. Check this PC's date."),
    (DisallowedAlgorithmError, "The certificate rests on a method that is too weak to rely on."),
)
_NOT_ISSUED = "The authority trusted here did not issue the certificate."


def judge_issue(
    certificates: Sequence[x509.Certificate],
    authorities: Sequence[x509.Certificate],
    revocations: Sequence[bytes],
    now: datetime,
) -> str:
    """Give the reason not to trust a signer by who certified them, as a sentence; empty when there is none.

    `certificates` are the signer's, then those that came with the signature. Each on the way must be an authority's,
    valid now, and none revoked: without a current list (DER) of its authority no certificate is trusted. Source:
    RFC 5280, section 6.
    """
    for authority in authorities:
        if not authority.not_valid_before_utc <= now <= authority.not_valid_after_utc:
            return f"The trusted authority's own certificate is not valid on {spell_day(now)}."
    context = ValidationContext(
        trust_roots=[_to_asn1(authority) for authority in authorities],
        other_certs=[_to_asn1(one) for one in certificates[1:]],
        moment=now,
        crls=[asn1_crl.CertificateList.load(one) for one in revocations],
        revocation_mode="require",
        allow_fetching=False,
    )
    validator = CertificateValidator(_to_asn1(certificates[0]), validation_context=context)
    try:
        complete(validator.async_validate_usage(set()))  # type: ignore[no-untyped-call]
    except PathBuildingError:
        return _NOT_ISSUED
    except Exception as error:  # noqa: BLE001 (hostile certificates make a path's checks raise anything)
        return next((sentence for kind, sentence in _WHY if isinstance(error, kind)), _NOT_ISSUED)
    return ""


def _to_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
