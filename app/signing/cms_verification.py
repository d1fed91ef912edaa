"""Checks one CMS signature: its form, its algorithms and its arithmetic. Trust is judged elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from asn1crypto import cms, core, parser  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity

from app.signing.signature_report import MISFIT, WEAK_METHOD, InvalidFile
from app.signing.signer_trust import check_key

DIGESTS = ("sha256", "sha384", "sha512")
SCHEMES = ("rsassa_pkcs1v15", "rsassa_pss", "ecdsa")


def split_padding(contents: bytes) -> bytes:
    """Give the DER object at the start of a signature's bytes. Raises InvalidFile unless only zeros follow it."""
    length = parser.peek(contents)
    if any(contents[length:]):
        raise InvalidFile("Changed after signing: bytes were hidden behind the signature.")
    return contents[:length]


def verify_cms(der: bytes, compute_digest: Callable[[str], bytes]) -> list[x509.Certificate]:
    """Verify a detached signature over content whose digest is computed by name.

    Gives the signer's certificate, then those that travel with it, on which nothing was checked.

    Source: RFC 5652, ETSI EN 319 122-1 (CAdES baseline B-B). Raises InvalidFile.
    """
    signed_data = cms.ContentInfo.load(der, strict=True)["content"]
    (signer,) = signed_data["signer_infos"]
    digest = _check_algorithms(signer)
    _check_attributes(signer)
    try:
        found = extract_certs_for_validation(signed_data)
        is_intact, is_valid = validate_sig_integrity(signer, found.signer_cert, "data", compute_digest(digest))
    except SignatureValidationError:
        raise InvalidFile(MISFIT) from None
    if not is_valid:
        raise InvalidFile(MISFIT)
    if not is_intact:
        raise InvalidFile("Changed after signing: the content is not what was signed.")
    certificates = [x509.load_der_x509_certificate(one.dump()) for one in (found.signer_cert, *found.other_certs)]
    check_key(certificates[0])
    _check_frame(der, signed_data, found.signer_cert, digest)
    return certificates


def _check_frame(der: bytes, signed_data: cms.SignedData, certificate: asn1_x509.Certificate, digest: str) -> None:
    """Ask that what the signature's arithmetic does not cover be written in the one way in which returns write it.

    What remains free are the bytes of certificates beside the signer's own: on those nothing is built unchecked.
    """
    (signer,) = signed_data["signer_infos"]
    method = cms.DigestAlgorithm({"algorithm": digest, "parameters": core.Null()})
    name = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    written = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": name}),
            "digest_algorithm": method,
            "signature_algorithm": signer["signature_algorithm"],
            "signed_attrs": signer["signed_attrs"],
            "signature": signer["signature"],
        }
    )
    frame = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [method],
            "encap_content_info": {"content_type": "data"},
            "certificates": signed_data["certificates"],
            "signer_infos": [written],
        }
    )
    if cms.ContentInfo({"content_type": "signed_data", "content": frame}).dump() != der:
        raise InvalidFile("Changed after signing: the signature is not in the form that returns have.")


def _check_algorithms(signer: cms.SignerInfo) -> str:
    digest: str = signer["digest_algorithm"]["algorithm"].native
    method = signer["signature_algorithm"]
    if digest not in DIGESTS or method.signature_algo not in SCHEMES or _hash_of(method, digest) not in DIGESTS:
        raise InvalidFile(WEAK_METHOD)
    return digest


def _hash_of(method: cms.SignedDigestAlgorithm, digest: str) -> str:
    """Plain rsassa_pkcs1v15 names no hash of its own: the digest's then counts."""
    is_bare = method["algorithm"].native == "rsassa_pkcs1v15"
    return digest if is_bare else str(method.hash_algo)


def _check_attributes(signer: cms.SignerInfo) -> None:
    """Ask for the signed reference to the certificate, and for nothing that the signature does not cover."""
    reference = find_unique_cms_attribute(signer["signed_attrs"], "signing_certificate_v2")
    if reference["certs"][0]["hash_algorithm"]["algorithm"].native not in DIGESTS:
        raise InvalidFile(WEAK_METHOD)
    if signer["unsigned_attrs"].native:
        raise InvalidFile("Changed after signing: something was added to the signature.")
