"""Makes the workbooks that a strict verification must not accept, each in the fixed form of archive where it can be."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from lxml import etree

from app.signing.identity import Identity
from app.signing.package_archive import CONTENT_TYPES, read_archive, write_archive
from app.signing.package_parts import DECLARATION
from app.signing.package_signature_form import DSIG
from app.signing.signed_package import FOLDER

SIGNATURE = f"{FOLDER}sig1.xml"
NAMES = {"d": DSIG, "x": "http://uri.etsi.org/01903/v1.3.2#"}
OVERRIDE = '<Override ContentType="{kind}" PartName="/{name}"></Override>'
Change = Callable[[bytes], bytes]


def parts_of(package: bytes) -> dict[str, bytes]:
    """Unpack a signed workbook."""
    return read_archive(package)


def with_parts(package: bytes, changed: Mapping[str, bytes | Change | None]) -> bytes:
    """Put parts in, change them, or take them out where None is given; the archive is whole again afterwards."""
    parts = parts_of(package)
    for name, change in changed.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
    return write_archive(parts)


def replaced(old: str, new: str, count: int = 1) -> Change:
    """Give a change that puts one text in another's place, and sees that it was there."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), count)

    return change


def with_injected(package: bytes, name: str, kind: str, content: bytes = b"<x/>") -> bytes:
    """Add a part, declared with a content type, in the form in which content types are written."""
    override = OVERRIDE.format(kind=kind, name=name)
    types = parts_of(package)[CONTENT_TYPES].decode()
    head, *overrides = types.removesuffix("</Types>").split("<Override")
    kept = sorted([*(f"<Override{one}" for one in overrides), override], key=lambda one: one.partition("PartName=")[2])
    return with_parts(package, {name: content, CONTENT_TYPES: f"{head}{''.join(kept)}</Types>".encode()})


def sealed_again(xml: bytes, identity: Identity, digest: str = "sha256", method: str | None = None) -> bytes:
    """Sign changed XML anew as any XML signer would: digests of what the references name, then the value.

    Canonical forms are lxml's, of each subtree parsed by itself. `digest` and `method` ("hmac") may be too weak.
    """
    root = etree.fromstring(xml)
    (info,) = root.findall("d:SignedInfo", NAMES)
    for reference in info.findall("d:Reference", NAMES):
        (target,) = root.findall(f".//*[@Id='{reference.get('URI', '').removeprefix('#')}']")
        value = reference.find("d:DigestValue", NAMES)
        assert value is not None
        value.text = _base64(hashlib.new(digest, canonical(target)).digest())
    (value,) = root.findall("d:SignatureValue", NAMES)
    signed = canonical(info)
    key = b"a key that everybody knows"
    value.text = _base64(
        hmac.new(key, signed, "sha256").digest() if method == "hmac" else _sign(identity, signed, digest)
    )
    return DECLARATION + canonical(root)


def canonical(element: etree._Element) -> bytes:
    """Give Canonical XML 1.0 of a subtree. lxml would add an empty xmlns to one that is part of a larger tree."""
    return etree.tostring(etree.fromstring(etree.tostring(element, with_tail=False)), method="c14n")


def _sign(identity: Identity, content: bytes, digest: str) -> bytes:
    algorithm = hashes.SHA1() if digest == "sha1" else hashes.SHA256()
    if isinstance(identity._key, rsa.RSAPrivateKey):
        return identity._key.sign(content, padding.PKCS1v15(), algorithm)
    assert isinstance(identity._key, ec.EllipticCurvePrivateKey)
    r, s = decode_dss_signature(identity._key.sign(content, ec.ECDSA(algorithm)))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
