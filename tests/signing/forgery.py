"""Makes the files that a strict verification must not accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any, cast

import pikepdf
from asn1crypto import cms  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from app.signing.identity import Identity
from tests.signing.conftest import NOW, PASSPHRASE

Key = ec.EllipticCurvePrivateKey | Any
Change = Callable[[IncrementalPdfFileWriter], None]


def certify(
    key: Key,
    *,
    issuer: tuple[str, Key] | None = None,
    days: tuple[int, int] = (-1, 900),
    extensions: tuple[x509.ExtensionType, ...] = (),
    name: str = "A. Lead",
) -> Identity:
    """Make an identity with any certificate: by itself, or issued by another key under its name."""
    issuer_name, issuer_key = issuer or (name, key)
    builder = (
        x509.CertificateBuilder()
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer_name)]))
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=days[0]))
        .not_valid_after(NOW + timedelta(days=days[1]))
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=True)
    return Identity(builder.sign(issuer_key, hashes.SHA256()), _key=key)


def signing_usage(*, ca: bool = False) -> tuple[x509.ExtensionType, ...]:
    """Give the extensions of a certificate that may sign documents."""
    names = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    others = dict.fromkeys((*names, "encipher_only", "decipher_only"), False)
    usage = x509.KeyUsage(digital_signature=True, content_commitment=True, **others)
    return (usage, x509.BasicConstraints(ca=ca, path_length=None))


def sign_as_others_do(pdf: bytes, identity: Identity, change: Change | None = None, **metadata: Any) -> bytes:
    """Sign with pyHanko's own signer, which allows what ours does not; `change` slips something in first."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if change:
        change(writer)
    settings = {"field_name": "author", "md_algorithm": "sha256", "subfilter": SigSeedSubFilter.PADES}
    metadata = {**settings, "certify": metadata.get("field_name", "author") == "author", **metadata}
    signed = PdfSigner(PdfSignatureMetadata(**metadata), _simple_signer(identity)).sign_pdf(writer)
    return bytes(signed.getvalue())


def _simple_signer(identity: Identity) -> SimpleSigner:
    encryption = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    p12 = serialization.pkcs12.serialize_key_and_certificates(
        None, cast(Key, identity._key), identity.certificate, None, encryption
    )
    signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(p12, [], passphrase=PASSPHRASE.encode())
    assert signer is not None
    return signer


def _dictionary(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({generic.pdf_name(f"/{key}"): value for key, value in entries.items()})  # type: ignore[no-untyped-call]


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(generic.NumberObject(value) for value in values)  # type: ignore[no-untyped-call]


def _change_nothing(writer: IncrementalPdfFileWriter) -> None:
    writer._force_write_when_empty = True


def _change_info(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(_dictionary(Title=generic.TextStringObject("Another")))


def _change_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/CropBox")] = _numbers(0, 0, 9, 9)
    writer.update_container(page)


def _annotate(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    words = generic.TextStringObject("Approved in full")
    note = _dictionary(Subtype=generic.pdf_name("/Text"), Contents=words, Rect=_numbers(0, 0, 9, 9))
    page.setdefault(generic.pdf_name("/Annots"), generic.ArrayObject()).append(writer.add_object(note))
    writer.update_container(page)


def add_approver_field(writer: IncrementalPdfFileWriter) -> None:
    """Leave a place for the approver."""
    append_signature_field(writer, SigFieldSpec("approver"))


CHANGES: dict[str, Change] = {
    "nothing": _change_nothing,
    "info": _change_info,
    "page": _change_page,
    "annotation": _annotate,
}


def append_revision(pdf: bytes, change: Change) -> bytes:
    """Save once more without a signature, as an editor does."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


def _gap_of(pdf: bytes) -> tuple[int, int]:
    with pikepdf.open(BytesIO(pdf)) as document:
        fields = [field for field in document.Root.AcroForm.Fields if "/V" in field]
        _, first, second, _ = (int(number) for number in fields[-1].V.ByteRange)
    return first + 1, second - 1


def read_gap(pdf: bytes) -> bytes:
    """Give the bytes that the last signature itself takes, its padding included."""
    start, end = _gap_of(pdf)
    return bytes.fromhex(pdf[start:end].decode())


def rewrite_gap(pdf: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change the bytes that the last signature itself takes; their number stays."""
    start, end = _gap_of(pdf)
    return pdf[:start] + change(read_gap(pdf)).hex().upper().encode() + pdf[end:]


def add_unsigned_attribute(contents: bytes) -> bytes:
    """Smuggle words into a CMS signature where its arithmetic does not look."""
    content = cms.ContentInfo.load(contents)
    attribute = simple_cms_attribute("content_type", "data")  # type: ignore[no-untyped-call]
    content["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])
    return bytes(content.dump(force=True)).ljust(len(contents), b"\0")


def with_certificate_of(identity: Identity) -> Callable[[bytes], bytes]:
    """Give a change that lets a CMS signature carry, and name, somebody else's certificate."""

    def change(contents: bytes) -> bytes:
        content = cms.ContentInfo.load(contents)
        theirs = asn1_x509.Certificate.load(identity.certificate.public_bytes(serialization.Encoding.DER))
        named = cms.IssuerAndSerialNumber({"issuer": theirs.issuer, "serial_number": theirs.serial_number})
        content["content"]["certificates"] = [cms.CertificateChoices("certificate", theirs)]
        content["content"]["signer_infos"][0]["sid"] = cms.SignerIdentifier("issuer_and_serial_number", named)
        return bytes(content.dump(force=True)).ljust(len(contents), b"\0")

    return change


def with_script(pdf: bytes, name: bytes = b"/J#61vaScript") -> bytes:
    """Add a script that runs at opening, its name written so that a search for it finds nothing."""
    with pikepdf.open(BytesIO(pdf)) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/" + "X" * (len(name) - 1)))
        output = BytesIO()
        document.save(output)
    return output.getvalue().replace(b"/" + b"X" * (len(name) - 1), name)


def with_attachment(pdf: bytes, name: str) -> bytes:
    """Attach a file."""
    with pikepdf.open(BytesIO(pdf)) as document:
        document.attachments[name] = b"MZ"
        output = BytesIO()
        document.save(output)
    return output.getvalue()
