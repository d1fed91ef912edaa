from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest

from app.signing.package_archive import CONTENT_TYPES, write_archive
from app.signing.package_verification import verify_package
from tests.signing.conftest import NOW, Signers
from tests.signing.package_forgery import (
    SIGNATURE,
    parts_of,
    replaced,
    with_injected,
    with_parts,
)
from tests.signing.package_verdicts import (
    CORE,
    RISKS,
    ROOT,
    WORKBOOK,
    WORKSHEET,
    assert_invalid,
)

# Parts put in


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("xl/worksheets/sheet9.xml", WORKSHEET, "Added after signing: part xl/worksheets/sheet9.xml."),
        ("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", "a kind that no return holds"),
        ("xl/externalLinks/externalLink1.xml", WORKSHEET.replace("worksheet", "externalLink"), "a kind that no return"),
        ("xl/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", "a kind that no"),
        ("_xmlsignatures/sig9.xml", "application/xml", "Added after signing: a part among the signatures"),
        ("xl/worksheets/_rels/sheet9.xml.rels", "application/xml", "kind"),
    ],
)
def test_workbook_is_invalid_when_a_part_is_injected(
    name: str, kind: str, words: str, signed_workbook: bytes, signers: Signers
) -> None:
    assert_invalid(with_injected(signed_workbook, name, kind), signers, words)


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl//a.xml", "xl/./a.xml", "/xl/a.xml", "xl\\a.xml", "xl/a b.xml", "C:a"]
)
def test_workbook_is_invalid_when_a_name_leads_elsewhere(name: str, signed_workbook: bytes, signers: Signers) -> None:
    assert_invalid(with_injected(signed_workbook, name, WORKSHEET), signers, "a name that no return uses")


def test_workbook_is_invalid_when_names_differ_by_case(signed_workbook: bytes, signers: Signers) -> None:
    package = with_injected(signed_workbook, RISKS.replace("sheet2", "Sheet2"), WORKSHEET)
    assert_invalid(package, signers, "two parts of the same name")


def test_workbook_is_invalid_when_a_relationship_is_added(signed_workbook: bytes, signers: Signers) -> None:
    target = '<Relationship Id="rId{}" Target="worksheets/sheet1.xml" TargetMode="{}" Type="u:x"></Relationship>{}'
    end = "</Relationships>"
    inside = with_parts(signed_workbook, {WORKBOOK: replaced(end, target.format(9, "Internal", end))})
    assert_invalid(inside, signers, "Changed after signing: the list of sheets.")
    outside = with_parts(signed_workbook, {WORKBOOK: replaced(end, target.format(9, "External", end))})
    assert_invalid(outside, signers, "leads to something outside itself")
    twice = with_parts(signed_workbook, {WORKBOOK: replaced(end, target.format(1, "Internal", end))})
    assert_invalid(twice, signers, "joined in more than one way")
    dangling = with_parts(signed_workbook, {WORKBOOK: replaced("sheet2.xml", "sheet7.xml")})
    assert_invalid(dangling, signers, "a part of the workbook is gone")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (ROOT, "<Relationship ", "<!-- x --><Relationship "),
        (ROOT, "<Relationship ", " <Relationship "),
        (ROOT, "<Relationship ", '<Relationship title="x" '),
        (ROOT, "_xmlsignatures/origin.sigs", "/_xmlsignatures/origin.sigs"),
        ("_xmlsignatures/_rels/origin.sigs.rels", 'Target="sig1.xml"', 'Target="sig2.xml"'),
        (CONTENT_TYPES, "</Types>", "<!-- x --></Types>"),
        (CONTENT_TYPES, "</Types>", '<Default ContentType="text/html" Extension="xml"></Default></Types>'),
        (CONTENT_TYPES, "digital-signature-origin", "digital-signature-certificate"),
    ],
)
def test_workbook_is_invalid_when_what_joins_its_parts_is_written_otherwise(
    part: str, old: str, new: str, signed_workbook: bytes, signers: Signers
) -> None:
    assert_invalid(with_parts(signed_workbook, {part: replaced(old, new)}), signers, "joined or described otherwise")


def test_workbook_is_invalid_when_a_content_type_is_changed(signed_workbook: bytes, signers: Signers) -> None:
    kind = f'ContentType="{WORKSHEET}" PartName="/{RISKS}"'
    other = kind.replace("spreadsheetml.worksheet", "drawing")
    package = with_parts(signed_workbook, {CONTENT_TYPES: replaced(kind, other)})
    assert_invalid(package, signers, "Changed after signing: sheet Risks.")


@pytest.mark.parametrize("part", [CORE, RISKS, SIGNATURE, WORKBOOK, CONTENT_TYPES])
def test_workbook_is_invalid_when_a_part_has_a_document_type(
    part: str, signed_workbook: bytes, signers: Signers
) -> None:
    def change(content: bytes) -> bytes:
        head, _, rest = content.rpartition(b"?>")
        return head + (b"?>" if head else b"") + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + rest

    package = with_parts(signed_workbook, {part: change})
    words = "Changed after signing: sheet Risks" if part == RISKS else "holds a document type"
    assert_invalid(package, signers, words)


# The archive


def _hide_before(package: bytes) -> bytes:
    return b"MZ" + package


def _hide_after(package: bytes) -> bytes:
    return package + b"x"


def _hide_in_comment(package: bytes) -> bytes:
    return package[:-2] + struct.pack("<H", 5) + b"words"


def _hide_in_gap(package: bytes) -> bytes:
    at = package.index(b"PK\x01\x02")
    end = package[:-6] + struct.pack("<L", at + 5) + package[-2:]
    return end[:at] + b"words" + end[at:]


def _repack(package: bytes, **settings: int) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", **settings) as archive:  # type: ignore[call-overload]
        for name, part in parts_of(package).items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()


def _duplicate(package: bytes) -> bytes:
    parts = {**parts_of(package), RISKS.replace("2", "~"): b"<worksheet/>"}
    return write_archive(parts).replace(RISKS.replace("2", "~").encode(), RISKS.encode())


def _rename_locally(package: bytes) -> bytes:
    return package.replace(RISKS.encode(), RISKS.replace("2", "7").encode(), 1)


def _rename_in_directory(package: bytes) -> bytes:
    head, _, tail = package.rpartition(RISKS.encode())
    return head + RISKS.replace("2", "7").encode() + tail


def _blow_up(package: bytes) -> bytes:
    parts = {**parts_of(package), "xl/zero.xml": bytes(200 << 20)}
    return write_archive(parts)


def _lie_about_size(package: bytes) -> bytes:
    size = 1_234_567
    bomb = write_archive({**parts_of(package), "xl/zero.xml": bytes(size)})
    return bomb.replace(struct.pack("<L", size), struct.pack("<L", 9))


def _zip_by_hand(package: bytes) -> bytes:
    return _repack(with_parts(package, {RISKS: replaced("Delivered", "Delayered")}))


def _damage(package: bytes) -> bytes:
    at = package.index(RISKS.encode()) + len(RISKS) + 40
    return package[:at] + b"wrong" + package[at + 5 :]


ARCHIVES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "before": (_hide_before, "its beginning is lost"),
    "after": (_hide_after, "cut short, or something stands after its end"),
    "comment": (_hide_in_comment, "cut short, or something stands after its end"),
    "gap": (_hide_in_gap, "packed again, or something was hidden"),
    "repacked": (_repack, "packed again, or something was hidden"),
    "duplicate": (_duplicate, "two parts of the same name"),
    "renamed locally": (_rename_locally, "Changed after signing: sheet Risks."),
    "renamed in directory": (_rename_in_directory, "a kind that no return holds"),
    "bomb": (_blow_up, "unpacks to far more"),
    "false size": (_lie_about_size, "says falsely how large a part of it is"),
    "zipped by hand": (_zip_by_hand, "Changed after signing: sheet Risks."),
    "damaged": (_damage, "Changed after signing: sheet Risks."),
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_workbook_is_invalid_when_its_archive_is_of_another_form(
    kind: str, signed_workbook: bytes, signers: Signers
) -> None:
    change, words = ARCHIVES[kind]
    assert_invalid(change(signed_workbook), signers, words)


def test_workbook_is_invalid_when_an_idle_bit_is_set(signed_workbook: bytes, signers: Signers) -> None:
    reports = []
    for part in parts_of(signed_workbook).values():
        compressor = zlib.compressobj(wbits=-15)
        packed = compressor.compress(part) + compressor.flush()
        if part and packed[-1] < 128:
            changed = signed_workbook.replace(packed, packed[:-1] + bytes([packed[-1] | 128]))
            reports.append(verify_package(changed, signers.trust, NOW))
    assert {report.state for report in reports} == {"invalid"}
    assert any("packed again" in report.sentences[0] for report in reports)


def test_workbook_is_invalid_when_a_part_goes_on_behind_its_end(signed_workbook: bytes, signers: Signers) -> None:
    packed = zlib.compressobj(wbits=-15)
    short = packed.compress(parts_of(signed_workbook)[RISKS]) + packed.flush()
    assert short in signed_workbook
    head, _, tail = signed_workbook.partition(short)
    assert_invalid(head + short + b"words" + tail, signers, "packed again")
