"""Files made to do harm, one of each kind, from a return that is sound."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.returns.packages import ITEM, append_part, edit_pdf, repack
from tests.services.sent_returns import signed_pdf, whole, workbook
from tests.signing.forgery import with_attachment, with_script

SHEET = "xl/worksheets/sheet2.xml"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))


def sheet(change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one sheet changed."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        return repack(workbook(), {SHEET: change(package.read(SHEET))})


def lying_sizes() -> bytes:
    """Return the workbook with a part that says it is small and is not."""
    bomb = bytearray(repack(workbook(), {"xl/big.xml": bytes(30_000_000)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.find(signature)
        while at >= 0:
            if struct.unpack_from("<I", bomb, at + offset)[0] == 30_000_000:
                struct.pack_into("<I", bomb, at + offset, 100)
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


def circular() -> bytes:
    """Return a PDF whose cross-reference table says that the one before it is itself."""
    pdf = signed_pdf(whole())
    start = int(pdf.rsplit(b"startxref", 1)[1].split()[0])
    tail = b"xref\n0 0\ntrailer\n<< /Size 9 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(pdf), len(pdf))
    assert start
    return pdf + tail


def deep_syntax() -> bytes:
    """Return a PDF with arrays nested far deeper than any reader goes."""
    pdf = signed_pdf(whole())
    start = len(pdf)
    return pdf + b"99999 0 obj\n" + b"[" * 200_000 + b"]" * 200_000 + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def hostile_files() -> dict[str, tuple[str, bytes]]:
    """Return each file with its name's ending, by what it tries."""
    pdf = signed_pdf(whole())
    million = b"".join((b"<sheetData>", b"<row/>" * 1_000_000, b"</sheetData>"))
    return {
        "zip bomb": ("xlsx", repack(workbook(), {"xl/big.xml": bytes(40_000_000)})),
        "lying sizes": ("xlsx", lying_sizes()),
        "entity expansion": ("xlsx", sheet(lambda old: f"<!DOCTYPE x [{_LAUGHS}]>".encode() + old)),
        "external entity": (
            "xlsx", repack(workbook(), {ITEM: b'<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>&a;</p>'}),
        ),
        "far corner": ("xlsx", sheet(lambda old: old.replace(b'r="A6"', b'r="XFD1048576"'))),
        "million rows": ("xlsx", sheet(lambda old: old.replace(b"<sheetData>", million + b"<sheetData>"))),
        "formula": ("xlsx", sheet(lambda old: old.replace(b"</c>", b"<f>1+1</f></c>", 1))),
        "macro": ("xlsx", append_part(workbook(), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")),
        "external link": ("xlsx", append_part(workbook(), "xl/externalLinks/externalLink1.xml", b"<x/>")),
        "embedded object": ("xlsx", append_part(workbook(), "xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")),
        "odd part name": ("xlsx", append_part(workbook(), "xl/../../evil.xml", b"<x/>")),
        "script under a coded name": ("pdf", with_script(pdf)),
        "launch action": ("pdf", edit_pdf(pdf, _launch)),
        "circular cross-references": ("pdf", circular()),
        "deep nesting": ("pdf", deep_syntax()),
        "nested objects": ("pdf", edit_pdf(pdf, _nested)),
        "gigapixel picture": ("pdf", edit_pdf(pdf, _gigapixel)),
        "attachment with dots": ("pdf", with_attachment(pdf, "../../evil.exe")),
        "attachment on a drive": ("pdf", with_attachment(pdf, "C:\\evil.exe")),
        "attachment that reads backwards": ("pdf", with_attachment(pdf, "evil\u202efdp.exe")),
        "attachment of a reserved name": ("pdf", with_attachment(pdf, "CON")),
        "payload that is not the schema": ("pdf", signed_pdf(whole(), b'{"number":"LWD/2014-15-Q2/1"}\n')),
        "payload nested far too deep": ("pdf", signed_pdf(whole(), b"[" * 100_000 + b"]" * 100_000)),
        "neither": ("pdf", b"MZ" + bytes(2000)),
        "empty": ("pdf", b""),
    }  # fmt: skip
