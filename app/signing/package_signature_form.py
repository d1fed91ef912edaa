"""The one form of a package signature: from its facts to XML in canonical form, and back.

`read_signature` takes the facts out of a signature and refuses it unless writing them down again gives the same bytes.
So nothing can be wrapped, added, repeated or left out, and no two parsers can read it differently: the facts are all
there is. Source: ECMA-376 part 2 clause 13 and 14, XML Signature 1.1, ETSI TS 101 903 (XAdES-BES), [MS-OFFCRYPTO]
2.5.2. Canonical XML 1.0 is what this text is written in, so a digest needs but the namespaces in scope put to its apex.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from app.signing.package_parts import DECLARATION, is_relations, read_xml
from app.signing.signature_report import WEAK_METHOD, InvalidFile

DSIG = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
PACKAGE_DSIG = "http://schemas.openxmlformats.org/package/2006/digital-signature"
OFFICE_DSIG = "http://schemas.microsoft.com/office/2006/digsig"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
RELATIONSHIP_TRANSFORM = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
ECDSA_BYTES = 32  # of r and of s, on P-256
METHODS = frozenset([C14N, SHA256, RSA_SHA256, ECDSA_SHA256, RELATIONSHIP_TRANSFORM])
MAX_SIGNATURE_BYTES = 4 << 20
FOREIGN = "Changed after signing, or signed by another program: the signature is not in the form that returns have."

_NAMES = {"d": DSIG, "x": XADES, "o": OFFICE_DSIG}
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_DIGEST_METHOD = f'<DigestMethod Algorithm="{SHA256}"></DigestMethod>'
_CANONICAL = f'<Transform Algorithm="{C14N}"></Transform>'
_OFFICE_DETAILS = (
    "<WindowsVersion>10.0</WindowsVersion><OfficeVersion>16.0</OfficeVersion>"
    "<ApplicationVersion>16.0</ApplicationVersion><Monitors>1</Monitors>"
    "<HorizontalResolution>1920</HorizontalResolution><VerticalResolution>1080</VerticalResolution>"
    "<ColorDepth>32</ColorDepth><SignatureProviderId>{00000000-0000-0000-0000-000000000000}</SignatureProviderId>"
    "<SignatureProviderUrl></SignatureProviderUrl><SignatureProviderDetails>9</SignatureProviderDetails>"
    "<SignatureType>1</SignatureType>"
)
"""Excel asks for these elements; their values say nothing of the PC that signed."""


@dataclass(frozen=True)
class Entry:
    """A manifest's line: a part without the first slash, its content type, SHA-256, and the relationships covered."""

    part: str
    content_type: str
    digest: bytes
    relation_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignatureFacts:
    """What a signature says. `signed_at` is in UTC to the second; the signer's certificate comes first."""

    role: str
    reason: str
    signed_at: datetime
    certificates: tuple[x509.Certificate, ...]
    entries: tuple[Entry, ...]


def write_signed_info(facts: SignatureFacts) -> bytes:
    """Write what the signature's arithmetic covers, in canonical form."""
    return _alone(_signed_info(facts), f'xmlns="{DSIG}"')


def write_signature(facts: SignatureFacts, value: bytes) -> bytes:
    """Write the signature part. `value` is RSA's octets, or r and s of 32 bytes each."""
    certificates = "".join(f"<X509Certificate>{_base64(_der(one))}</X509Certificate>" for one in facts.certificates)
    text = (
        f'<Signature xmlns="{DSIG}" Id="idPackageSignature">{_signed_info(facts)}'
        f"<SignatureValue>{_base64(value)}</SignatureValue>"
        f"<KeyInfo><X509Data>{certificates}</X509Data></KeyInfo>"
        f"{_package_object(facts)}{_office_object(facts)}"
        f'<Object><xd:QualifyingProperties xmlns:xd="{XADES}" Target="#idPackageSignature">{_signed_properties(facts)}'
        "</xd:QualifyingProperties></Object></Signature>"
    )
    return DECLARATION + text.encode()


def read_signature(content: bytes) -> tuple[SignatureFacts, bytes]:
    """Read a signature's facts and value. Raises InvalidFile, or what a parser raises on damage."""
    if len(content) > MAX_SIGNATURE_BYTES:
        raise InvalidFile(FOREIGN)
    root = read_xml(content)
    _check_methods(root)
    if len(root.findall(".//d:Manifest", _NAMES)) != 1:
        raise InvalidFile("Changed after signing: the signature does not list plainly what it covers.")
    value = base64.b64decode(_only(root, "./d:SignatureValue"))
    facts = SignatureFacts(
        role=_only(root, ".//x:ClaimedRole"),
        reason=_only(root, ".//o:SignatureComments"),
        signed_at=datetime.strptime(_only(root, ".//x:SigningTime"), _TIME).replace(tzinfo=UTC),
        certificates=tuple(_read_certificate(one) for one in root.findall(".//d:X509Certificate", _NAMES)),
        entries=read_entries(root),
    )
    _check_certificate_digests(root, facts.certificates)
    if write_signature(facts, value) != content:
        raise InvalidFile(FOREIGN)
    return facts, value


def read_entries(root: etree._Element) -> tuple[Entry, ...]:
    """Read the lines of a signature's manifest. Raises InvalidFile, or what a parser raises on damage."""
    return tuple(_read_entry(one) for one in root.findall(".//d:Manifest/d:Reference", _NAMES))


def _check_methods(root: etree._Element) -> None:
    """Say in its own words what is too weak; that nothing else is used follows from the comparison of bytes."""
    if not {one.get("Algorithm") for one in root.iterfind(".//*[@Algorithm]")} <= METHODS:
        raise InvalidFile(WEAK_METHOD)


def _check_certificate_digests(root: etree._Element, certificates: Sequence[x509.Certificate]) -> None:
    named = [one.text for one in root.iterfind(".//x:CertDigest/d:DigestValue", _NAMES)]
    if named != [_base64(hashlib.sha256(_der(one)).digest()) for one in certificates]:
        raise InvalidFile("Changed after signing: the signature names another certificate than it carries.")


def _only(root: etree._Element, path: str) -> str:
    (found,) = root.findall(path, _NAMES)
    return found.text or ""


def _read_certificate(element: etree._Element) -> x509.Certificate:
    return x509.load_der_x509_certificate(base64.b64decode(element.text or ""))


def _read_entry(reference: etree._Element) -> Entry:
    part, _, content_type = reference.get("URI", "").removeprefix("/").partition("?ContentType=")
    ids = [one.get("SourceId", "") for one in reference.iterfind(f".//{{{PACKAGE_DSIG}}}RelationshipReference")]
    if not all(re.fullmatch(r"[\w/.+-]+", text, re.ASCII) for text in (part, content_type, *ids)):
        raise InvalidFile(FOREIGN)
    return Entry(part, content_type, base64.b64decode(_only(reference, "./d:DigestValue")), tuple(ids))


def _signed_info(facts: SignatureFacts) -> str:
    is_rsa = isinstance(facts.certificates[0].public_key(), rsa.RSAPublicKey)
    here, xades = f'xmlns="{DSIG}"', f'xmlns="{DSIG}" xmlns:xd="{XADES}"'
    objects = ((_package_object, "idPackageObject"), (_office_object, "idOfficeObject"))
    references = "".join(
        f'<Reference Type="{DSIG}Object" URI="#{name}">{_digest(_alone(write(facts), here))}</Reference>'
        for write, name in objects
    )
    return (
        f'<SignedInfo><CanonicalizationMethod Algorithm="{C14N}"></CanonicalizationMethod>'
        f'<SignatureMethod Algorithm="{RSA_SHA256 if is_rsa else ECDSA_SHA256}"></SignatureMethod>{references}'
        f'<Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#idSignedProperties">'
        f"<Transforms>{_CANONICAL}</Transforms>{_digest(_alone(_signed_properties(facts), xades))}</Reference>"
        "</SignedInfo>"
    )


def _package_object(facts: SignatureFacts) -> str:
    references = "".join(_manifest_reference(entry) for entry in facts.entries)
    return (
        f'<Object Id="idPackageObject"><Manifest>{references}</Manifest>'
        f'<SignatureProperties><SignatureProperty Id="idSignatureTime" Target="#idPackageSignature">'
        f'<mdssi:SignatureTime xmlns:mdssi="{PACKAGE_DSIG}"><mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format>'
        f"<mdssi:Value>{facts.signed_at.strftime(_TIME)}</mdssi:Value></mdssi:SignatureTime>"
        "</SignatureProperty></SignatureProperties></Object>"
    )


def _manifest_reference(entry: Entry) -> str:
    sources = "".join(
        f'<mdssi:RelationshipReference xmlns:mdssi="{PACKAGE_DSIG}" SourceId="{one}"></mdssi:RelationshipReference>'
        for one in entry.relation_ids
    )
    transform = f'<Transform Algorithm="{RELATIONSHIP_TRANSFORM}">{sources}</Transform>{_CANONICAL}'
    transforms = f"<Transforms>{transform}</Transforms>" if is_relations(entry.part) else ""
    return (
        f'<Reference URI="/{entry.part}?ContentType={entry.content_type}">{transforms}{_DIGEST_METHOD}'
        f"<DigestValue>{_base64(entry.digest)}</DigestValue></Reference>"
    )


def _office_object(facts: SignatureFacts) -> str:
    return (
        '<Object Id="idOfficeObject"><SignatureProperties>'
        '<SignatureProperty Id="idOfficeV1Details" Target="#idPackageSignature">'
        f'<SignatureInfoV1 xmlns="{OFFICE_DSIG}"><SetupID></SetupID><SignatureText></SignatureText>'
        f"<SignatureImage></SignatureImage><SignatureComments>{_text(facts.reason)}</SignatureComments>"
        f"{_OFFICE_DETAILS}</SignatureInfoV1></SignatureProperty></SignatureProperties></Object>"
    )


def _signed_properties(facts: SignatureFacts) -> str:
    certificates = "".join(_certificate_reference(one) for one in facts.certificates)
    return (
        '<xd:SignedProperties Id="idSignedProperties"><xd:SignedSignatureProperties>'
        f"<xd:SigningTime>{facts.signed_at.strftime(_TIME)}</xd:SigningTime>"
        f"<xd:SigningCertificate>{certificates}</xd:SigningCertificate>"
        "<xd:SignaturePolicyIdentifier><xd:SignaturePolicyImplied></xd:SignaturePolicyImplied>"
        "</xd:SignaturePolicyIdentifier>"
        f"<xd:SignerRole><xd:ClaimedRoles><xd:ClaimedRole>{_text(facts.role)}</xd:ClaimedRole></xd:ClaimedRoles>"
        "</xd:SignerRole></xd:SignedSignatureProperties></xd:SignedProperties>"
    )


def _certificate_reference(certificate: x509.Certificate) -> str:
    return (
        f"<xd:Cert><xd:CertDigest>{_digest(_der(certificate))}</xd:CertDigest>"
        f"<xd:IssuerSerial><X509IssuerName>{_text(certificate.issuer.rfc4514_string())}</X509IssuerName>"
        f"<X509SerialNumber>{certificate.serial_number}</X509SerialNumber></xd:IssuerSerial></xd:Cert>"
    )


def _digest(content: bytes) -> str:
    return f"{_DIGEST_METHOD}<DigestValue>{_base64(hashlib.sha256(content).digest())}</DigestValue>"


def _alone(element: str, namespaces: str) -> bytes:
    """Give an element as C14N gives it when it is the apex: with the namespaces of those around it declared."""
    name = re.match(r"<[\w:]+", element)
    assert name is not None
    return f"{name[0]} {namespaces}{element[name.end() :]}".encode()


def _text(words: str) -> str:
    """Escape text for C14N; what cannot be printed is dropped."""
    return escape("".join(character for character in words if not unicodedata.category(character).startswith("C")))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
