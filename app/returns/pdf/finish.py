"""Finishes the drawn pages: payload attached, empty signature fields, structure, metadata, colours, character maps."""

from __future__ import annotations

import io
import re
import zlib
from datetime import UTC, datetime, time

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

from app.resources import locate_resources
from app.returns.payload import PAYLOAD_NAME
from app.returns.pdf import theme
from app.returns.pdf.drawn import Drawn, Heading
from app.returns.pdf.signatures import APPROVER
from app.returns.pdf.structure import write_structure
from app.returns.pdf.xmp import write_xmp

PRODUCER = "Assurance Desk"
_PRINT_AND_LOCK = 132
_MAPPING = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>\n")
_MOST_MAPPINGS = 100
"""How many lines a section of a character map may have (ISO 32000-1, 9.10.3)."""


def finish(pages: bytes, drawn: Drawn) -> bytes:
    """Return the file whole, with the same bytes each time."""
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        _attach_payload(pdf, drawn)
        _add_fields(pdf, drawn)
        write_structure(pdf, drawn.tags, drawn.marks.titles)
        _describe(pdf, drawn.heading)
        _describe_colours(pdf)
        _mend_character_maps(pdf)
        _pack(pdf)
        target = io.BytesIO()
        pdf.save(
            target, deterministic_id=True, compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable, min_version="1.7",
        )  # fmt: skip
    return target.getvalue()


def finish_paper(pages: bytes, drawn: Drawn) -> bytes:
    """Return a paper whole: its structure, colours and character maps, but no payload and no fields."""
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        _add_fields(pdf, drawn)  # none: a paper has no places for signatures
        write_structure(pdf, drawn.tags, drawn.marks.titles)
        _describe_colours(pdf)
        _mend_character_maps(pdf)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True, min_version="1.7")
    return target.getvalue()


def _attach_payload(pdf: Pdf, drawn: Drawn) -> None:
    specification = AttachedFileSpec(
        pdf,
        drawn.payload,
        filename=PAYLOAD_NAME,
        mime_type="application/json",
        description=drawn.heading.payload_words,
        relationship=Name.Data,
        creation_date=_stamp(drawn.heading),
        mod_date=_stamp(drawn.heading),
    )
    pdf.attachments[PAYLOAD_NAME] = specification
    pdf.Root.AF = Array([pdf.attachments[PAYLOAD_NAME].obj])


def _add_fields(pdf: Pdf, drawn: Drawn) -> None:
    fields = []
    for role, (page_number, rectangle) in drawn.marks.places.items():
        page = pdf.pages[page_number - 1]
        field = pdf.make_indirect(_field(pdf, page.obj, role, rectangle))
        field.AP.N.Resources = Dictionary(Font=_panel_fonts(page.obj)) if role == APPROVER else Dictionary()
        page.obj.Annots = Array([*page.obj.get("/Annots", []), field])
        fields.append(field)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields), SigFlags=0))


def _field(pdf: Pdf, page: pikepdf.Object, role: str, rectangle: tuple[float, float, float, float]) -> Dictionary:
    left, bottom, right, top = (round(each, 2) for each in rectangle)
    appearance = pdf.make_stream(b"")
    appearance.Type, appearance.Subtype = Name.XObject, Name.Form
    appearance.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(role),
        TU=String(f"Signature of the {role}"),
        F=_PRINT_AND_LOCK,
        P=page,
        Rect=Array([left, bottom, right, top]),
        AP=Dictionary(N=appearance),
    )


def _panel_fonts(page: pikepdf.Object) -> Dictionary:
    """Return the fonts with which a later signer's name is drawn: each subset of the two faces."""
    fonts = Dictionary()
    for letter, face in (("S", theme.SEMIBOLD), ("P", theme.REGULAR)):
        subsets = (font for _, font in sorted(page.Resources.Font.items()) if str(font.BaseFont).endswith(face))
        for number, font in enumerate(subsets):
            fonts[f"/{letter}{number}"] = font
    return fonts


def _stamp(heading: Heading) -> str:
    return f"D:{heading.made_on:%Y%m%d}000000Z"


def _describe(pdf: Pdf, heading: Heading) -> None:
    title, name, subject = heading.title, heading.name, heading.subject
    moment = datetime.combine(heading.made_on, time(), UTC).isoformat()
    said = {
        "title": title, "author": name, "subject": subject, "keywords": heading.marking, "producer": PRODUCER,
        "moment": moment,
    }  # fmt: skip
    pdf.Root.Metadata = pdf.make_stream(write_xmp(said), Type=Name.Metadata, Subtype=Name.XML)
    stamp = _stamp(heading)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title), Author=String(name), Subject=String(subject), Keywords=String(heading.marking),
            Creator=String(PRODUCER), Producer=String(PRODUCER), CreationDate=String(stamp), ModDate=String(stamp),
        )
    )  # fmt: skip
    pdf.Root.Lang = String("en-GB")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines


def _describe_colours(pdf: Pdf) -> None:
    """Say what the colours are: those of the screen, by a profile without a copyright (ISO 19005-3, 6.2.3)."""
    profile = pdf.make_stream((locate_resources() / "colour" / "srgb.icc").read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"), Info=String("sRGB"),
        DestOutputProfile=profile,
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _mend_character_maps(pdf: Pdf) -> None:
    """Rewrite each ToUnicode map: reportlab maps unused codes to U+0000 and makes sections longer than is allowed."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Type") == Name.Font and "/ToUnicode" in font:
            font.ToUnicode.write(_mended(font.ToUnicode.read_bytes()))


def _pack(pdf: Pdf) -> None:
    """Compress each stream that is not, but its metadata, which archives read as they are.

    One that would end in a carriage return stays as it is: with the line end that follows, others would take it for
    a stream a byte shorter than it says (ISO 19005-3, 6.1.7.1).
    """
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and "/Filter" not in each and each.get("/Type") != Name.Metadata:
            packed = zlib.compress(each.read_bytes())
            if not packed.endswith(b"\r"):
                each.write(packed, filter=Name.FlateDecode)


def _mended(character_map: bytes) -> bytes:
    pairs = [(code, value) for code, value in _MAPPING.findall(character_map) if int(value, 16)]
    begin = character_map.index(b"endcodespacerange") + len(b"endcodespacerange\n")
    end = character_map.index(b"endcmap")
    sections = []
    for start in range(0, len(pairs), _MOST_MAPPINGS):
        part = pairs[start : start + _MOST_MAPPINGS]
        lines = b"".join(b"<%s> <%s>\n" % (code, _utf16(value)) for code, value in part)
        sections.append(b"%d beginbfchar\n%sendbfchar\n" % (len(part), lines))
    return character_map[:begin] + b"".join(sections) + character_map[end:]


def _utf16(value: bytes) -> bytes:
    return chr(int(value, 16)).encode("utf-16-be").hex().upper().encode()
