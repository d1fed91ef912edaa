"""Content that one identity signed whole, with its certificate beside it: lists of signers, catalogue packs."""

from __future__ import annotations

import base64

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pydantic import BaseModel, ConfigDict

from app.signing.identity import Identity
from app.signing.signature_report import InvalidFile
from app.signing.signer_trust import check_key


class Envelope(BaseModel):
    """The content as text, the certificate in PEM, the signature in base 64."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    content: str
    certificate: str
    signature: str


def seal_envelope(content: str, purpose: bytes, identity: Identity) -> bytes:
    """Sign content for a purpose: it stands before what is signed, so that no signature passes for another kind's."""
    signature = base64.b64encode(identity.sign(purpose + content.encode())).decode("ascii")
    envelope = Envelope(content=content, certificate=identity.certificate_pem().decode("ascii"), signature=signature)
    return envelope.model_dump_json(indent=1).encode() + b"\n"


def open_envelope(file: bytes, purpose: bytes, changed: str) -> tuple[str, x509.Certificate]:
    """Return the content and the certificate that signed it; whose that is, is for the reader to judge.

    Raises ValueError where it is no envelope, InvalidFile with the sentence `changed` where the signature is not of
    this content, or where the key is too weak.
    """
    envelope = Envelope.model_validate_json(file)
    certificate = x509.load_pem_x509_certificate(envelope.certificate.encode())
    check_key(certificate)
    signature, content = base64.b64decode(envelope.signature, validate=True), purpose + envelope.content.encode()
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise InvalidFile(changed) from None
    return envelope.content, certificate
