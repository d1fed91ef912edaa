"""Signers whose certificate an establishment's authority issued, in both formats, and each way in which that fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.domain.errors import FaultsError, UserError
from app.signing.identity import Identity
from app.signing.package_verification import verify_package
from app.signing.pdf_verification import verify_pdf
from app.signing.signer_trust import judge_signer, report_signer
from app.signing.trust import Office, Trust
from tests.signing.conftest import NOW, Signers, sign, sign_workbook
from tests.signing.forgery import Key, certify, signing_usage

CA = "Example Prisons CA"


def authority_usage(length: int | None = None) -> tuple[x509.ExtensionType, ...]:
    """Give the extensions of a certificate that may issue others."""
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usage = x509.KeyUsage(
        key_cert_sign=True, crl_sign=True, **dict.fromkeys((*names, "encipher_only", "decipher_only"), False)
    )
    return (x509.BasicConstraints(ca=True, path_length=length), usage)


def revocation_list(
    key: Key,
    *revoked: int,
    name: str = CA,
    days: tuple[int, int] = (-1, 30),
    method: hashes.SHA256 | hashes.SHA384 | None = None,
) -> bytes:
    """Give an authority's list of revoked serial numbers, in DER."""
    builder = x509.CertificateRevocationListBuilder(
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
        NOW + timedelta(days=days[0]),
        NOW + timedelta(days=days[1]),
    )
    for serial in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW - timedelta(days=1))
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


class Issue:
    """An authority, one signer whom it certified, and its list, on which nobody stands."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.authority = certify(self.key, extensions=authority_usage(), name=CA).certificate
        self.signer = self.certified()
        self.trust = Trust({}, authorities=(self.authority,), revocations=(revocation_list(self.key),))

    def certified(self, **changes: object) -> Identity:
        wanted = {"issuer": (CA, self.key), "extensions": signing_usage()} | changes
        return certify(ec.generate_private_key(ec.SECP256R1()), **wanted)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def issue() -> Issue:
    return Issue()


def doubt(signer: Identity, trust: Trust, *chain: x509.Certificate, days: int = 0) -> str:
    """Give the reason why the signer is not trusted, empty where there is none."""
    return judge_signer((signer.certificate, *chain), "author", NOW, trust, NOW + timedelta(days=days))


def test_signer_is_trusted_when_a_trusted_authority_certified_them(
    issue: Issue, plain_pdf: bytes, plain_workbook: bytes
) -> None:
    assert verify_pdf(sign(plain_pdf, issue.signer), issue.trust, NOW).state == "trusted"
    assert verify_package(sign_workbook(plain_workbook, issue.signer), issue.trust, NOW).state == "trusted"


def test_signer_is_trusted_through_an_authority_that_came_with_the_signature(
    issue: Issue, plain_pdf: bytes, plain_workbook: bytes
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    between = certify(key, issuer=(CA, issue.key), extensions=authority_usage(0), name="Carrow Vale CA").certificate
    signer = replace(issue.certified(issuer=("Carrow Vale CA", key)), chain=(between,))
    lists = (*issue.trust.revocations, revocation_list(key, name="Carrow Vale CA"))
    trust = replace(issue.trust, revocations=lists)
    assert verify_pdf(sign(plain_pdf, signer), trust, NOW).state == "trusted"
    assert verify_package(sign_workbook(plain_workbook, signer), trust, NOW).state == "trusted"
    assert "cannot be told" in doubt(signer, issue.trust, between)
    assert "did not issue" in doubt(signer, trust)


def test_trust_in_an_authority_survives_the_way_to_another_process(issue: Issue) -> None:
    assert Trust.from_json(issue.trust.to_json()) == issue.trust


def test_authority_counts_where_and_when_it_is_entered(issue: Issue) -> None:
    def doubt_at(establishment: str, office: Office) -> str:
        trust = Trust({}, offices=(office,), revocations=issue.trust.revocations)
        return doubt(issue.signer, Trust.from_json(trust.to_json()).at(establishment))

    entered = Office("ca", issue.authority, "CVL", ends=NOW.date())
    assert doubt_at("CVL", entered) == ""
    assert "Compare the fingerprint" in doubt_at("EX", entered)
    assert "Compare the fingerprint" in doubt_at("CVL", replace(entered, ends=NOW.date() - timedelta(days=1)))


def test_signer_is_untrusted_when_revoked(issue: Issue, plain_pdf: bytes, plain_workbook: bytes) -> None:
    serial = issue.signer.certificate.serial_number
    trust = replace(issue.trust, revocations=(revocation_list(issue.key, serial),))
    for report in (
        verify_pdf(sign(plain_pdf, issue.signer), trust, NOW),
        verify_package(sign_workbook(plain_workbook, issue.signer), trust, NOW),
    ):
        assert report.state == "untrusted"
        assert report.signers[0].doubt == "Its authority has revoked the certificate."


def test_signer_is_untrusted_when_no_list_says_that_they_were_not_revoked(issue: Issue) -> None:
    assert "cannot be told" in doubt(issue.signer, replace(issue.trust, revocations=()))


def test_signer_is_untrusted_when_the_list_is_out_of_date(issue: Issue) -> None:
    assert "latest revocation list" in doubt(issue.signer, issue.trust, days=31)


def test_signer_is_untrusted_when_the_list_is_another_s(issue: Issue) -> None:
    forged = revocation_list(ec.generate_private_key(ec.SECP256R1()))
    assert doubt(issue.signer, replace(issue.trust, revocations=(forged,)))


def test_signer_is_untrusted_when_another_authority_of_that_name_certified_them(issue: Issue) -> None:
    assert "did not issue" in doubt(Issue().signer, issue.trust)


def test_signer_is_untrusted_when_the_issuer_is_no_authority(issue: Issue) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = certify(key, issuer=(CA, issue.key), extensions=signing_usage(), name="A. Lead").certificate
    below = issue.certified(issuer=("A. Lead", key))
    lists = (*issue.trust.revocations, revocation_list(key, name="A. Lead"))
    assert "did not issue" in doubt(below, replace(issue.trust, revocations=lists), leaf)


def test_signer_is_untrusted_when_the_path_is_longer_than_its_authority_allows(issue: Issue) -> None:
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    first = certify(keys[0], issuer=(CA, issue.key), extensions=authority_usage(0), name="First CA").certificate
    second = certify(keys[1], issuer=("First CA", keys[0]), extensions=authority_usage(), name="Second CA").certificate
    signer = issue.certified(issuer=("Second CA", keys[1]))
    lists = [revocation_list(key, name=name) for key, name in zip(keys, ("First CA", "Second CA"), strict=True)]
    trust = replace(issue.trust, revocations=(*issue.trust.revocations, *lists))
    assert "did not issue" in doubt(signer, trust, first, second)


@pytest.mark.parametrize(("days", "words"), [((-9, -1), "run out"), ((1, 9), "not valid yet")])
def test_signer_is_untrusted_when_the_certificate_is_not_valid_now(
    days: tuple[int, int], words: str, issue: Issue
) -> None:
    assert words in doubt(issue.certified(days=days), issue.trust)


def test_signer_is_untrusted_when_the_authority_has_run_out(issue: Issue) -> None:
    authority = certify(issue.key, days=(-9, -1), extensions=authority_usage(), name=CA).certificate
    assert "own certificate is not valid" in doubt(issue.signer, replace(issue.trust, authorities=(authority,)))


def test_signer_is_untrusted_when_the_authority_s_key_is_weak() -> None:
    key = rsa.generate_private_key(65537, 1024)
    authority = certify(key, extensions=authority_usage(), name=CA).certificate
    signer = certify(ec.generate_private_key(ec.SECP256R1()), issuer=(CA, key), extensions=signing_usage())
    trust = Trust({}, authorities=(authority,), revocations=(revocation_list(key),))
    assert "too weak" in doubt(signer, trust)


def test_certificate_that_may_not_sign_documents_is_untrusted(issue: Issue) -> None:
    assert "not one for signing" in doubt(
        issue.certified(extensions=(x509.BasicConstraints(False, None),)), issue.trust
    )


def test_signer_s_own_certificate_is_refused_as_an_authority(signers: Signers) -> None:
    with pytest.raises(FaultsError) as caught:
        Trust.from_pems({"ca": [signers.author.certificate_pem()]})
    assert "not an issuing authority's" in caught.value.faults[0]


def test_authority_and_its_list_are_read_from_files(issue: Issue, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(issue.authority.public_bytes(Encoding.PEM))
    der, pem = tmp_path / "ca.crl", tmp_path / "ca.crl.pem"
    der.write_bytes(issue.trust.revocations[0])
    pem.write_bytes(x509.load_der_x509_crl(der.read_bytes()).public_bytes(Encoding.PEM))
    for path in (der, pem):
        assert Trust.from_files({"ca": [tmp_path / "ca.pem"]}, [path]) == issue.trust


@pytest.mark.parametrize("content", [b"", b"nothing", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"])
def test_what_is_no_list_is_said_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ca.crl"
    path.write_bytes(content)
    with pytest.raises(UserError, match="revocation list is not one"):
        Trust.from_files({}, [path])


def test_words_of_who_certified_the_signer_may_stand_in_a_signature_and_a_stranger_s_not(issue: Issue) -> None:
    stranger = certify(ec.generate_private_key(ec.SECP256R1()), name="A. Stranger").certificate
    certificates = (issue.signer.certificate, stranger, issue.authority)
    said = report_signer(certificates, "author", NOW, issue.trust, NOW).certified
    assert {CA, issue.signer.name} <= set(said)
    assert "A. Stranger" not in said
