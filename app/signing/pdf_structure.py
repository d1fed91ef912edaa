"""Checks a PDF's structure for what a signature alone does not show. Foreign bytes: any parser may raise anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath

import pikepdf

from app.signing.signature_report import CUT_SHORT, InvalidFile

ACTIVE_NAMES = frozenset(
    "/" + name
    for name in (
        "AA", "FileAttachment", "GoToE", "GoToR", "ImportData", "JS", "JavaScript", "Launch", "Movie", "Rendition",
        "RichMedia", "Sound", "SubmitForm", "XFA",
    )
)  # fmt: skip
ATTACHMENT_SUFFIXES = (".json",)
MOST_PIXELS = 16_000_000
DEEPEST = 64
"""Arrays and dictionaries within one another; a return has a handful."""
_ACTIVE_PATTERN = re.compile(rb"(?:" + b"|".join(re.escape(name.encode()) for name in sorted(ACTIVE_NAMES)) + rb")\b")
"""Screens by the normalised text, where /J#61vaScript reads plainly: walking takes ten times as long."""
_BRACKETS = re.compile(rb"\[|<<|\]|>>")
_STRINGS = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
END_OF_FILE = re.compile(rb"%%EOF\r?\n?\Z")


def check_ends(pdf: bytes) -> None:
    """Refuse a file that does not begin as a PDF and end as one. Raises InvalidFile."""
    if not pdf.startswith(b"%PDF-"):
        raise InvalidFile("This is not a PDF return, or its beginning is lost.")
    if not END_OF_FILE.search(pdf[-16:]):
        raise InvalidFile(CUT_SHORT)


def check_content(pdf: bytes) -> None:
    """Refuse a file that readers may read in two ways or that holds anything active.

    Raises InvalidFile, or whatever the parser raises on damage.
    """
    with pikepdf.open(BytesIO(pdf), attempt_recovery=False, suppress_warnings=True) as document:
        _check_objects(document)
        _check_attachments(document)
        if document.get_warnings():
            raise InvalidFile("This PDF is damaged, or made to be read in more than one way.")


def check_gap(pdf: bytes, byte_range: list[int], contents: bytes) -> None:
    """Refuse a signature whose uncovered gap is anything but its own value in hexadecimal, in capitals.

    `byte_range` is offset and length of the two signed stretches, `contents` the value with its padding.
    """
    start, first, second, _ = byte_range
    if start != 0 or pdf[first:second] != b"<" + contents.hex().upper().encode() + b">":
        raise InvalidFile("Changed after signing: the signature leaves out more than itself.")


def _check_objects(document: pikepdf.Pdf) -> None:
    for item in document.objects:
        if not isinstance(item, pikepdf.Object):
            continue  # null, or a number that stands alone
        is_stream = isinstance(item, pikepdf.Stream)
        if is_stream and _is_huge_picture(item):
            raise InvalidFile("This PDF holds a picture larger than any return does. Do not open it elsewhere.")
        text = b"" if is_stream else item.unparse(resolved=True)
        if _is_nested_deep(text):
            raise InvalidFile("This PDF is nested far deeper than any return. Do not open it elsewhere.")
        may_be_active = is_stream or _ACTIVE_PATTERN.search(text) is not None
        if may_be_active and any(name in ACTIVE_NAMES for name in _names(item, is_top=True)):
            raise InvalidFile("This PDF holds a script or an action; a return never does. Do not open it elsewhere.")


def _is_huge_picture(stream: pikepdf.Object) -> bool:
    if stream.get("/Subtype") != pikepdf.Name.Image:
        return False
    return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS


def _is_nested_deep(text: bytes) -> bool:
    """Tell whether arrays and dictionaries of one object stand in one another further than any reader of ours goes."""
    if text.count(b"[") + text.count(b"<<") <= DEEPEST:
        return False
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", text)):
        depth += 1 if bracket in (b"[", b"<<") else -1
        if depth > DEEPEST:
            return True
    return False


def _check_attachments(document: pikepdf.Pdf) -> None:
    for name, attachment in document.attachments.items():
        if any(PurePath(one).suffix.lower() not in ATTACHMENT_SUFFIXES for one in (name, attachment.filename)):
            raise InvalidFile("This PDF carries a file that no return carries. Do not open it elsewhere.")


def _names(item: object, *, is_top: bool = False) -> Iterator[str]:
    """Give every name and key inside one object, without following references to others."""
    if isinstance(item, pikepdf.Name):
        yield str(item)
    if not isinstance(item, pikepdf.Object) or (item.is_indirect and not is_top):
        return
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in item.items():
            yield key
            yield from _names(value)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from _names(value)
