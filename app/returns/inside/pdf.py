"""Everything readable in a PDF: pages as drawn, strings and names of every object, streams, of every revision.

A revision is read as a reader of its day saw it. What no revision uses (streams, words between the objects) follows,
so that nothing is out of sight because it was replaced or taken out later.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

import pikepdf

from app.domain.errors import BadFile
from app.returns.inside.binary import as_text, is_binary, sentences_in
from app.returns.inside.found import Contents, Found, Kind
from app.returns.inside.pdf_pages import FontMap, drawn_texts, read_font
from app.returns.inside.pdf_places import places_in
from app.returns.inside.pdf_syntax import comments_in, has_strings, names_in, read_string, texts_in
from app.returns.inside.xml import xml_texts

_END = re.compile(rb"%%EOF[ \t]*(?:\r\n|\r|\n)?")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
Number = tuple[int, int]
"""An object's number and generation."""

_APART = ("/Catalog", "/Sig", "/Annot")
_NUMBER = re.compile(rb"\b([0-9]+) ([0-9]+) obj\b")
_OBJECT = re.compile(rb"\b[0-9]+ [0-9]+ obj\b(.*?)endobj", re.DOTALL)
_CODES = re.compile(rb"<[0-9A-Fa-f\s]*>|[0-9]+ beginbf\w+|endbf\w+")
_DIGEST_BYTES = 16
_MOST_REVISIONS = 32
_MOST_UNPACKED = 64 * 1024 * 1024
_DAMAGED = "This PDF is damaged, or not one that this program made. It was not read."
_LEFT_OVER = "what no page uses"


def read_pdf(content: bytes, payload: bytes) -> Contents:
    """Return all texts of a PDF. A stream that equals `payload` is only told as that. Raises BadFile."""
    ends = [match.end() for match in _END.finditer(content)]
    if not ends or len(ends) > _MOST_REVISIONS:
        raise BadFile(_DAMAGED)
    reader = _PdfReader(payload)
    texts: list[Found] = []
    try:
        for start, end in pairwise((0, *ends)):
            with pikepdf.open(io.BytesIO(content[:end]), attempt_recovery=False, suppress_warnings=True) as pdf:
                texts += reader.revision(pdf, _numbers_in(content[start:end]) if start else None)
        texts += reader.left_over(content)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        raise BadFile(_DAMAGED) from None
    return Contents(tuple(texts), reader.streams, len(ends))


class _PdfReader:
    """Reads revision after revision, each object once for as long as it stays the same."""

    def __init__(self, payload: bytes) -> None:
        self._payload = payload
        self._objects: set[tuple[object, ...]] = set()
        self._raw: set[bytes] = set()
        self._syntaxes: set[bytes] = set()
        self._names: dict[str, set[bytes]] = {}
        """Names by place: the same ones stand in thousands of objects."""
        self._said: set[str] = set()
        self._opaque = {read_string(hashlib.md5(payload, usedforsecurity=False).digest())}
        """Strings that are arithmetic: the payload's checksum (ISO 32000-1, 7.11.4.1), the file's identifiers."""

    @property
    def streams(self) -> int:
        """How many different streams were read."""
        return len(self._raw)

    def revision(self, pdf: pikepdf.Pdf, changed: Collection[Number] | None) -> Iterator[Found]:
        """Yield what is new in a revision: in the objects of these numbers, or for None in all."""
        self._opaque.update(_identifiers(pdf))
        places = places_in(pdf)
        fonts = _Fonts(pdf)
        objects = pdf.objects if changed is None else [pdf.get_object(number) for number in changed]
        if changed is None or not all(map(_leaves_pages, objects)):
            for page, stream in places.contents:
                yield from self._page(page, stream, places.of(page), fonts)
        for each in objects:
            if isinstance(each, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream | pikepdf.String):
                yield from self._object(each, places.of(each), fonts, is_drawn=places.is_drawn(each))

    def _page(self, page: pikepdf.Object, stream: pikepdf.Object, place: str, fonts: _Fonts) -> Iterator[Found]:
        named = fonts.of(page.get("/Resources"))
        content = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
        key = (content, *(f"{name}{hash(frozenset(font.codes.items()))}" for name, font in sorted(named.items())))
        if self._is_new(*key):
            for text in drawn_texts(pikepdf.Page(page) if not content else stream, named):
                yield Found(place, text, Kind.FLOWING)

    def _object(self, each: pikepdf.Object, place: str, fonts: _Fonts, *, is_drawn: bool) -> Iterator[Found]:
        syntax = each.unparse(resolved=True)
        raw = b""
        if isinstance(each, pikepdf.Stream):
            syntax, raw = each.stream_dict.unparse(resolved=True), each.read_raw_bytes()
        if not self._is_new(syntax, raw):
            return
        yield from self._strings(syntax, place)
        if isinstance(each, pikepdf.Stream):
            self._raw.add(raw.rstrip(b"\r\n"))
            yield from self._stream(each, raw, place, fonts, is_drawn=is_drawn)

    def _strings(self, syntax: bytes, place: str) -> Iterator[Found]:
        self._syntaxes.add(syntax)
        told = self._names.setdefault(place, set())
        for text in texts_in(syntax) if has_strings(syntax) else names_in(syntax, told):
            self._said.add(text)
            if text not in self._opaque:
                yield Found(place, text)

    def _stream(
        self, stream: pikepdf.Object, raw: bytes, place: str, fonts: _Fonts, *, is_drawn: bool
    ) -> Iterator[Found]:
        try:
            content = stream.read_bytes()
        except pikepdf.PdfError:
            content = raw
        is_form = stream.get("/Subtype") == "/Form"
        if is_form:
            for text in drawn_texts(stream, fonts.of(stream.get("/Resources")) or fonts.all):
                yield Found(place, text)
        if is_form or is_drawn:
            yield from (Found(place, comment) for comment in comments_in(content))
            yield Found(place, as_text(content), Kind.CODE)
        elif stream.get("/Type") == "/Metadata":
            yield from xml_texts(content, place)
            yield Found(place, as_text(content), Kind.CODE)
        else:
            yield from self._loose(content, place)

    def _loose(self, content: bytes, place: str) -> Iterator[Found]:
        """Yield what a stream that draws nothing says."""
        if content == self._payload:
            yield Found("the payload", as_text(content), Kind.CODE)
        elif b"begincmap" in content:
            for text in texts_in(_CODES.sub(b" ", content)):
                yield Found("a font", text)
        elif is_binary(content):
            for text in sentences_in(content):
                yield Found(place, text)
        elif content.strip():
            yield Found(place, as_text(content))

    def left_over(self, content: bytes) -> Iterator[Found]:
        """Yield the streams that no revision has, then strings, names and words that none of their objects has."""
        for match in _STREAM.finditer(content):
            if match[1].rstrip(b"\r\n") not in self._raw and match[1].strip():
                self._raw.add(match[1].rstrip(b"\r\n"))
                yield from self._unused(match[1])
        for text in texts_in(_OBJECT.sub(self._unless_read, _STREAM.sub(b"", content))):
            if text not in self._said and text not in self._opaque:
                self._said.add(text)
                yield Found(_LEFT_OVER, text)

    def _unless_read(self, match: re.Match[bytes]) -> bytes:
        return b"" if match[1].strip() in self._syntaxes else match[0]

    def _unused(self, raw: bytes) -> Iterator[Found]:
        import zlib

        try:
            unpacked = zlib.decompressobj().decompress(raw, _MOST_UNPACKED)
        except zlib.error:
            unpacked = raw
        for text in sentences_in(unpacked) if is_binary(unpacked) else (*texts_in(unpacked), as_text(unpacked)):
            yield Found(_LEFT_OVER, text)

    def _is_new(self, *key: object) -> bool:
        if key in self._objects:
            return False
        self._objects.add(key)
        return True


def _numbers_in(revision: bytes) -> frozenset[Number] | None:
    """Return which objects a further revision writes; None where some are packed, so that each must be looked at."""
    if b"/ObjStm" in revision or b"#" in revision:
        return None
    return frozenset((int(number), int(issue)) for number, issue in _NUMBER.findall(_STREAM.sub(b"", revision)))


def _leaves_pages(each: pikepdf.Object) -> bool:
    """Tell whether an object cannot change what pages draw."""
    return isinstance(each, pikepdf.Dictionary) and (each.get("/Type") in _APART or "/Fields" in each)


def _identifiers(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the two identifiers of a file (ISO 32000-1, 14.4) where they are digests and no words."""
    for identifier in pdf.trailer.get("/ID", pikepdf.Array()):
        content = bytes(identifier)
        if len(content) == _DIGEST_BYTES and not content.isascii():
            yield read_string(content)


class _Fonts:
    """The fonts of one revision, each read once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._read: dict[tuple[int, int], FontMap] = {}
        self.all: dict[str, FontMap] = {}
        for page in pdf.pages:
            self.all |= self.of(page.obj.get("/Resources"))

    def of(self, resources: pikepdf.Object | None) -> Mapping[str, FontMap]:
        """Return the fonts that resources name."""
        named = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(named, pikepdf.Dictionary):
            return {}
        return {name: self._font(font) for name, font in named.items()}

    def _font(self, font: pikepdf.Object) -> FontMap:
        if not font.is_indirect:
            return read_font(font)
        if font.objgen not in self._read:
            self._read[font.objgen] = read_font(font)
        return self._read[font.objgen]
