"""The published ways to forge a signed PDF (USF, ISA, SWA, shadows), and what an approver may not do.

Source: Mladenov, Mainka and others, "1 Trillion Dollar Refund" (2019) and "Shadow Attacks" (2021).
"""

from __future__ import annotations

import random
import re
from io import BytesIO

import pikepdf
import pytest

from app.domain.errors import UserError
from app.signing.pdf_verification import verify_pdf
from app.signing.signature_report import exit_code
from app.signing.trust import Trust
from tests.signing.conftest import NOW, Signers, sign
from tests.signing.forgery import append_revision, rewrite_gap, sign_as_others_do, with_certificate_of
from tests.signing.pdf_changes import CHANGES
from tests.signing.pdf_forgery_by_hand import (
    Bytes,
    appended,
    hidden_in_gap,
    last_range,
    moved_signed_part,
    replaced_last,
    signed_again,
    with_range,
    with_table,
)

BOTH = ("author", "approver")


def assert_invalid(pdf: bytes, trust: Trust, words: str = "") -> None:
    report = verify_pdf(pdf, trust, NOW, required=BOTH)
    assert (report.state, exit_code(report), report.signers) == ("invalid", 5, ())
    assert words in report.sentences[0]


def without(name: bytes) -> Bytes:
    return replaced_last(b"/" + name, b"/" + b"X" * len(name))


UNIVERSAL: dict[str, Bytes] = {
    "no contents": without(b"Contents"),
    "no range": without(b"ByteRange"),
    "no type of signature": without(b"SubFilter"),
    "no filter": without(b"Filter"),
    "contents are nothing": lambda pdf: rewrite_gap(pdf, lambda contents: bytes(len(contents))),
    "contents are one zero": lambda pdf: rewrite_gap(pdf, lambda contents: b"\x30\x00".ljust(len(contents), b"\0")),
    "contents are null": replaced_last(b"/Contents <", b"/Contents null <"),
    "range of zeros": lambda pdf: with_range(pdf, 0, 0, 0, 0),
    "range of one": lambda pdf: with_range(pdf, 0),
    "range with less than nothing": lambda pdf: with_range(pdf, 0, last_range(pdf)[0], -1, last_range(pdf)[2]),
    "range of the first part alone": lambda pdf: with_range(pdf, 0, last_range(pdf)[0]),
    "range beyond the end": lambda pdf: with_range(pdf, 0, last_range(pdf)[0], last_range(pdf)[1], 10**9),
}


@pytest.mark.parametrize("kind", UNIVERSAL)
def test_return_is_invalid_when_its_signature_lacks_what_a_verifier_needs(
    kind: str, approved_pdf: bytes, signers: Signers
) -> None:
    assert_invalid(UNIVERSAL[kind](approved_pdf), signers.trust)


EVIL = b"3 0 obj\n<< /Type /Page /Parent 99 0 R >>\nendobj\n"
INCREMENTS: dict[str, Bytes] = {
    "objects alone": lambda pdf: pdf + EVIL,
    "objects and an end": lambda pdf: pdf + EVIL + b"%%EOF\n",
    "objects and the old table": lambda pdf: pdf + EVIL + pdf[pdf.rindex(b"startxref") :],
    "objects and a table": appended(EVIL),
    "a table alone": appended(b""),
    "a copy of the signature": lambda pdf: appended(EVIL + pdf[pdf.rindex(b"/ByteRange") - 20 :])(pdf),
    "a trailer alone": lambda pdf: pdf + b"trailer\n<< /Root 3 0 R >>\nstartxref\n0\n%%EOF\n",
}


@pytest.mark.parametrize("kind", INCREMENTS)
def test_return_is_invalid_when_an_update_by_hand_follows(kind: str, approved_pdf: bytes, signers: Signers) -> None:
    assert_invalid(INCREMENTS[kind](approved_pdf), signers.trust)


@pytest.mark.parametrize("move", [moved_signed_part, hidden_in_gap])
def test_return_is_invalid_when_its_signature_is_wrapped(move: Bytes, approved_pdf: bytes, signers: Signers) -> None:
    assert_invalid(move(approved_pdf), signers.trust)


def test_return_is_invalid_when_a_trusted_key_leaves_a_wide_gap(approved_pdf: bytes, signers: Signers) -> None:
    def widen(room: bytes) -> bytes:
        first, second, _ = last_range(approved_pdf)
        return approved_pdf[:first] + room + approved_pdf[first:second] + approved_pdf[second:]

    assert verify_pdf(signed_again(approved_pdf, signers.approver), signers.trust, NOW).state == "trusted"
    assert_invalid(widen(b"   "), signers.trust)


def number_of(pdf: bytes, kind: bytes) -> int:
    """Give the number of the first object of a kind."""
    found = re.search(rb"/Type /" + kind + rb"\b", pdf)
    assert found is not None
    return int(pdf[: found.start()].rpartition(b" 0 obj")[0].split()[-1])


SHADOW = b"\n%d 0 obj\n<< /Type /Page /MediaBox [0 0 9 9] /Parent %d 0 R >>\nendobj\n"


@pytest.fixture(scope="module")
def shadowed(plain_pdf: bytes, signers: Signers) -> tuple[bytes, int, int]:
    """Return a return that carries a second page of the same number, unseen; the number, and where it lies."""
    with pikepdf.open(BytesIO(plain_pdf)) as document:
        document.Root.PieceInfo = document.make_indirect(pikepdf.Stream(document, SHADOW % (8, 8)))
        output = BytesIO()
        document.save(output, compress_streams=False)
    saved = output.getvalue()
    page, pages = number_of(saved, b"Page"), number_of(saved, b"Pages")
    saved = saved.replace(SHADOW % (8, 8), SHADOW % (page, pages))  # all are of one digit
    half = sign(saved, signers.author, "author", "author", "approver")
    whole = sign(half, signers.approver, "approver")
    assert verify_pdf(whole, signers.trust, NOW, required=BOTH).state == "trusted"
    return whole, page, whole.index(b"\n%d 0 obj\n<< /Type /Page /MediaBox [0 0 9 9]" % page) + 1


def test_return_is_invalid_when_its_approver_brings_a_shadow_out(
    shadowed: tuple[bytes, int, int], signers: Signers
) -> None:
    whole, page, offset = shadowed
    forged = signed_again(with_table(whole, {page: offset}), signers.approver)
    assert_invalid(forged, signers.trust, "a later signature altered more than its own place")


def test_return_is_invalid_when_its_approver_hides_an_object(
    shadowed: tuple[bytes, int, int], signers: Signers
) -> None:
    whole, page, _ = shadowed
    forged = signed_again(with_table(whole, {page: None}), signers.approver)
    assert_invalid(forged, signers.trust, "")


def test_return_is_invalid_when_its_approver_slips_bytes_between_objects(approved_pdf: bytes, signers: Signers) -> None:
    at = approved_pdf.rindex(b"xref", 0, approved_pdf.rindex(b"startxref"))
    words = b"8888 0 obj\n(words that nobody sees)\nendobj\n"
    old, new = (b"startxref\n%d\n" % place for place in (at, at + len(words)))
    forged = replaced_last(old, new)(approved_pdf[:at] + words + approved_pdf[at:])
    assert_invalid(signed_again(forged, signers.approver), signers.trust, "altered more than its own place")


@pytest.mark.parametrize("change", ["overlay", "attachment", "field", "appearance", "metadata"])
def test_return_is_invalid_when_its_approver_adds_to_it(change: str, half_signed_pdf: bytes, signers: Signers) -> None:
    forged = sign_as_others_do(half_signed_pdf, signers.approver, CHANGES[change], field_name="approver")
    assert_invalid(forged, signers.trust)


@pytest.mark.parametrize("change", ["overlay", "attachment", "field", "appearance", "metadata"])
def test_return_is_invalid_when_something_is_added_after_both(
    change: str, approved_pdf: bytes, signers: Signers
) -> None:
    assert_invalid(append_revision(approved_pdf, CHANGES[change]), signers.trust)


def test_return_is_invalid_when_a_third_signs(approved_pdf: bytes, signers: Signers) -> None:
    with pytest.raises(UserError, match="no empty place"):
        sign(approved_pdf, signers.stranger, "reviewer")
    forged = sign_as_others_do(approved_pdf, signers.stranger, CHANGES["field"], field_name="witness")
    assert_invalid(forged, signers.trust, "a place or an order")


def test_return_is_half_signed_again_when_rolled_back(
    approved_pdf: bytes, half_signed_pdf: bytes, signers: Signers
) -> None:
    rolled = approved_pdf[: len(half_signed_pdf)]
    report = verify_pdf(rolled, signers.trust, NOW, required=BOTH)
    assert (report.state, exit_code(report)) == ("missing_signature", 6)


def test_return_is_invalid_when_rolled_back_before_its_signatures(
    approved_pdf: bytes, plain_pdf: bytes, signers: Signers
) -> None:
    assert_invalid(approved_pdf[: len(plain_pdf)], signers.trust, "Not signed")


def test_return_is_invalid_when_saved_anew(approved_pdf: bytes, signers: Signers) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(approved_pdf)) as document:
        document.save(output)
    assert_invalid(output.getvalue(), signers.trust)


def test_return_is_invalid_when_the_certificate_is_exchanged(approved_pdf: bytes, signers: Signers) -> None:
    forged = rewrite_gap(approved_pdf, with_certificate_of(signers.stranger))
    assert_invalid(forged, signers.trust)


@pytest.mark.parametrize("name", ["signed_pdf", "approved_pdf"])
def test_return_is_invalid_when_a_byte_is_changed_anywhere(
    name: str, signers: Signers, request: pytest.FixtureRequest
) -> None:
    content: bytes = request.getfixturevalue(name)
    required = BOTH if name == "approved_pdf" else BOTH[:1]
    draw = random.Random(name)
    for _ in range(80):
        at = draw.randrange(len(content))
        changed = content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :]
        assert verify_pdf(changed, signers.trust, NOW, required=required).state == "invalid", at
