"""Files made to do harm, one of each kind, from a return that is sound."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.returns.workbook import render_workbook
from app.services.signing import sign_return
from app.signing import package_archive, package_parts
from tests.returns.packages import ITEM, append_part, edit_pdf, repack
from tests.services.sent_returns import NOW, author, signed_pdf, whole
from tests.signing.forgery import with_attachment
from tests.signing.pdf_forgery_by_hand import signed_again

SHEET = "xl/worksheets/sheet2.xml"
_DEPTH = 200_000
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))


@cache
def drawn() -> bytes:
    """Return the first return's pages, not signed yet."""
    return render_pdf(whole(), write_payload(whole()))


@cache
def sheets() -> bytes:
    """Return its workbook, not signed yet."""
    return render_workbook(whole(), write_payload(whole()))


def signed(content: bytes) -> bytes:
    """Sign whatever it is as the author whom the tests trust: what refuses it then is never its signature.

    The signer is one that looks at nothing, as nobody's of ours is.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package_archive, "_NAME", re.compile(r".+"))
        patch.setattr(package_parts, "ALLOWED_TYPES", package_parts.ALLOWED_TYPES | {""})
        return sign_return(content, whole(), author(), NOW)


def sheet(change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one sheet changed, signed."""
    with zipfile.ZipFile(io.BytesIO(sheets())) as package:
        return signed(repack(sheets(), {SHEET: change(package.read(SHEET))}))


def part(name: str, content: bytes) -> bytes:
    """Return the workbook with one part more, signed."""
    return signed(append_part(sheets(), name, content))


def lying_sizes(*, has_two_readings: bool = False) -> bytes:
    """Return the signed workbook with a part that says it is small and is not.

    With two readings its checksum is that of the little it admits to: who believes the size finds nothing amiss.
    """
    bomb = bytearray(signed(repack(sheets(), {"xl/big.xml": b" " * 30_000_000})))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.find(signature)
        while at >= 0:
            if struct.unpack_from("<I", bomb, at + offset)[0] == 30_000_000:
                struct.pack_into("<I", bomb, at + offset, 100)
                if has_two_readings:
                    struct.pack_into("<I", bomb, at + offset - 8, zlib.crc32(b" " * 100))
            at = bomb.find(signature, at + 4)
    return bytes(bomb)


def _gigapixel(document: Pdf) -> None:
    picture = document.make_stream(b"")
    picture.write(zlib.compress(bytes(40_000_000)), filter=Name.FlateDecode)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent, picture.ColorSpace = 40_000, 30_000, 8, Name.DeviceRGB
    document.pages[0].Resources.XObject = Dictionary(P=picture)


def _launch(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.Launch, F=pikepdf.String("calc.exe"))


def _nested(document: Pdf) -> None:
    inner = Array([])
    for _ in range(400):
        inner = Array([inner])
    document.Root.Deep = inner


def _script(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name("/XXXXXXXXXXXXX"), JS=pikepdf.String("app.alert(1)"))


def _classic(pdf: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def circular() -> bytes:
    """Return a signed PDF whose first cross-reference table says that the last one stands before it.

    No signer goes round that: it is signed with room for it, and by hand once more.
    """
    before, mark, after = _classic(drawn()).rpartition(b"trailer <<")
    sound = signed(before + mark + b" /Room 0000000000" + after)
    last = int(sound.rsplit(b"startxref", 1)[1].split()[0])
    return signed_again(sound.replace(b"/Room 0000000000", b"/Prev %010d" % last), author())


def deep_syntax() -> bytes:
    """Return a signed PDF with arrays nested far deeper than any reader goes, in the place of a string as long."""
    room = "X" * 2 * _DEPTH

    def make_room(document: Pdf) -> None:
        document.Root.Deep = document.make_indirect(pikepdf.String(room))

    plain = _classic(edit_pdf(drawn(), make_room))
    return signed(plain.replace(f"({room})".encode(), b"[" * (_DEPTH + 1) + b"]" * (_DEPTH + 1)))


def hostile_files() -> dict[str, tuple[str, bytes]]:
    """Return each file with its name's ending, by what it tries. All are signed but those that are no files of ours."""
    million = b"".join((b"<sheetData>", b"<row/>" * 1_000_000, b"</sheetData>"))
    script = edit_pdf(drawn(), _script).replace(b"/XXXXXXXXXXXXX", b"/J#61vaScript ")
    return {
        "zip bomb": ("xlsx", part("xl/big.xml", b" " * 40_000_000)),
        "lying sizes": ("xlsx", lying_sizes()),
        "lying sizes with two readings": ("xlsx", lying_sizes(has_two_readings=True)),
        "entity expansion": ("xlsx", sheet(lambda old: f"<!DOCTYPE x [{_LAUGHS}]>".encode() + old)),
        "external entity": (
            "xlsx",
            signed(repack(sheets(), {ITEM: b'<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>&a;</p>'})),
        ),
        "far corner": ("xlsx", sheet(lambda old: old.replace(b'r="A6"', b'r="XFD1048576"'))),
        "million rows": ("xlsx", sheet(lambda old: old.replace(b"<sheetData>", million + b"<sheetData>"))),
        "formula": ("xlsx", sheet(lambda old: old.replace(b"</c>", b"<f>1+1</f></c>", 1))),
        "hidden row": ("xlsx", sheet(lambda old: old.replace(b'<row r="6"', b'<row hidden="1" r="6"'))),
        "formula in a format": ("xlsx", sheet(lambda old: re.sub(b"<formula>[^<]*", b"<formula>NOW()", old))),
        "macro": ("xlsx", part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")),
        "external link": ("xlsx", part("xl/externalLinks/externalLink1.xml", b"<x/>")),
        "embedded object": ("xlsx", part("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")),
        "odd part name": ("xlsx", part("xl/../../evil.xml", b"<x/>")),
        "script under a coded name": ("pdf", signed(script)),
        "launch action": ("pdf", signed(edit_pdf(drawn(), _launch))),
        "circular cross-references": ("pdf", circular()),
        "deep nesting": ("pdf", deep_syntax()),
        "nested objects": ("pdf", signed(edit_pdf(drawn(), _nested))),
        "gigapixel picture": ("pdf", signed(edit_pdf(drawn(), _gigapixel))),
        "attachment with dots": ("pdf", signed(with_attachment(drawn(), "../../evil.exe"))),
        "attachment on a drive": ("pdf", signed(with_attachment(drawn(), "C:\\evil.exe"))),
        "attachment that reads backwards": ("pdf", signed(with_attachment(drawn(), "evil\u202efdp.exe"))),
        "attachment of a reserved name": ("pdf", signed(with_attachment(drawn(), "CON"))),
        "payload that is not the schema": ("pdf", signed_pdf(whole(), b'{"number":"LWD/2014-15-Q2/1"}\n')),
        "payload nested far too deep": ("pdf", signed_pdf(whole(), b"[" * 100_000 + b"]" * 100_000)),
        "neither": ("pdf", b"MZ" + bytes(2000)),
        "empty": ("pdf", b""),
    }
