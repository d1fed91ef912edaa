"""What attached files say: searched for copies of sealed words, and for the markings that they bear.

PDF and Office files are read in the limited child.
"""

from __future__ import annotations

import codecs
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
_BREAKS = {
    **dict.fromkeys(("p", "h", "row", "br", "cr", "title", "comment"), "\n"),
    **dict.fromkeys(("si", "is", "c", "tab"), "\t"),
    "s": " ",
}
"""What ends a word, by the local name of the OOXML or OpenDocument element before it; runs inside a word end none."""
_PAGE = "\f"
_EDGE_LINES, _EDGE_LINE = 6, 200


def read_attached(content: bytes) -> str | None:
    """Return what a PDF or an Office file says, by pages or parts between form feeds.

    None where it is neither, has no text, or cannot be read.
    """
    if not content.startswith((b"%PDF-", b"PK\x03\x04")):
        return None
    try:
        said = run_limited("read_attached", content, limits=_LIMITS).get("text")
    except UserError:
        return None
    return said if isinstance(said, str) and said.strip() else None


def read_edges(content: bytes) -> str:
    """Return the lines at the head and foot of each page or part, where a document bears its marking.

    What stands between is prose, which speaks of markings too. Empty where there is no text that can be read.
    """
    said = _as_text(content) or read_attached(content) or ""
    pages = (page.strip().splitlines() for page in said.split(_PAGE))
    edges = ("\n".join(line[:_EDGE_LINE] for line in page[:_EDGE_LINES] + page[-_EDGE_LINES:]) for page in pages)
    return "\n\n".join(dict.fromkeys(edges))


def _as_text(content: bytes) -> str | None:
    """Return a plain text file's text; None for any other."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content or content.startswith(b"%PDF-"):
        return None
    return content.decode("utf-8-sig", errors="replace")


def describe_attached(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Do the child's part: the text of every page, or of every part."""
    read = _pages if content.startswith(b"%PDF-") else _parts
    try:
        return {"text": _PAGE.join(read(content))}
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
        yield _BREAKS.get(child.tag.rpartition("}")[2], "") if isinstance(child.tag, str) else ""
        yield child.tail or ""
