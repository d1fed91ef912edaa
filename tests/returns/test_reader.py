"""The payload comes out of both files to the byte, and out of nothing that is not a return."""

from __future__ import annotations

import base64
import hashlib
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import nullcontext, suppress

import pikepdf
import pytest
from pikepdf import AttachedFileSpec, Name, Pdf

from app.domain.errors import BadFile, UserError
from app.returns.payload import MAX_PAYLOAD_BYTES
from app.returns.reader import extract_payload
from app.services.sandbox import run_limited
from tests.returns.conftest import Rendered
from tests.returns.packages import ITEM, append_part, edit_pdf, leave, repack, set_flags


def test_payload_comes_out_of_both_files_to_the_byte(blank: Rendered) -> None:
    assert extract_payload(blank.pdf) == ("pdf", blank.payload)
    assert extract_payload(blank.workbook) == ("xlsx", blank.payload)


def test_payload_comes_out_in_the_child(blank: Rendered) -> None:
    for content, kind in ((blank.pdf, "pdf"), (blank.workbook, "xlsx")):
        assert run_limited("extract_payload", content) == {"kind": kind, "payload": blank.payload.decode()}


def test_child_gives_the_sentence_when_the_file_is_foreign() -> None:
    with pytest.raises(UserError, match="neither a PDF nor an Excel return"):
        run_limited("extract_payload", b"hello")


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n", b" %PDF-1.7"])
def test_file_is_refused_when_it_is_neither(content: bytes) -> None:
    with pytest.raises(BadFile, match="neither a PDF nor an Excel return"):
        extract_payload(content)


def _no_attachment(document: Pdf) -> None:
    del document.attachments["payload.json"]


def _unassociated(document: Pdf) -> None:
    del document.Root.AF


def _second_attachment(document: Pdf) -> None:
    document.attachments["other.json"] = AttachedFileSpec(document, b"{}", filename="other.json")


def _second_associated(document: Pdf) -> None:
    other = AttachedFileSpec(document, b"{}", filename="payload.json")
    document.Root.AF.append(document.make_indirect(other.obj))


def _two_streams(document: Pdf) -> None:
    document.Root.AF[0].EF.UF = document.make_stream(b"{}")


def _other_name(document: Pdf) -> None:
    document.Root.AF[0].UF = pikepdf.String("other.json")


def _bomb(document: Pdf) -> None:
    stream = document.Root.AF[0].EF.F
    stream.write(zlib.compress(bytes(8 * MAX_PAYLOAD_BYTES)), filter=Name.FlateDecode)


def _odd_filter(document: Pdf) -> None:
    document.Root.AF[0].EF.F.write(b"7B7D>", filter=Name.ASCIIHexDecode)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (_no_attachment, "carries no payload"),
        (_unassociated, "carries no payload"),
        (_second_attachment, "more than one payload"),
        (_second_associated, "more than one payload"),
        (_two_streams, "more than one payload"),
        (_other_name, "more than one payload"),
    ],
)
def test_pdf_is_refused_when_its_payload_is_missing_or_not_the_only_one(
    edit: Callable[[Pdf], None], sentence: str, blank: Rendered
) -> None:
    with pytest.raises(BadFile, match=sentence):
        extract_payload(edit_pdf(blank.pdf, edit))


def test_pdf_is_refused_when_its_payload_is_a_bomb(blank: Rendered) -> None:
    bomb = edit_pdf(blank.pdf, _bomb)
    tracemalloc.start()
    try:
        with pytest.raises(BadFile, match="larger than any return"):
            extract_payload(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * MAX_PAYLOAD_BYTES


def test_pdf_is_refused_when_it_is_encrypted(blank: Rendered) -> None:
    for password in ("", "secret words"):
        encrypted = edit_pdf(blank.pdf, leave, pikepdf.Encryption(owner="owner", user=password))
        with pytest.raises(BadFile, match="encrypted"):
            extract_payload(encrypted)


@pytest.mark.parametrize("damage", [lambda pdf: pdf[:3000], lambda pdf: b"%PDF-1.7\n", lambda pdf: pdf[:-400]])
def test_pdf_is_refused_when_it_is_damaged(damage: Callable[[bytes], bytes], blank: Rendered) -> None:
    with pytest.raises(BadFile, match="damaged"):
        extract_payload(damage(blank.pdf))


def _item(payload: bytes, *, digest: str | None = None, before: str = "", tag: str = "payload") -> bytes:
    digest = digest or hashlib.sha256(payload).hexdigest()
    text = base64.b64encode(payload).decode()
    return f'{before}<{tag} xmlns="urn:assurance-desk:return:1" sha256="{digest}">{text}</{tag}>'.encode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({ITEM: None}, "carries no payload"),
        ({"customXml/item2.xml": _item(b"{}")}, "more than one payload"),
        ({ITEM: b"<payload"}, "damaged"),
        ({ITEM: b'<payload xmlns="urn:assurance-desk:return:1">%%%</payload>'}, "damaged"),
        ({ITEM: _item(b"{}", digest="0" * 64)}, "not the one that its digest names"),
        ({ITEM: _item(b"{}", tag="other")}, "carries no payload"),
        ({ITEM: _item(b"{}", before='<!DOCTYPE payload [<!ENTITY a "b">]>')}, "carries no payload"),
        ({ITEM: _item(b" " * (MAX_PAYLOAD_BYTES + 1))}, "larger than any return|far more"),
    ],
)
def test_workbook_is_refused_when_its_payload_is_not_as_it_must_be(
    changes: dict[str, bytes | None], sentence: str, blank: Rendered
) -> None:
    with pytest.raises(BadFile, match=sentence):
        extract_payload(repack(blank.workbook, changes))


def test_file_outside_is_not_read_when_an_entity_names_it(blank: Rendered) -> None:
    head = '<!DOCTYPE payload [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    item = f'{head}<payload xmlns="urn:assurance-desk:return:1" sha256="0">&a;</payload>'.encode()
    with pytest.raises(BadFile):
        extract_payload(repack(blank.workbook, {ITEM: item}))


def test_workbook_is_refused_when_it_is_a_bomb(blank: Rendered) -> None:
    for bomb in (
        repack(blank.workbook, {"xl/big.xml": bytes(40_000_000)}),
        repack(blank.workbook, {f"xl/part{number}.xml": b"x" for number in range(250)}),
    ):
        with pytest.raises(BadFile, match="unpack to far more"):
            extract_payload(bomb)


@pytest.mark.parametrize("name", ["../evil.xml", "/xl/evil.xml", "xl\\evil.xml", "C:/evil.xml", "xl/../evil.xml", ITEM])
def test_workbook_is_refused_when_a_part_has_an_odd_name(name: str, blank: Rendered) -> None:
    with pytest.warns(UserWarning, match="Duplicate") if name == ITEM else nullcontext():
        package = append_part(blank.workbook, name, b"x")
    with pytest.raises(BadFile, match="more than one way"):
        extract_payload(package)


def test_workbook_is_refused_when_names_differ_in_case_alone(blank: Rendered) -> None:
    with pytest.raises(BadFile, match="more than one way"):
        extract_payload(append_part(blank.workbook, "customXML/Item1.xml", b"x"))


def test_workbook_is_refused_when_bytes_stand_around_it(blank: Rendered) -> None:
    for around in (b"PK junk " + blank.workbook, blank.workbook + b"tail"):
        with pytest.raises(BadFile):
            extract_payload(around)


def test_workbook_is_refused_when_it_is_encrypted_or_cut(blank: Rendered) -> None:
    with pytest.raises(BadFile, match="encrypted"):
        extract_payload(set_flags(blank.workbook, 1))
    with pytest.raises(BadFile, match="damaged"):
        extract_payload(blank.workbook[:-300])


def test_no_error_but_a_sentence_comes_when_a_byte_is_flipped(blank: Rendered) -> None:
    for content in (blank.pdf, blank.workbook):
        for at in range(0, len(content), len(content) // 60):
            flipped = content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]
            with suppress(BadFile):
                extract_payload(flipped)
