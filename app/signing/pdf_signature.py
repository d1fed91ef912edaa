"""Signs a PDF (PAdES B-B): the first signature certifies the document, a later one approves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import cms  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject, parse_pdf_date, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.attributes import CMSAlgorithmProtectionProvider, SigningCertificateV2Provider
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.validation.pdf_embedded import read_certification_data
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.domain.errors import UserError
from app.signing.identity import Identity, check_validity
from app.signing.offline import complete
from app.signing.pdf_panel import fill_panel, has_fonts

DIGEST = "sha256"
ROOM_BESIDE_CERTIFICATES = 4096  # bytes of CMS for attributes and signature; RSA-3072 needs some 900


def sign_pdf(
    pdf: bytes,
    identity: Identity,
    *,
    role: str,
    reason: str,
    location: str,
    signed_at: datetime,
    fields: Sequence[str] = (),
) -> bytes:
    """Add a signature in one further revision, every byte before it kept.

    `role` names the signature field. The first signature certifies (DocMDP): nothing but the empty signature fields
    may be filled afterwards, nothing at all where none is left. `fields` names those that must exist before that;
    absent ones are made, invisible. `signed_at` is aware. Source: ETSI EN 319 142-1 (PAdES B-B), ISO 32000-1 12.8.
    Raises UserError when the identity is not valid on that day or the document takes no such signature.
    """
    check_validity(identity, signed_at)
    try:
        writer = _FaithfulWriter(BytesIO(pdf))
        is_first = _is_unsigned(writer)
        if is_first:
            _make_fields(writer, dict.fromkeys([role, *fields]))
        _check_field(writer, role)
        writer.register_extension(ESIC_EXTENSION_1)
        permission = _permission(writer, role) if is_first else None
        placeholder = _placeholder(identity, reason, location, signed_at)
        return _embed(writer, identity, role, placeholder, permission)
    except PdfError:
        raise UserError("This PDF is damaged or not one that can be signed here. Export the return again.") from None


class _FaithfulWriter(IncrementalPdfFileWriter):
    """Leaves XMP and /Info as they are: rewriting them would break PDF/A and the certification."""

    def _update_meta(self) -> None:
        """Keep the metadata of the revision before."""


class _IdentitySigner(Signer):
    """Signs with an identity's own parsed key: pyHanko's SimpleSigner parses and re-validates it each time."""

    def __init__(self, identity: Identity) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        for certificate in identity.chain:
            registry.register(_to_asn1(certificate))
        super().__init__(signing_cert=_to_asn1(identity.certificate), cert_registry=registry)
        self._identity = identity

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._identity.sign(data)

    async def unsigned_attrs(self, *_: object, **__: object) -> None:
        """Add none: what a signature does not cover does not travel in a return."""

    def sign_digest(self, digest: bytes) -> cms.ContentInfo:
        """Wrap a document's digest in a CMS signature with the attributes that PAdES B-B asks for."""
        providers = (
            SigningCertificateV2Provider(signing_cert=self.signing_cert),
            CMSAlgorithmProtectionProvider(DIGEST, self.get_signature_mechanism_for_digest(DIGEST)),
        )
        plain = (("content_type", "data"), ("message_digest", digest))
        attributes = cms.CMSAttributes(
            [
                *(simple_cms_attribute(kind, value) for kind, value in plain),  # type: ignore[no-untyped-call]
                *(complete(provider.get_attribute()) for provider in providers),
            ]
        )
        return complete(self.async_sign_prescribed_attributes(DIGEST, attributes))


def _to_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _is_unsigned(writer: IncrementalPdfFileWriter) -> bool:
    return not any(True for _ in enumerate_sig_fields(writer, filled_status=True))


def _empty_fields(writer: IncrementalPdfFileWriter) -> list[str]:
    return [name for name, _, _ in enumerate_sig_fields(writer, filled_status=False)]


def _make_fields(writer: IncrementalPdfFileWriter, names: Sequence[str] | dict[str, None]) -> None:
    present = _empty_fields(writer)
    for name in names:
        if name not in present:
            append_signature_field(writer, SigFieldSpec(name))


def _check_field(writer: IncrementalPdfFileWriter, role: str) -> None:
    if role not in _empty_fields(writer):
        raise UserError(f"This document has no empty place for the signature of its {role}.")
    certification = read_certification_data(writer.prev)
    if certification is not None and certification.permission == MDPPerm.NO_CHANGES:
        raise UserError("This document was certified as complete and takes no further signature.")


def _permission(writer: IncrementalPdfFileWriter, role: str) -> MDPPerm:
    """Permit the filling of signature fields only where one will be left."""
    return MDPPerm.NO_CHANGES if _empty_fields(writer) == [role] else MDPPerm.FILL_FORMS


def _placeholder(identity: Identity, reason: str, location: str, signed_at: datetime) -> SignatureObject:
    certificates = (identity.certificate, *identity.chain)
    room = ROOM_BESIDE_CERTIFICATES + sum(len(one.public_bytes(Encoding.DER)) for one in certificates)
    return SignatureObject(
        timestamp=signed_at,
        subfilter=SigSeedSubFilter.PADES,
        name=identity.name,
        location=location,
        reason=reason,
        bytes_reserved=2 * room,  # written in hexadecimal
    )


def _embed(
    writer: IncrementalPdfFileWriter,
    identity: Identity,
    role: str,
    placeholder: SignatureObject,
    permission: MDPPerm | None,
) -> bytes:
    """Run pyHanko's embedding protocol: field, dictionary, digest over the byte range, CMS into the gap."""
    steps = PdfCMSEmbedder().write_cms(role, writer, existing_fields_only=True)
    field = next(steps).get_object()
    if permission is None:
        _fill_panel(writer, field, identity, placeholder)
    certification = SigMDPSetup(md_algorithm=DIGEST, certify=permission is not None, docmdp_perms=permission)
    steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=certification))
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
    steps.send(_IdentitySigner(identity).sign_digest(prepared.document_digest))
    return bytes(output.getvalue())


def _fill_panel(
    writer: IncrementalPdfFileWriter, field: DictionaryObject, identity: Identity, placeholder: SignatureObject
) -> None:
    """Show who approved, and when, where the form has left a place with fonts for it."""
    empty = field["/AP"]["/N"] if "/AP" in field else None
    if isinstance(empty, StreamObject) and has_fonts(empty):
        panel = fill_panel(empty, identity.certificate, parse_pdf_date(placeholder["/M"]))
        field[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): writer.add_object(panel)})  # type: ignore[no-untyped-call]
