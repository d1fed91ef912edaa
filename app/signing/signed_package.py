"""A package with its signatures: what each signature must cover, and the parts in which signatures travel."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import takewhile

from app.signing.package_archive import CONTENT_TYPES, read_archive, write_archive
from app.signing.package_parts import (
    CORE_PROPERTIES,
    DECLARATION,
    ROOT_RELATIONS,
    Package,
    Relation,
    read_package,
    write_content_types,
    write_relations,
)
from app.signing.package_signature_form import Entry
from app.signing.signature_report import NOT_SIGNED, InvalidFile

FOLDER = "_xmlsignatures/"
FIRST_SIGNATURE = f"{FOLDER}sig1.xml"
ORIGIN = f"{FOLDER}origin.sigs"
ORIGIN_RELATIONS = f"{FOLDER}_rels/origin.sigs.rels"
ORIGIN_TYPE = "application/vnd.openxmlformats-package.digital-signature-origin"
SIGNATURE_TYPE = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
MAX_SIGNATURES = 9
_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
_TO_ORIGIN = Relation("rIdSignatures", ORIGIN, f"{_KIND}/origin")


@dataclass(frozen=True)
class SignedPackage:
    """A package's content and the XML of its signatures, the first signed first."""

    content: Package
    signatures: tuple[bytes, ...] = ()

    def entries(self, number: int) -> tuple[Entry, ...]:
        """Give what signature `number`, from 0, covers: all but the core properties, and the signatures before it."""
        content = self.content
        parts = [Entry(name, content.types[name], _sha256(part)) for name, part in content.parts.items()]
        links = [
            Entry(name, content.types[name], _sha256(write_relations(found)), tuple(one.id for one in found))
            for name, found in content.relations.items()
        ]
        earlier = [Entry(_name(at), SIGNATURE_TYPE, _sha256(xml)) for at, xml in enumerate(self.signatures[:number])]
        covered = (entry for entry in (*parts, *links, *earlier) if entry.part != CORE_PROPERTIES)
        return tuple(sorted(covered, key=lambda entry: entry.part))

    def with_signature(self, xml: bytes) -> SignedPackage:
        """Add a signature after those that are there."""
        return replace(self, signatures=(*self.signatures, xml))

    def to_bytes(self) -> bytes:
        """Pack it all."""
        return write_archive(_all_parts(self))


def read_signed_package(package: bytes) -> SignedPackage:
    """Read a signed package strictly: only one that `SignedPackage.to_bytes` may have written is not refused.

    No signature is verified here. Raises InvalidFile, or what a parser raises on damage.
    """
    parts = read_archive(package)
    signatures = tuple(parts[name] for name in takewhile(parts.__contains__, map(_name, range(MAX_SIGNATURES))))
    if not signatures:
        raise InvalidFile(NOT_SIGNED)
    signed = SignedPackage(read_package(parts, leaving_out=FOLDER), signatures)
    expected = _all_parts(signed)
    if unknown := parts.keys() - expected.keys():
        raise InvalidFile(f"Added after signing: {'a part' if len(unknown) == 1 else 'parts'} among the signatures.")
    if parts != expected:
        raise InvalidFile("Changed after signing: the workbook's parts are joined or described otherwise.")
    return signed


def has_signature(package: bytes) -> bool:
    """Tell whether a package has anything where signatures stand; names are never packed."""
    return FOLDER.encode() in package


def _all_parts(signed: SignedPackage) -> dict[str, bytes]:
    content = signed.content
    names = [_name(at) for at in range(len(signed.signatures))]
    relations = {name: list(found) for name, found in content.relations.items()}
    types = dict(content.types)
    parts = dict(content.parts)
    if names:
        relations[ROOT_RELATIONS] = [*relations[ROOT_RELATIONS], _TO_ORIGIN]
        relations[ORIGIN_RELATIONS] = [
            Relation(f"rId{at}", name.removeprefix(FOLDER), f"{_KIND}/signature") for at, name in enumerate(names, 1)
        ]
        parts |= {ORIGIN: b"", **dict(zip(names, signed.signatures, strict=True))}
        types |= {ORIGIN: ORIGIN_TYPE, **dict.fromkeys(names, SIGNATURE_TYPE)}
    parts |= {name: DECLARATION + write_relations(found) for name, found in relations.items()}
    return {**parts, CONTENT_TYPES: write_content_types(types)}


def _name(at: int) -> str:
    return f"{FOLDER}sig{at + 1}.xml"


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
