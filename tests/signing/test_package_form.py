from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from app.signing.package_signature_form import ECDSA_SHA256, SHA256
from app.signing.package_verification import verify_package
from app.signing.trust import ROLES, Trust
from tests.signing.conftest import NOW, Signers, sign_workbook
from tests.signing.forgery import certify, signing_usage
from tests.signing.package_forgery import (
    SIGNATURE,
    Change,
    parts_of,
    replaced,
    sealed_again,
    with_parts,
)
from tests.signing.package_verdicts import (
    RISKS,
    assert_invalid,
)

# The signature's own XML


def _wrap_object(xml: bytes) -> bytes:
    """Keep the signed list where its Id finds it first, and put another where a program looks by its place."""
    text = xml.decode()
    start, end = text.index('<Object Id="idPackageObject">'), text.index('<Object Id="idOfficeObject">')
    signed = text[start:end]
    forged = signed.replace("<DigestValue>", "<DigestValue>AAAA", 1)
    return (text[:start] + f"<Object>{signed}</Object>" + forged + text[end:]).encode()


def _repeat_object(xml: bytes) -> bytes:
    text = xml.decode()
    start, end = text.index('<Object Id="idPackageObject">'), text.index('<Object Id="idOfficeObject">')
    return (text[:end] + text[start:end] + text[end:]).encode()


def _wrap_signature(xml: bytes) -> bytes:
    head, _, signature = xml.decode().partition("?>\n")
    return f"{head}?>\n<Signature><Object>{signature}</Object></Signature>".encode()


def _drop_manifest(xml: bytes) -> bytes:
    text = xml.decode()
    return (text[: text.index("<Manifest>")] + text[text.index("</Manifest>") + len("</Manifest>") :]).encode()


TAMPERED: dict[str, tuple[Change, str]] = {
    "role": (replaced(">author<", ">approver<"), "not in the form"),
    "reason": (replaced("Prepared", "Approved"), "not in the form"),
    "date": (replaced("2026-09-29", "2026-09-28", 2), "not in the form"),
    "wrapped object": (_wrap_object, "does not list plainly what it covers"),
    "repeated object": (_repeat_object, "does not list plainly what it covers"),
    "wrapped signature": (_wrap_signature, ""),
    "no manifest": (_drop_manifest, "does not list plainly what it covers"),
    "id": (replaced('Id="idOfficeObject"', 'Id="idPackageObject"'), "not in the form that returns have"),
    "no id": (replaced(' Id="idSignedProperties"', ""), "not in the form that returns have"),
    "comment in digest": (replaced("</DigestValue>", "<!-- x --></DigestValue>"), "not in the form"),
    "comment at end": (lambda xml: xml + b"<!-- x -->", "not in the form"),
    "unsigned words": (replaced("<KeyInfo>", "<KeyInfo><KeyName>Governor</KeyName>"), "not in the form"),
    "space": (replaced("<SignedInfo>", " <SignedInfo>"), "not in the form"),
    "sha-1": (replaced(SHA256, "http://www.w3.org/2000/09/xmldsig#sha1"), "too weak"),
    "transform": (replaced("<Transforms>", '<Transforms><Transform Algorithm="urn:xslt"></Transform>'), "too weak"),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_workbook_is_invalid_when_its_signature_is_tampered_with(
    kind: str, signed_workbook: bytes, signers: Signers
) -> None:
    change, words = TAMPERED[kind]
    assert_invalid(with_parts(signed_workbook, {SIGNATURE: change}), signers, words)


def test_workbook_is_invalid_when_the_certificate_is_exchanged(
    plain_workbook: bytes, signed_workbook: bytes, signers: Signers
) -> None:
    ours, theirs = (
        parts_of(package)[SIGNATURE].decode().partition("<X509Data>")[2].partition("</X509Data>")[0]
        for package in (signed_workbook, sign_workbook(plain_workbook, signers.stranger))
    )
    package = with_parts(signed_workbook, {SIGNATURE: replaced(ours, theirs)})
    assert_invalid(package, signers, "names another certificate than it carries")


def test_workbook_is_invalid_when_another_key_made_the_signature(signed_workbook: bytes, signers: Signers) -> None:
    for change in (replaced("Prepared", "Approved"), replaced(">author<", ">reviewer<")):
        forged = sealed_again(change(parts_of(signed_workbook)[SIGNATURE]), signers.stranger)
        assert_invalid(with_parts(signed_workbook, {SIGNATURE: forged}), signers, "does not fit its certificate", ROLES)


# Signed by one who holds a trusted key, but not as returns are


def test_forger_makes_what_is_accepted_when_nothing_is_changed(signed_workbook: bytes, signers: Signers) -> None:
    package = with_parts(signed_workbook, {SIGNATURE: lambda xml: sealed_again(xml, signers.author)})
    assert package != signed_workbook
    assert verify_package(package, signers.trust, NOW).state == "trusted"


def _leave_out(part: str) -> Change:
    def change(xml: bytes) -> bytes:
        text = xml.decode()
        start = text.index(f'<Reference URI="/{part}?')
        return (text[:start] + text[text.index("</Reference>", start) + len("</Reference>") :]).encode()

    return change


SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
HMAC = "http://www.w3.org/2000/09/xmldsig#hmac-sha256"
RELATION = (
    '<mdssi:RelationshipReference xmlns:mdssi="http://schemas.openxmlformats.org/package/2006/digital-signature" '
)


def _name_another_certificate(xml: bytes) -> bytes:
    """Put the digest of another certificate into SigningCertificate."""
    head, mark, tail = xml.decode().partition("<xd:CertDigest>")
    old = tail.partition("<DigestValue>")[2].partition("</DigestValue>")[0]
    return (head + mark + tail.replace(old, "A" * (len(old) - 1) + "=", 1)).encode()


RESIGNED: dict[str, tuple[Change, dict[str, str], str]] = {
    "a part left out": (_leave_out(RISKS), {}, "Added after signing: sheet Risks."),
    "a relationship left out": (
        replaced(f'{RELATION}SourceId="rId2"></mdssi:RelationshipReference>', ""), {}, "Changed after signing",
    ),
    "sha-1 digests": (replaced(SHA256, SHA1, -1), {"digest": "sha1"}, "too weak"),
    "sha-1 signature": (
        replaced(ECDSA_SHA256, ECDSA_SHA256.replace("sha256", "sha1")), {"digest": "sha1"}, "too weak",
    ),
    "hmac": (replaced(ECDSA_SHA256, HMAC), {"method": "hmac"}, "too weak"),
    "another certificate named": (_name_another_certificate, {}, "names another certificate than it carries"),
    "office's own words": (replaced("<Monitors>1<", "<Monitors>2<"), {}, "not in the form"),
}  # fmt: skip


@pytest.mark.parametrize("kind", RESIGNED)
def test_workbook_is_invalid_when_signed_otherwise_by_a_trusted_key(
    kind: str, signed_workbook: bytes, signers: Signers
) -> None:
    change, weak, words = RESIGNED[kind]

    package = with_parts(signed_workbook, {SIGNATURE: lambda xml: sealed_again(change(xml), signers.author, **weak)})
    assert_invalid(package, signers, words)


def test_workbook_is_invalid_when_the_key_is_weak(plain_workbook: bytes) -> None:
    weak = certify(rsa.generate_private_key(65537, 1024), extensions=signing_usage())
    report = verify_package(sign_workbook(plain_workbook, weak), Trust({"author": (weak.certificate,)}), NOW)
    assert (report.state, "RSA keys of 3,072 bits" in report.sentences[0]) == ("invalid", True)
