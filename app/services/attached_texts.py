"""What attached PDF and Office files say, read in the limited child, to be searched for copies of sealed words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from app.domain.errors import UserError
from app.services.sandbox import Limits, run_limited

_LIMITS = Limits(max_input=512 << 20, max_output=32 << 20)
_MOST_PARTS, _MOST_PART = 2_000, 64 << 20
_PARTS = (".xml", ".rels", ".txt", ".htm", ".html")
_BREAKS = frozenset({"p", "h", "si", "is", "c", "row", "tab", "br", "cr", "s", "title", "comment"})
"""Local names of elements of OOXML and OpenDocument after which a word ends; runs inside a word end none."""


def read_attached(content: bytes) -> str | None:
    """Return what a PDF or an Office file says; None where it is neither, has no text, or cannot be read."""
    if not content.startswith((b"%PDF-", b"PK\x03\x04")):
        return None
    try:
        said = run_limited("read_attached", content, limits=_LIMITS).get("text")
    except UserError:
        return None
    return said if isinstance(said, str) and said.strip() else None


def describe_attached(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Do the child's part: the text of every page, or of every part."""
    read = _pages if content.startswith(b"%PDF-") else _parts
    try:
        return {"text": "\n".join(read(content))}
    except Exception:  # noqa: BLE001  # any library's error on foreign bytes means the same: it cannot be searched
        return {"text": None}


def _pages(content: bytes) -> Iterator[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            yield page.get_textpage().get_text_range()


def _parts(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        if len(entries) > _MOST_PARTS or any(entry.file_size > _MOST_PART for entry in entries):
            return
        for entry in entries:
            if PurePosixPath(entry.filename).suffix.lower() in _PARTS:
                yield _words(package.read(entry))


def _words(part: bytes) -> str:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(part, parser)
    return "" if root is None else "".join(_said(root))


def _said(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _said(child)
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _BREAKS:
            yield " "
        yield child.tail or ""
