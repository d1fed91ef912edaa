"""Readable text in bytes that are none: fonts, colour profiles, certificates."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

_SENTENCE = re.compile(rb"(?:[A-Za-z]{2,}[ ,.;:'\-]+){4,}[A-Za-z]{2,}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{40,}={0,2}\s*\Z")


def is_binary(content: bytes) -> bool:
    """Tell whether bytes are no text in any encoding that a letter takes one or more whole bytes in."""
    return _CONTROL.search(content) is not None


def as_text(content: bytes) -> str:
    """Return bytes as text: UTF-8 where they are, else each byte a letter."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


def sentences_in(content: bytes) -> Iterator[str]:
    """Yield each run of five words or more, whether a letter takes one byte or two."""
    for match in _SENTENCE.finditer(content):
        yield match[0].decode("latin-1")
    if b"\0" in content:
        for match in _SENTENCE.finditer(content.replace(b"\0", b"")):
            yield match[0].decode("latin-1")


def from_base64(text: str) -> bytes | None:
    """Return what a long text in base 64 holds; None where it is none."""
    if not _BASE64.match(text):
        return None
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
