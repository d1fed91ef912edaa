from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from app.domain.errors import FaultsError, UserError
from app.signing.identity import KeyKind, create_identity, fingerprint_sheet, load_identity
from tests.signing.conftest import NOW, PASSPHRASE, Signers


@pytest.fixture(scope="module")
def p12() -> bytes:
    return create_identity("K. Osei", "Governor", "HMP Example", PASSPHRASE, valid_from=NOW)


def wrap(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, *, with_certificate: bool = True) -> bytes:
    """Wrap a key as another program might."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Other")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, NOW, NOW + timedelta(days=9))
    certificate = builder.sign(key, hashes.SHA256()) if with_certificate else None
    encryption = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"other", key, certificate, None, encryption)


def test_identity_opens_with_its_names_when_the_passphrase_is_right(p12: bytes) -> None:
    identity = load_identity(p12, PASSPHRASE)
    assert (identity.name, identity.role, identity.organisation) == ("K. Osei", "Governor", "HMP Example")
    assert [len(group) for group in identity.fingerprint.split(" ")] == [4] * 16
    assert x509.load_pem_x509_certificate(identity.certificate_pem()) == identity.certificate


def test_certificate_is_a_leaf_for_signing_valid_for_three_years(signers: Signers) -> None:
    certificate = signers.author.certificate
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert certificate.not_valid_before_utc == NOW - timedelta(days=1)
    assert (certificate.not_valid_after_utc - NOW).days == 3 * 365


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_signature_verifies_with_either_kind_of_key(kind: KeyKind) -> None:
    made = create_identity("K. Osei", "Governor", "HMP Example", PASSPHRASE, valid_from=NOW, key_kind=kind)
    identity = load_identity(made, PASSPHRASE)
    key, signature = identity.certificate.public_key(), identity.sign(b"content")
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, b"content", padding.PKCS1v15(), hashes.SHA256())
    else:
        assert isinstance(key, ec.EllipticCurvePublicKey)
        key.verify(signature, b"content", ec.ECDSA(hashes.SHA256()))


def test_wrong_passphrase_is_said_in_a_sentence(p12: bytes) -> None:
    with pytest.raises(UserError, match="The passphrase does not open this identity"):
        load_identity(p12, PASSPHRASE + " ")


@pytest.mark.parametrize("junk", [b"", b"not a key", b"0\x82"])
def test_foreign_bytes_are_no_identity(junk: bytes) -> None:
    with pytest.raises(UserError, match="not an identity file"):
        load_identity(junk, PASSPHRASE)


def test_truncated_identity_is_called_damaged(p12: bytes) -> None:
    with pytest.raises(UserError, match="damaged"):
        load_identity(p12[:-20], PASSPHRASE)


def test_identity_is_refused_when_its_key_is_too_short() -> None:
    with pytest.raises(UserError, match="3,072 bits"):
        load_identity(wrap(rsa.generate_private_key(65537, 2048)), PASSPHRASE)


def test_identity_is_refused_when_its_curve_is_another() -> None:
    with pytest.raises(UserError, match="P-256"):
        load_identity(wrap(ec.generate_private_key(ec.SECP384R1())), PASSPHRASE)


def test_identity_is_refused_when_it_holds_no_certificate() -> None:
    with pytest.raises(UserError, match="no key with its certificate"):
        load_identity(wrap(ec.generate_private_key(ec.SECP256R1()), with_certificate=False), PASSPHRASE)


@pytest.mark.parametrize(("passphrase", "word"), [("q7 Zx", "12 characters"), ("aaaa aaaa aaaa", "repeats")])
def test_weak_passphrase_is_refused(passphrase: str, word: str) -> None:
    with pytest.raises(UserError, match=word) as caught:
        create_identity("K. Osei", "Governor", "HMP Example", passphrase, valid_from=NOW)
    assert passphrase not in caught.value.sentence


def test_all_faults_of_the_names_are_listed_without_repeating_them() -> None:
    with pytest.raises(FaultsError) as caught:
        create_identity("x" * 65, " ", "HMP\x07Example", PASSPHRASE, valid_from=NOW)
    assert [fault.split(" ")[1] for fault in caught.value.faults] == ["name", "role", "organisation"]
    assert "xxx" not in str(caught.value.faults)


def test_identity_does_not_show_its_key(signers: Signers) -> None:
    assert "key" not in repr(signers.author).lower()


def test_fingerprint_sheet_names_the_signer_and_every_group(signers: Signers) -> None:
    sheet = fingerprint_sheet(signers.approver)
    assert "K. Osei" in sheet
    assert "28 September 2026 to 29 September 2029" in sheet
    assert all(group in sheet for group in signers.approver.fingerprint.split(" "))
