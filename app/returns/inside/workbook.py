"""Everything readable in a workbook: each part, its name, and what stands between the parts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from app.returns.inside.binary import as_text, is_binary, sentences_in
from app.returns.inside.found import Contents, Found, Kind
from app.returns.inside.xml import xml_texts
from app.returns.package_checks import MAX_UNPACKED, open_package, read_part

_PLACES = (
    (re.compile(r"xl/worksheets/sheet([0-9]{1,3})\.xml"), "sheet {}"),
    (re.compile(r"xl/tables/table([0-9]{1,3})\.xml"), "table {}"),
    (re.compile(r"xl/comments/?(?:comment)?([0-9]{1,3})\.xml"), "the comments of sheet {}"),
    (re.compile(r"xl/workbook\.xml"), "the workbook's names"),
    (re.compile(r"xl/sharedStrings\.xml"), "the shared texts"),
    (re.compile(r"xl/styles\.xml"), "the styles"),
    (re.compile(r"xl/theme/theme[0-9]\.xml"), "the theme"),
    (re.compile(r"docProps/core\.xml"), "the properties"),
    (re.compile(r"docProps/app\.xml"), "the program's properties"),
    (re.compile(r"docProps/custom\.xml"), "the custom properties"),
    (re.compile(r"customXml/item[0-9]+\.xml"), "the custom XML"),
    (re.compile(r"_xmlsignatures/sig([0-9]{1,2})\.xml"), "signature {}"),
    (re.compile(r"\[Content_Types\]\.xml|.+\.rels"), "the package's relations"),
)
_LOCAL_HEADER = 30
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")


def read_workbook(content: bytes, payload: bytes) -> Contents:
    """Return all texts of a workbook. A part that holds `payload` is only told as that. Raises BadFile."""
    with open_package(content) as package:
        texts = [*_around_parts(package, content)]
        for number, name in enumerate(package.namelist(), 1):
            texts += _part(read_part(package, name, MAX_UNPACKED), _place(name, number), payload)
        return Contents(tuple(texts), len(package.namelist()), 1)


def _place(name: str, number: int) -> str:
    for pattern, words in _PLACES:
        if match := pattern.fullmatch(name):
            return words.format(*match.groups())
    return f"part {number}"


def _part(content: bytes, place: str, payload: bytes) -> Iterator[Found]:
    if _XML.match(content):
        yield from xml_texts(content, place, payload)
        yield Found(place, as_text(content), Kind.CODE)
    elif is_binary(content):
        yield from (Found(place, text) for text in sentences_in(content))
    elif content.strip():
        yield Found(place, as_text(content))


def _around_parts(package: zipfile.ZipFile, content: bytes) -> Iterator[Found]:
    """Yield the names of the parts, and what a zip archive can hold beside them."""
    for name in package.namelist():
        yield Found("the names of the parts", name)
    asides = [package.comment, *(aside for part in package.infolist() for aside in (part.comment, part.extra))]
    for aside in (*asides, *_gaps(package, content)):
        if aside.strip(b"\0"):
            yield Found("between the parts", as_text(aside))


def _gaps(package: zipfile.ZipFile, content: bytes) -> Iterator[bytes]:
    at = 0
    for part in sorted(package.infolist(), key=lambda part: part.header_offset):
        yield content[at : part.header_offset]
        lengths = content[part.header_offset + 26 : part.header_offset + _LOCAL_HEADER]
        names = int.from_bytes(lengths[:2], "little"), int.from_bytes(lengths[2:], "little")
        data = part.header_offset + _LOCAL_HEADER + names[0]
        yield content[data : data + names[1]]
        at = data + names[1] + part.compress_size
    yield content[at : package.start_dir]
