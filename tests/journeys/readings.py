"""Reads everything that finished files say, by other means than the program's own, and looks for texts in it.

A text is packed: small letters and digits alone, so that no way of writing, setting or escaping hides it.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf

_RUN = 5
_LAYOUT = re.compile(r"[^a-z0-9]+")
_TAG = re.compile(r"<[^>]*>")
_END = b"%%EOF"


def pack(text: str) -> str:
    """Return a text's letters and digits alone, in small letters without accents."""
    return _LAYOUT.sub("", unicodedata.normalize("NFKD", text).lower())


def pieces_of(texts: Iterable[str]) -> set[str]:
    """Return what to look for, packed: every five words running, and shorter texts whole."""
    found = set()
    for text in texts:
        words = text.split()
        found |= {pack(" ".join(words[at : at + _RUN])) for at in range(max(1, len(words) - _RUN + 1))}
    return found


def pieces_in(pieces: Iterable[str], readings: Iterable[str]) -> list[str]:
    """Return those pieces that stand in one of the readings, each packed."""
    packed = "|".join(pack(reading) for reading in readings)
    return [piece for piece in pieces if piece in packed]


def read_everything(content: bytes, programs: tuple[str, str] | None) -> Iterator[str]:
    """Yield all that a PDF or a workbook says; `programs` are pdftotext and qpdf, where they are to be asked too."""
    yield from _in_bytes(content)
    if content.startswith(b"%PDF-"):
        yield from _in_pdf(content, programs)
    else:
        yield from _in_package(content)


def _in_bytes(content: bytes) -> Iterator[str]:
    """Yield bytes as text: single, and as UTF-16 from either beginning."""
    yield content.decode("latin-1")
    for encoding in ("utf-16-be", "utf-16-le"):
        for start in (0, 1):
            yield content[start:].decode(encoding, "ignore")


def _in_package(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield package.comment.decode("latin-1")
        for part in package.infolist():
            yield f"{part.filename} {part.extra!r} {part.comment!r}"
            text = package.read(part).decode("utf-8", "replace")
            yield text
            yield _TAG.sub("", text)


def _in_pdf(content: bytes, programs: tuple[str, str] | None) -> Iterator[str]:
    for found in re.finditer(rb"stream\r?\n", content):  # those that nothing points to, too
        yield from _inflated(content[found.end() :])
    for revision in _revisions(content):
        with pikepdf.open(io.BytesIO(revision)) as opened:
            yield from (text for thing in opened.objects for text in _in_object(thing))
        if programs:
            text, qpdf = programs
            yield from _run(revision, (text, "{}", "-"), (qpdf, "--qdf", "{}", "-"))


def _revisions(content: bytes) -> Iterator[bytes]:
    ends = [found.end() for found in re.finditer(re.escape(_END), content)]
    yield from (content[:end] for end in ends)


def _inflated(content: bytes) -> Iterator[str]:
    try:
        yield zlib.decompressobj().decompress(content).decode("latin-1")
    except zlib.error:
        return


def _in_object(thing: pikepdf.Object) -> Iterator[str]:
    """Yield an object's names and strings, decoded, and its stream; references are not followed."""
    if isinstance(thing, pikepdf.Stream):
        yield from _in_bytes(thing.read_bytes())
    inner: Iterable[object] = ()
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from thing.keys()
        inner = (value for _, value in thing.items())
    elif isinstance(thing, pikepdf.Array):
        inner = iter(thing)
    elif isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _in_object(value)


def _run(content: bytes, *commands: tuple[str, ...]) -> Iterator[str]:
    """Yield what programs say of a file; qpdf takes none from standard input."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "revision.pdf")
        path.write_bytes(content)
        for program, *arguments in commands:
            filled = [argument.format(path) for argument in arguments]
            done = subprocess.run([program, *filled], capture_output=True, check=True)
            yield done.stdout.decode("utf-8", "replace")
