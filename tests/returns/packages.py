"""Rewrites XLSX packages and PDFs as somebody with ill intent might."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import pikepdf

ITEM = "customXml/item1.xml"


def repack(
    package: bytes, changes: Mapping[str, bytes | None] | None = None, *, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return the package with parts replaced, added, or for None left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w", method) as result:
        parts: dict[str, bytes | None] = {name: source.read(name) for name in source.namelist()}
        for name, content in {**parts, **(changes or {})}.items():
            if content is not None:
                result.writestr(name, content)
    return target.getvalue()


def append_part(package: bytes, name: str, content: bytes) -> bytes:
    """Return the package with one more part, its name taken as it is, even if there is one of that name."""
    target = io.BytesIO(package)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as result:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        result.writestr(info, content)
    return target.getvalue()


def set_flags(package: bytes, flags: int) -> bytes:
    """Return the package whose central directory says that every part has these flags."""
    changed = bytearray(package)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", changed, at + 8, flags)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def edit_pdf(pdf: bytes, edit: Callable[[pikepdf.Pdf], None], encryption: pikepdf.Encryption | bool = False) -> bytes:
    """Return the PDF after an edit."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        edit(document)
        document.save(target, encryption=encryption)
    return target.getvalue()


def leave(document: pikepdf.Pdf) -> None:
    """Edit nothing."""
