"""The panel that a later signature fills in: the signer's name and the day, drawn with the fonts that the form brings.

It follows from the certificate and the time alone, so that whoever verifies draws it again and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from cryptography import x509
from pyhanko.pdf_utils.generic import StreamObject, pdf_name

from app.domain.dates import spell_day
from app.signing.identity import POST, SIGNER, subject_field

STRONG, PLAIN = "S", "P"
"""How the names of the form's fonts begin: for the name, and for the day."""
MARGIN = 11.0
_INK = b"0.08235 0.09804 0.1098 rg"
_MAPPING = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>\n")
_ABSENT = "?"


@dataclass(frozen=True)
class _Glyph:
    """A character in one of the form's fonts; its width is in thousandths of the size."""

    font: str
    code: int
    width: float


@dataclass(frozen=True)
class _Line:
    """A line of a panel. `below` is how far its foot lies under the panel's top."""

    text: str
    face: str
    size: float
    below: float


def has_fonts(empty: StreamObject) -> bool:
    """Tell whether a field's empty appearance brings the fonts to fill it with."""
    return any(_names(empty, STRONG)) and any(_names(empty, PLAIN))


def fill_panel(empty: StreamObject, certificate: x509.Certificate, signed_at: datetime) -> StreamObject:
    """Draw who signed, and on which day, into a field's empty appearance; its box and fonts stay. A4 points."""
    left, _, right, top = (float(side) for side in empty["/BBox"])
    who = ", ".join(filter(None, (subject_field(certificate, field) for field in (SIGNER, POST))))
    lines = (_Line(who, STRONG, 10, 30), _Line(f"Approved and signed on {spell_day(signed_at)}", PLAIN, 9, 43))
    drawn = [_draw(empty, line, left + MARGIN, top - line.below, right - left - 2 * MARGIN) for line in lines]
    content = b"\n".join([b"q", _INK, *drawn, b"Q", b""])
    entries = {pdf_name(key): empty.raw_get(key) for key in ("/Type", "/Subtype", "/BBox", "/Resources")}
    return StreamObject(entries, stream_data=content)


def _names(empty: StreamObject, face: str) -> Iterator[str]:
    fonts = empty["/Resources"].get("/Font", ()) if "/Resources" in empty else ()
    return (name for name in sorted(fonts) if name.startswith(f"/{face}"))


def _draw(empty: StreamObject, line: _Line, x: float, y: float, room: float) -> bytes:
    known = _glyphs(empty, line.face)
    glyphs = _fitted([known.get(each, known[_ABSENT]) for each in line.text], known["…"], room * 1000 / line.size)
    shown = [
        b"%s %g Tf <%s> Tj" % (font.encode(), line.size, bytes(glyph.code for glyph in run).hex().encode())
        for font, run in groupby(glyphs, key=lambda glyph: glyph.font)
    ]
    return b" ".join([b"BT", b"%.2f %.2f Td" % (x, y), *shown, b"ET"])


def _glyphs(empty: StreamObject, face: str) -> dict[str, _Glyph]:
    """Read what each font of a face holds; what two of them hold is taken from the first."""
    fonts, glyphs = empty["/Resources"]["/Font"], dict[str, _Glyph]()
    for name in _names(empty, face):
        font = fonts[name]
        first, widths = int(font["/FirstChar"]), [float(width) for width in font["/Widths"]]
        for code, value in _MAPPING.findall(font["/ToUnicode"].data):
            number = int(code, 16)
            glyphs.setdefault(chr(int(value, 16)), _Glyph(name, number, widths[number - first]))
    return glyphs


def _fitted(glyphs: Sequence[_Glyph], dots: _Glyph, room: float) -> Sequence[_Glyph]:
    if sum(glyph.width for glyph in glyphs) <= room:
        return glyphs
    end = len(glyphs)
    while end and sum(glyph.width for glyph in glyphs[:end]) + dots.width > room:
        end -= 1
    return [*glyphs[:end], dots]
