"""A signing identity: a private key and its certificate in a PKCS#12 file, made here or issued elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from app.domain.dates import spell_day
from app.domain.errors import FaultsError, UserError
from app.signing.short_code import short_code

KeyKind = Literal["ec", "rsa"]
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class KeyElsewhere(Protocol):
    """A private key that cannot be had, but signs."""

    def sign(self, content: bytes) -> bytes:
        """Sign with SHA-256: RSA PKCS#1 v1.5, or ECDSA as a DER sequence of r and s."""


PASSPHRASE_CHARACTERS = 12
PASSPHRASE_DISTINCT_CHARACTERS = 5
NAME_CHARACTERS = 64  # X.520 upper bound of CN, OU and O
RSA_BITS = 3072
KDF_ROUNDS = 600_000  # OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256
SIGNER, POST, ORGANISATION = NameOID.COMMON_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.ORGANIZATION_NAME
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


@dataclass(frozen=True)
class Identity:
    """A loaded identity: the key is parsed and checked once, when the file is opened; or it stays on its token."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()
    _key: PrivateKey | KeyElsewhere = field(repr=False, kw_only=True)

    @property
    def name(self) -> str:
        """The signer's name, as certified."""
        return subject_field(self.certificate, SIGNER)

    @property
    def role(self) -> str:
        """The signer's post, as certified."""
        return subject_field(self.certificate, POST)

    @property
    def organisation(self) -> str:
        """The signer's organisation, as certified."""
        return subject_field(self.certificate, ORGANISATION)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in groups of four, to be read aloud."""
        return certificate_fingerprint(self.certificate)

    def certificate_pem(self) -> bytes:
        """Give the certificate alone, to be pinned by those who verify."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def sign(self, content: bytes) -> bytes:
        """Sign with SHA-256: RSA PKCS#1 v1.5, or ECDSA as a DER sequence of r and s."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(content, padding.PKCS1v15(), hashes.SHA256())
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(content, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(content)


def create_identity(
    name: str,
    role: str,
    organisation: str,
    passphrase: str,
    *,
    valid_from: datetime,
    years: int = 3,
    key_kind: KeyKind = "ec",
) -> bytes:
    """Make a key and a self-signed certificate for pinning; give them as PKCS#12 under the passphrase.

    `valid_from` is aware; the certificate starts a day earlier, so that a PC whose clock is slow accepts it.
    Raises FaultsError when a name or the passphrase will not do.
    """
    subject = _subject(name, role, organisation)
    check_passphrase(passphrase)
    key = _generate_key(key_kind)
    certificate = _self_sign(key, subject, valid_from.astimezone(UTC), years)
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode())
    )
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption)


def load_identity(p12: bytes, passphrase: str) -> Identity:
    """Open a PKCS#12 file. Raises UserError when the passphrase is wrong or the file is no signing identity."""
    try:
        contents = pkcs12.load_pkcs12(p12, passphrase.encode())
    except ValueError as error:
        raise UserError(_refusal(error)) from None
    if contents.key is None or contents.cert is None:
        raise UserError("This identity file holds no key with its certificate. Ask for one that can sign.")
    certificate, key = contents.cert.certificate, contents.key
    if certificate.public_key() != key.public_key():
        raise UserError("The key in this identity file is not that of its certificate. Make or ask for a new one.")
    if not is_strong_key(certificate.public_key()) or not isinstance(key, PrivateKey):
        raise UserError(f"This identity's key is of a kind that is not used here. {STRONG_KEYS} are.")
    return Identity(certificate, tuple(extra.certificate for extra in contents.additional_certs), _key=key)


def _refusal(error: ValueError) -> str:
    if "password" in str(error):
        return "The passphrase does not open this identity. Check capitals and spaces, and try again."
    return "This is not an identity file (PKCS#12), or it is damaged. Use your copy, or make a new identity."


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that would soon be guessed by someone who holds the file."""
    if len(passphrase.strip()) < PASSPHRASE_CHARACTERS:
        raise UserError(
            f"The passphrase is too short. Use at least {PASSPHRASE_CHARACTERS} characters: four plain words will do."
        )
    if len(set(passphrase)) < PASSPHRASE_DISTINCT_CHARACTERS:
        raise UserError("The passphrase repeats too few characters. Four plain words will do.", "passphrase")


def check_validity(identity: Identity, signed_at: datetime) -> None:
    """Refuse to sign on a day on which the certificate is not valid: nobody would trust it. Raises UserError."""
    certificate = identity.certificate
    if not certificate.not_valid_before_utc <= signed_at <= certificate.not_valid_after_utc:
        raise UserError("This identity is not valid today. Check this PC's date, or make a new identity.")


STRONG_KEYS = "RSA keys of 3,072 bits or more and keys on the curve P-256"


def is_strong_key(key: object) -> bool:
    """Tell whether a public key is RSA of at least 3072 bits or on P-256, the only kinds accepted."""
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= RSA_BITS
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)


def subject_field(certificate: x509.Certificate, oid: ObjectIdentifier) -> str:
    """Give one field of a certificate's subject, fit for a sentence; empty where there is none.

    A certificate may come from anywhere: control and direction marks are dropped and the length is bounded.
    """
    values = [str(attribute.value) for attribute in certificate.subject.get_attributes_for_oid(oid)]
    printable = "".join(c for c in ", ".join(values) if not unicodedata.category(c).startswith("C"))
    return printable[:NAME_CHARACTERS]


def certified_words(certificates: Iterable[x509.Certificate]) -> list[str]:
    """Return whom certificates name, and who certified them: each name whole, then its parts."""
    names = [name for one in certificates for name in (one.subject, one.issuer)]
    return [name.rfc4514_string() for name in names] + [str(part.value) for name in names for part in name]


def certificate_fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, sixteen groups of four capitals."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def fingerprint_sheet(identity: Identity) -> str:
    """Give the text to print and hand over in person to those who verify this signer's returns."""
    first, last = identity.certificate.not_valid_before_utc, identity.certificate.not_valid_after_utc
    groups = identity.fingerprint.split(" ")
    rows = [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
    return "\n".join(
        [
            "Signing identity: fingerprint sheet",
            "",
            f"Name           {identity.name}",
            f"Role           {identity.role}",
            f"Organisation   {identity.organisation}",
            f"Valid          {spell_day(first)} to {spell_day(last)}",
            "",
            "Fingerprint of the certificate (SHA-256)",
            *(f"  {row}" for row in rows),
            "",
            f"Code to type when the certificate is trusted: {short_code(identity.certificate)}",
            "",
            "Hand this sheet over in person. Whoever verifies a return compares these sixteen groups",
            "with those on the screen before trusting the certificate, or types the code. The sheet is",
            "not secret; the identity file and its passphrase are.",
            "",
        ]
    )


def _subject(name: str, role: str, organisation: str) -> x509.Name:
    given = {"name": name.strip(), "role": role.strip(), "organisation": organisation.strip()}
    faults = [fault for label, text in given.items() for fault in _name_faults(label, text)]
    if faults:
        raise FaultsError("The identity was not made.", faults)
    pairs = zip((SIGNER, POST, ORGANISATION), given.values(), strict=True)
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in pairs])


def _name_faults(label: str, text: str) -> list[str]:
    if not text:
        return [f"The {label} is empty: give one."]
    if len(text) > NAME_CHARACTERS:
        return [f"The {label} is longer than {NAME_CHARACTERS} characters: shorten it."]
    if any(unicodedata.category(character).startswith("C") for character in text):
        return [f"The {label} holds a character that cannot be printed: type it again."]
    return []


def _generate_key(kind: KeyKind) -> PrivateKey:
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    return ec.generate_private_key(ec.SECP256R1())


def _self_sign(key: PrivateKey, subject: x509.Name, valid_from: datetime, years: int) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_from - timedelta(days=1))
        .not_valid_after(valid_from + timedelta(days=365.25 * years))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
