"""Takes the strings, names and bare words out of PDF syntax, without trusting that it is well formed.

Source: ISO 32000-1, 7.2 to 7.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.returns.inside.binary import is_binary, sentences_in

_TOKEN = re.compile(
    rb"\((?P<string>(?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*)\)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|/(?P<name>[^\s()<>\[\]{}/%]+)"
    rb"|%(?P<comment>[^\r\n]*)"
    rb"|(?P<word>[A-Za-z][^\s()<>\[\]{}/%]+)",
    re.DOTALL,
)
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]+)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\r": b"", b"\n": b""}
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_KEYWORDS = frozenset(
    (b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"null", b"true", b"false")
)
_BINARY_MARK = re.compile(rb"[\x80-\xff]{4,}")
_PDFDOC = "pdfdoc"
"""The codec that pikepdf registers."""


def texts_in(syntax: bytes) -> Iterator[str]:
    """Yield each string, name and comment, and each run of words that are no keywords."""
    bare: list[str] = []
    for match in _TOKEN.finditer(syntax):
        kind, token = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "word":
            bare += [] if token in _KEYWORDS else [token.decode("latin-1")]
            continue
        if bare:
            yield " ".join(bare)
            bare = []
        yield from _read(kind, token)
    if bare:
        yield " ".join(bare)


def has_strings(syntax: bytes) -> bool:
    """Tell whether there may be anything but names, numbers and keywords in an object."""
    return b"(" in syntax or b"%" in syntax or syntax.count(b"<") != 2 * syntax.count(b"<<")


def names_in(syntax: bytes, told: set[bytes]) -> Iterator[str]:
    """Yield the names in an object without strings, but those that `told` holds, to which they are added."""
    for name in _NAME.findall(syntax):
        if name not in told:
            told.add(name)
            yield _read_name(name)


def comments_in(content: bytes) -> Iterator[str]:
    """Yield what a content stream says beside what it does."""
    if b"%" in content:
        for match in _TOKEN.finditer(content):
            if match.lastgroup == "comment":
                yield from _read("comment", match["comment"])


def unescape(content: bytes) -> bytes:
    """Return the bytes of a literal string."""
    return _ESCAPE.sub(_unescaped, content) if b"\\" in content else content


def from_hex(digits: bytes) -> bytes:
    """Return the bytes of a hexadecimal string, whose last digit may be missing."""
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def read_string(content: bytes) -> str:
    """Return what a string object's bytes say: UTF-16 or UTF-8 behind their marks, else PDFDocEncoding."""
    if content.startswith((b"\xfe\xff", b"\xff\xfe")):
        return content.decode("utf-16", "replace")
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:].decode("utf-8", "replace")
    return content.decode(_PDFDOC, "replace")


def _unescaped(match: re.Match[bytes]) -> bytes:
    escape = match[1]
    if escape[0] in b"01234567":
        return bytes([int(escape, 8) & 0xFF])
    return _ESCAPED.get(escape, escape)


def _read(kind: str, token: bytes) -> Iterator[str]:
    if kind == "name":
        yield _read_name(token)
    elif kind != "comment" or not _BINARY_MARK.match(token):
        content = from_hex(token) if kind == "hex" else unescape(token) if kind == "string" else token
        is_marked = content.startswith((b"\xfe\xff", b"\xff\xfe"))
        yield from sentences_in(content) if is_binary(content) and not is_marked else (read_string(content),)


def _read_name(name: bytes) -> str:
    plain = _NAME_ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), name)
    try:
        return plain.decode()
    except UnicodeDecodeError:
        return plain.decode("latin-1")
