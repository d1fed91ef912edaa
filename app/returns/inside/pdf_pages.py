"""What a PDF's content streams draw, as text: through each font's ToUnicode map, text object by text object.

Source: ISO 32000-1, 9.4 and 9.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from app.returns.inside.pdf_syntax import has_strings, texts_in

_OPERATORS = "BT ET Tf Tj TJ ' \" T* Td TD Tm BDC DP BI"
_NEW_LINE = frozenset(("T*", "Td", "TD", "Tm", "'", '"'))
_WIDE = -180
"""A gap in a line, in thousandths of the size, that reads as a space."""
_RANGE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>")
_SPAN = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
_MOST_CODES = 0x10000


@dataclass(frozen=True)
class FontMap:
    """How a font's codes read. Without a map they are taken as Latin letters."""

    codes: Mapping[int, str] = field(default_factory=dict)
    size: int = 1
    """Bytes in a code."""

    def read(self, content: bytes) -> str:
        """Return what a shown string says."""
        if not self.codes:
            return content.decode("cp1252", "replace")
        if self.size == 1:
            return content.decode("latin-1").translate(self.codes)
        codes = (int.from_bytes(content[at : at + self.size], "big") for at in range(0, len(content), self.size))
        return "".join([self.codes.get(code, "\N{REPLACEMENT CHARACTER}") for code in codes])


def read_font(font: pikepdf.Object) -> FontMap:
    """Return a font's map out of its ToUnicode stream."""
    if not isinstance(font, pikepdf.Dictionary) or not isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        return FontMap()
    content = font.ToUnicode.read_bytes()
    space = _RANGE.search(content)
    codes: dict[int, str] = {}
    for kind, body in _SECTION.findall(content):
        codes |= dict(_chars(body) if kind == b"char" else _ranges(body))
    return FontMap(codes, len(space[1]) // 2 if space else 1)


def _chars(body: bytes) -> Iterator[tuple[int, str]]:
    for code, value in _PAIR.findall(body):
        yield int(code, 16), _utf16(value)


def _ranges(body: bytes) -> Iterator[tuple[int, str]]:
    for first, last, start, listed in _SPAN.findall(body):
        codes = range(int(first, 16), min(int(last, 16), int(first, 16) + _MOST_CODES) + 1)
        if listed:
            yield from zip(codes, map(_utf16, re.findall(rb"<([0-9A-Fa-f\s]*)>", listed)), strict=False)
        else:
            text = _utf16(start)
            yield from ((code, text[:-1] + chr(ord(text[-1]) + step)) for step, code in enumerate(codes) if text)


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(b"".join(digits.split()).decode()).decode("utf-16-be", "replace")


def drawn_texts(content: pikepdf.Object | pikepdf.Page, fonts: Mapping[str, FontMap]) -> Iterator[str]:
    """Yield what each text object (BT to ET) of a page or form draws, and what its marked content says in words."""
    font, said = FontMap(), list[str]()
    for step in pikepdf.parse_content_stream(content, _OPERATORS):
        operands, name = step.operands, str(step.operator)
        if name in ("BDC", "DP", "INLINE IMAGE"):
            yield from _said_by(operands)
        elif name == "Tf":
            font = fonts.get(str(operands[0]), FontMap())
        elif name in ("BT", "ET"):
            if text := "".join(said).strip():
                yield text
            said = []
        else:
            if name in _NEW_LINE:
                said.append("\n")
            said += _shown(operands, font)
    if text := "".join(said).strip():
        yield text


def _shown(operands: Any, font: FontMap) -> Iterator[str]:
    for operand in operands:
        for part in operand if isinstance(operand, pikepdf.Array) else (operand,):
            if isinstance(part, pikepdf.String):
                yield font.read(bytes(part))
            elif isinstance(operand, pikepdf.Array) and part < _WIDE:
                yield " "


def _said_by(operands: Any) -> Iterator[str]:
    """Yield the strings among what marks content: alternate and actual texts."""
    for operand in operands:
        if isinstance(operand, pikepdf.Dictionary | pikepdf.String | pikepdf.Array):
            syntax = operand.unparse()
            yield from texts_in(syntax) if has_strings(syntax) else ()
