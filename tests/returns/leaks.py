"""Puts a phrase into finished returns where it might go unseen: each function takes the file's bytes and the phrase."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

from tests.returns.packages import repack

Leak = Callable[[bytes, str], bytes]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(target)
    return target.getvalue()


def in_information(pdf: bytes, phrase: str) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        opened.trailer.Info.Keywords = String(phrase)

    return _changed(pdf, change)


def in_xmp(pdf: bytes, phrase: str) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        metadata = opened.Root.Metadata.read_bytes()
        opened.Root.Metadata.write(metadata.replace(b"</rdf:RDF>", f"<!-- {phrase} --></rdf:RDF>".encode()))

    return _changed(pdf, change)


def in_a_hidden_annotation(pdf: bytes, phrase: str) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, F=2, Rect=Array([0, 0, 0, 0]), Contents=String(phrase))
        page = opened.pages[0].obj
        page.Annots = Array([*page.get("/Annots", []), opened.make_indirect(note)])

    return _changed(pdf, change)


def in_the_look_of_an_annotation(pdf: bytes, phrase: str) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        look = opened.make_stream(f"BT /None 9 Tf ({phrase}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form)
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 0, 0]), AP=Dictionary(N=look))
        page = opened.pages[0].obj
        page.Annots = Array([*page.get("/Annots", []), opened.make_indirect(note)])

    return _changed(pdf, change)


def in_an_attachment(pdf: bytes, phrase: str) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        opened.attachments["notes.txt"] = AttachedFileSpec(opened, phrase.encode(), filename="notes.txt")

    return _changed(pdf, change)


def in_an_attachment_s_name(pdf: bytes, phrase: str) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        opened.attachments[f"{phrase}.txt"] = AttachedFileSpec(opened, b"1", filename="notes.txt")

    return _changed(pdf, change)


def in_the_outline(pdf: bytes, phrase: str) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        opened.Root.Outlines.First.Title = String(phrase)

    return _changed(pdf, change)


def in_a_name(pdf: bytes, phrase: str) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        opened.Root[f"/{phrase}"] = 1

    return _changed(pdf, change)


def _drawn(*said: str) -> Leak:
    """Return a leak that draws something more on the third page."""

    def leak(pdf: bytes, phrase: str) -> bytes:
        def change(opened: pikepdf.Pdf) -> None:
            font = next(name for name in opened.pages[2].Resources.Font if str(name).startswith("/F"))
            drawn = "".join(part.format(font=font, text=text) for text in [phrase] for part in said)
            opened.pages[2].contents_add(drawn.encode())

        return _changed(pdf, change)

    return leak


def letter_by_letter(pdf: bytes, phrase: str) -> bytes:
    shown = " ".join(f"({letter}) Tj 3 0 Td" for letter in phrase if letter != " ")
    return _drawn(f"BT {{font}} 9 Tf {shown} ET")(pdf, phrase)


def each_letter_a_text_object(pdf: bytes, phrase: str) -> bytes:
    shown = " ".join(f"BT {{font}} 9 Tf ({letter}) Tj ET" for letter in phrase if letter != " ")
    return _drawn(shown)(pdf, phrase)


def hyphenated(pdf: bytes, phrase: str) -> bytes:
    words = [f"({word[:2]}-) Tj T* ({word[2:]} ) Tj" for word in phrase.split()]
    return _drawn(f"BT {{font}} 9 Tf 12 TL {' '.join(words)} ET")(pdf, phrase)


def kerned(pdf: bytes, phrase: str) -> bytes:
    shown = " -300 ".join(f"({word})" for word in phrase.split())
    return _drawn(f"BT {{font}} 9 Tf [{shown}] TJ ET")(pdf, phrase)


def in_a_comment_of_a_page(pdf: bytes, phrase: str) -> bytes:
    return _drawn(f"\n% {phrase}\n")(pdf, phrase)


def in_marked_content(pdf: bytes, phrase: str) -> bytes:
    return _drawn(f"/Span <</ActualText ({phrase})>> BDC EMC")(pdf, phrase)


def in_a_revision_taken_back(pdf: bytes, phrase: str) -> bytes:
    """Add the phrase to the information in one revision, and take it out in the next."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        number, before = opened.trailer.Info.objgen[0], opened.trailer.Info.unparse(resolved=True)
    added = _revised(pdf, number, f"<< /Subject ({phrase}) >>".encode())
    return _revised(added, number, before)


def in_a_stream_that_nothing_uses(pdf: bytes, phrase: str) -> bytes:
    """Replace an object by a packed stream in one revision, and put it back in the next."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        number, before = opened.trailer.Info.objgen[0], opened.trailer.Info.unparse(resolved=True)
    packed = zlib.compress(phrase.encode())
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    orphan = b"%d 0 obj\n%s\nendobj\n" % (number + 9000, stream)
    return _revised(pdf, number, before, orphan)


def behind_the_end(pdf: bytes, phrase: str) -> bytes:
    return pdf + f"% {phrase}\n".encode()


def _revised(pdf: bytes, number: int, content: bytes, beside: bytes = b"") -> bytes:
    """Return the PDF with a further revision of one object; `beside` stands in it and in no table."""
    start = int(re.findall(rb"startxref\s+([0-9]+)", pdf)[-1])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root, information = opened.Root.objgen[0], opened.trailer.Info.objgen[0]
        size = int(opened.trailer.Size)
    body = pdf + b"\n" + beside
    entry = len(body)
    body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(body)
    body += b"xref\n%d 1\n%010d 00000 n \n" % (number, entry)
    trailer = b"<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>" % (size, root, information, start)
    return body + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, table)


PDF_LEAKS: tuple[Leak, ...] = (
    in_information, in_xmp, in_a_hidden_annotation, in_the_look_of_an_annotation, in_an_attachment,
    in_an_attachment_s_name, in_the_outline, in_a_name, letter_by_letter, each_letter_a_text_object, hyphenated, kerned,
    in_a_comment_of_a_page, in_marked_content, in_a_revision_taken_back, in_a_stream_that_nothing_uses, behind_the_end,
)  # fmt: skip


def _with_part(name: str, form: str) -> Leak:
    def leak(package: bytes, phrase: str) -> bytes:
        return repack(package, {name: form.format(text=phrase, main=MAIN).encode()})

    return leak


def _replaced(name: str, old: str, new: str) -> Leak:
    def leak(package: bytes, phrase: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(package)) as opened:
            content = opened.read(name).decode()
        assert old in content
        return repack(package, {name: content.replace(old, new.format(text=phrase), 1).encode()})

    return leak


def in_runs_of_letters(package: bytes, phrase: str) -> bytes:
    runs = "".join(f"<r><t>{letter}</t></r>" for letter in phrase)
    return _replaced("xl/worksheets/sheet2.xml", "<is>", f"<is>{runs}")(package, "")


_CUSTOM = '<Properties><property name="n"><lpwstr>{text}</lpwstr></property></Properties>'

WORKBOOK_LEAKS: dict[str, Leak] = {
    "comment": _with_part(
        "xl/comments/comment1.xml", '<comments xmlns="{main}"><comment><text><t>{text}</t></text></comment></comments>'
    ),
    "hidden sheet": _with_part(
        "xl/worksheets/sheet9.xml", '<worksheet xmlns="{main}"><c><is><t>{text}</t></is></c></worksheet>'
    ),
    "sheet name": _replaced("xl/workbook.xml", 'name="Cover"', 'name="{text}"'),
    "defined name": _replaced(
        "xl/workbook.xml", "</definedNames>", '<definedName name="n">"{text}"</definedName></definedNames>'
    ),
    "table column": _replaced("xl/tables/table2.xml", 'name="Ref"', 'name="{text}"'),
    "custom properties": _with_part("docProps/custom.xml", _CUSTOM),
    "property": _replaced("docProps/core.xml", "</cp:keywords>", " {text}</cp:keywords>"),
    "shared texts": _with_part("xl/sharedStrings.xml", '<sst xmlns="{main}"><si><t>{text}</t></si></sst>'),
    "printed header": _replaced("xl/worksheets/sheet2.xml", "<oddHeader>", "<oddHeader>&amp;L{text}"),
    "cell": _replaced("xl/worksheets/sheet2.xml", "<t>Summary", "<t>{text} Summary"),
    "comment of the XML": _replaced("xl/styles.xml", "<fonts", "<!-- {text} --><fonts"),
    "custom XML": _with_part("customXml/item2.xml", "<notes>{text}</notes>"),
    "picture": _with_part("xl/media/image1.png", "\x89PNG\x00 {text} \x00"),
    "letters": in_runs_of_letters,
}
