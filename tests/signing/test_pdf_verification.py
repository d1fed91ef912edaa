from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from app.domain.errors import UserError
from app.signing.pdf_structure import check_gap
from app.signing.pdf_verification import verify_pdf
from app.signing.signature_report import InvalidFile, SignatureReport, exit_code, worst_exit_code
from app.signing.signer_trust import judge_signer
from app.signing.trust import Trust
from tests.signing.conftest import NOW, Signers, sign
from tests.signing.forgery import (
    CHANGES,
    add_approver_field,
    add_unsigned_attribute,
    append_revision,
    certify,
    read_gap,
    rewrite_gap,
    sign_as_others_do,
    signing_usage,
    with_attachment,
    with_script,
)


def verify(pdf: bytes, trust: Trust, now: datetime = NOW) -> SignatureReport:
    return verify_pdf(pdf, trust, now)


def assert_invalid(pdf: bytes, trust: Trust, words: str) -> None:
    report = verify(pdf, trust)
    assert report.state == "invalid"
    assert words in report.sentences[0]
    assert (exit_code(report), report.signers) == (5, ())


def assert_untrusted(report: SignatureReport, words: str) -> None:
    assert (report.state, exit_code(report)) == ("untrusted", 4)
    assert report.sentences[0].startswith("Intact, but the signer is not trusted on this PC")
    assert words in report.signers[0].doubt


# What is accepted, and in which words


def test_signed_return_is_trusted_when_its_author_is_pinned(signed_pdf: bytes, signers: Signers) -> None:
    report = verify(signed_pdf, signers.trust)
    assert (report.state, exit_code(report), report.revisions) == ("trusted", 0, 2)
    assert report.sentences == ("Signed by A. Lead, Audit lead, on 29 September 2026 and unchanged since.",)
    (signer,) = report.signers
    assert (signer.role, signer.organisation, signer.signed_at) == ("author", "HMP Example", NOW)
    assert signer.fingerprint == signers.author.fingerprint


def test_approved_return_is_trusted_when_both_signers_are_pinned(approved_pdf: bytes, signers: Signers) -> None:
    report = verify(approved_pdf, signers.trust)
    assert (report.state, report.revisions) == ("trusted", 3)
    assert [signer.role for signer in report.signers] == ["author", "approver"]


def test_half_signed_return_says_what_is_missing(half_signed_pdf: bytes, signers: Signers) -> None:
    report = verify(half_signed_pdf, signers.trust)
    assert (report.state, exit_code(report), report.missing) == ("missing_signature", 6, ("approver",))
    assert report.sentences[-1] == "Signed, but a signature is still missing: approver."


def test_half_signed_return_is_untrusted_when_its_author_is_unknown(half_signed_pdf: bytes) -> None:
    report = verify(half_signed_pdf, Trust({}))
    assert (exit_code(report), report.missing) == (4, ("approver",))
    assert len(report.sentences) == 2


def test_report_survives_the_way_through_json(approved_pdf: bytes, signers: Signers) -> None:
    report = verify(approved_pdf, signers.trust)
    assert SignatureReport.model_validate(report.model_dump(mode="json")) == report


def test_worst_code_wins_over_several_files(signed_pdf: bytes, half_signed_pdf: bytes, signers: Signers) -> None:
    trusted, missing = verify(signed_pdf, signers.trust), verify(half_signed_pdf, signers.trust)
    unknown, broken = verify(signed_pdf, Trust({})), verify(b"", Trust({}))
    assert worst_exit_code([]) == 0
    assert worst_exit_code([trusted, missing]) == 6
    assert worst_exit_code([missing, unknown, trusted]) == 4
    assert worst_exit_code([unknown, broken, missing]) == 5


# Signers who are not trusted


def test_signer_is_untrusted_when_not_pinned(signed_pdf: bytes) -> None:
    assert_untrusted(verify(signed_pdf, Trust({})), "Compare the fingerprint")


def test_signer_is_untrusted_when_pinned_for_another_role(signed_pdf: bytes, signers: Signers) -> None:
    trust = Trust({"approver": (signers.author.certificate,)})
    assert_untrusted(verify(signed_pdf, trust), "known here for another role (approver)")


def test_stranger_with_the_same_names_is_untrusted(plain_pdf: bytes, signers: Signers) -> None:
    assert_untrusted(verify(sign(plain_pdf, signers.stranger), signers.trust), "Compare the fingerprint")


def test_leaf_issued_by_a_pinned_leaf_is_untrusted(plain_pdf: bytes, signers: Signers) -> None:
    forged = certify(
        ec.generate_private_key(ec.SECP256R1()), issuer=("A. Lead", signers.author._key), extensions=signing_usage()
    )
    assert_untrusted(verify(sign(plain_pdf, forged), signers.trust), "Compare the fingerprint")


@pytest.mark.parametrize(("days", "words"), [(1200, "ran out on 29 September 2029"), (-2, "not valid before")])
def test_signer_is_untrusted_when_the_certificate_is_not_valid_now(
    days: int, words: str, signed_pdf: bytes, signers: Signers
) -> None:
    assert_untrusted(verify(signed_pdf, signers.trust, NOW + timedelta(days=days)), words)


def test_signer_is_untrusted_when_the_certificate_was_not_valid_at_signing() -> None:
    late = certify(ec.generate_private_key(ec.SECP256R1()), days=(5, 900), extensions=signing_usage()).certificate
    trust = Trust({"author": (late,)})
    later = NOW + timedelta(days=10)
    assert judge_signer([late], "author", NOW, trust, later) == "The certificate was not valid on the day of signing."
    assert judge_signer([late], "author", later, trust, later) == ""


def test_signer_is_untrusted_when_the_day_of_signing_lies_ahead(plain_pdf: bytes, signers: Signers) -> None:
    pdf = sign(plain_pdf, signers.author, signed_at=NOW + timedelta(days=40))
    assert_untrusted(verify(pdf, signers.trust), "lies in the future")


@pytest.mark.parametrize("extensions", [(), signing_usage(ca=True)])
def test_signer_is_untrusted_when_the_certificate_is_not_for_signing(extensions: Any, plain_pdf: bytes) -> None:
    odd = certify(ec.generate_private_key(ec.SECP256R1()), extensions=extensions)
    report = verify(sign(plain_pdf, odd), Trust({"author": (odd.certificate,)}))
    assert_untrusted(report, "not one for signing documents")


# Files changed after signing


def test_return_is_invalid_when_a_byte_of_its_text_is_flipped(signed_pdf: bytes, signers: Signers) -> None:
    assert b"Delivered" in signed_pdf
    assert_invalid(signed_pdf.replace(b"Delivered", b"Delayered"), signers.trust, "the content is not what was signed")


@pytest.mark.parametrize("tail", [b"x", b"\n\n", b"%%EOF\n% more"])
def test_return_is_invalid_when_bytes_follow_its_end(tail: bytes, signed_pdf: bytes, signers: Signers) -> None:
    assert_invalid(signed_pdf + tail, signers.trust, "Changed after signing")


def test_return_is_invalid_when_a_second_end_follows(signed_pdf: bytes, signers: Signers) -> None:
    assert_invalid(signed_pdf + b"%%EOF\n", signers.trust, "")


@pytest.mark.parametrize("change", CHANGES)
def test_return_is_invalid_when_saved_again(change: str, half_signed_pdf: bytes, signers: Signers) -> None:
    pdf = append_revision(half_signed_pdf, CHANGES[change])
    assert len(pdf) > len(half_signed_pdf)
    assert_invalid(pdf, signers.trust, "something was added to the file after the last signature")


@pytest.mark.parametrize("change", CHANGES)
def test_return_is_invalid_when_an_unsigned_revision_precedes_the_signature(
    change: str, plain_pdf: bytes, signers: Signers
) -> None:
    pdf = sign(append_revision(plain_pdf, CHANGES[change]), signers.author)
    assert_invalid(pdf, signers.trust, "saved again without a signature")


@pytest.mark.parametrize("change", ["info", "annotation", "page"])
def test_return_is_invalid_when_the_approver_changes_more_than_their_place(
    change: str, half_signed_pdf: bytes, signers: Signers
) -> None:
    pdf = sign_as_others_do(half_signed_pdf, signers.approver, CHANGES[change], field_name="approver")
    assert_invalid(pdf, signers.trust, "a later signature altered more than its own place")


@pytest.mark.parametrize("lost", [1, 3, 7, 200, 5000])
def test_return_is_invalid_when_cut_short(lost: int, signed_pdf: bytes, signers: Signers) -> None:
    assert_invalid(signed_pdf[:-lost], signers.trust, "")


def test_return_is_invalid_when_its_signature_is_stripped(signed_pdf: bytes, signers: Signers) -> None:
    with pikepdf.open(BytesIO(signed_pdf)) as document:
        del document.Root.AcroForm.Fields[0]["/V"]
        del document.Root["/Perms"]
        output = BytesIO()
        document.save(output)
    assert_invalid(output.getvalue(), signers.trust, "Not signed")


def test_unsigned_document_is_invalid_not_half_signed(plain_pdf: bytes, signers: Signers) -> None:
    assert_invalid(plain_pdf, signers.trust, "Not signed")


def test_return_is_invalid_when_its_padding_hides_bytes(signed_pdf: bytes, signers: Signers) -> None:
    pdf = rewrite_gap(signed_pdf, lambda contents: contents[:-1] + b"\x01")
    assert_invalid(pdf, signers.trust, "bytes were hidden behind the signature")


def test_return_is_invalid_when_something_unsigned_is_in_the_signature(signed_pdf: bytes, signers: Signers) -> None:
    assert_invalid(rewrite_gap(signed_pdf, add_unsigned_attribute), signers.trust, "added to the signature")


def test_return_is_invalid_when_another_signature_is_put_in(
    signed_pdf: bytes, plain_pdf: bytes, signers: Signers
) -> None:
    other = read_gap(sign(plain_pdf, signers.author))
    pdf = rewrite_gap(signed_pdf, lambda contents: other.ljust(len(contents), b"\0"))
    assert_invalid(pdf, signers.trust, "the content is not what was signed")


def test_return_is_invalid_when_its_signature_is_damaged(signed_pdf: bytes, signers: Signers) -> None:
    def flip_last_of_signature(contents: bytes) -> bytes:
        end = len(contents.rstrip(b"\0")) - 1
        return contents[:end] + bytes([contents[end] ^ 1]) + contents[end + 1 :]

    assert_invalid(rewrite_gap(signed_pdf, flip_last_of_signature), signers.trust, "Changed after signing")


@pytest.mark.parametrize("gap", [b"<AB00 >", b"<AB00>%", b" <AB00>", b"<AB00", b"<AB01>", b"<AB0000>", b"<Ab00>"])
def test_gap_is_refused_when_it_holds_more_than_the_signature(gap: bytes) -> None:
    pdf = b"0123" + gap + b"rest"
    with pytest.raises(InvalidFile, match="leaves out more than itself"):
        check_gap(pdf, [0, 4, 4 + len(gap), 4], b"\xab\0")


def test_gap_is_refused_when_the_signed_part_starts_late() -> None:
    with pytest.raises(InvalidFile, match="leaves out more than itself"):
        check_gap(b"0123<AB00>rest", [1, 4, 10, 4], b"\xab\0")


def test_gap_is_accepted_when_it_is_the_signature_in_hexadecimal() -> None:
    check_gap(b"0123<AB00>rest", [0, 4, 10, 4], b"\xab\0")


# Files signed in ways that returns are not


def test_return_is_invalid_when_signed_with_sha1(plain_pdf: bytes, signers: Signers) -> None:
    assert_invalid(sign_as_others_do(plain_pdf, signers.author, md_algorithm="sha1"), signers.trust, "too weak")


def test_return_is_invalid_when_the_key_is_too_short(plain_pdf: bytes) -> None:
    weak = certify(rsa.generate_private_key(65537, 2048), extensions=signing_usage())
    assert_invalid(sign(plain_pdf, weak), Trust({"author": (weak.certificate,)}), "too weak")


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ({"certify": False}, "does not certify"),
        ({"docmdp_permissions": MDPPerm.ANNOTATE}, "permits other changes"),
        ({"subfilter": SigSeedSubFilter.ADOBE_PKCS7_DETACHED}, "not signed (PAdES)"),
        ({"field_name": "approver", "certify": True}, "a place or an order"),
        ({"field_name": "governor", "certify": True}, "a place or an order"),
    ],
)
def test_return_is_invalid_when_signed_otherwise(
    metadata: dict[str, Any], words: str, plain_pdf: bytes, signers: Signers
) -> None:
    assert_invalid(sign_as_others_do(plain_pdf, signers.author, **metadata), signers.trust, words)


def test_return_is_invalid_when_its_author_approves_it(half_signed_pdf: bytes, signers: Signers) -> None:
    assert_invalid(sign(half_signed_pdf, signers.author, "approver"), signers.trust, "Signed twice")


@pytest.mark.parametrize(
    ("name", "required"), [("half_signed_pdf", ("author",)), ("signed_pdf", ("author", "approver"))]
)
def test_return_is_invalid_when_its_places_are_not_those_asked_for(
    name: str, required: tuple[str, ...], signers: Signers, request: pytest.FixtureRequest
) -> None:
    report = verify_pdf(request.getfixturevalue(name), signers.trust, NOW, required=required)
    assert report.state == "invalid"
    assert "places for signatures" in report.sentences[0]


@pytest.mark.parametrize("name", ["half_signed_pdf", "approved_pdf"])
def test_places_are_accepted_when_they_are_those_asked_for(
    name: str, signers: Signers, request: pytest.FixtureRequest
) -> None:
    report = verify_pdf(request.getfixturevalue(name), signers.trust, NOW, required=("author", "approver"))
    assert report.is_intact


def test_return_is_invalid_when_its_certification_bars_the_approver(plain_pdf: bytes, signers: Signers) -> None:
    closed = sign_as_others_do(plain_pdf, signers.author, add_approver_field, docmdp_permissions=MDPPerm.NO_CHANGES)
    assert_invalid(closed, signers.trust, "permits other changes")
    with pytest.raises(UserError, match="certified as complete"):
        sign(closed, signers.approver, "approver")


def test_return_is_invalid_when_programs_may_read_it_differently(plain_pdf: bytes, signers: Signers) -> None:
    odd = re.sub(rb"/Length \d", b"/Length 1", plain_pdf)
    assert odd != plain_pdf
    assert_invalid(sign(odd, signers.author), signers.trust, "more than one way")


def test_return_is_invalid_when_it_has_a_strange_place_for_a_signature(plain_pdf: bytes, signers: Signers) -> None:
    assert_invalid(sign(plain_pdf, signers.author, "author", "witness"), signers.trust, "a place for a signature")


# Content that no return has


@pytest.mark.parametrize("name", [b"/JavaScript", b"/J#61vaScript", b"/Launch", b"/#4caunch", b"/SubmitForm"])
def test_return_is_invalid_when_it_holds_an_action(name: bytes, plain_pdf: bytes, signers: Signers) -> None:
    pdf = with_script(plain_pdf, name)
    assert name in pdf
    assert_invalid(sign(pdf, signers.author), signers.trust, "a script or an action")


def test_words_about_scripts_are_no_script(plain_pdf: bytes, signers: Signers) -> None:
    with pikepdf.open(BytesIO(plain_pdf)) as document:
        document.docinfo["/Title"] = "How to refuse /JavaScript and /Launch"
        output = BytesIO()
        document.save(output)
    assert verify(sign(output.getvalue(), signers.author), signers.trust).state == "trusted"


def test_numbers_that_stand_alone_are_accepted(plain_pdf: bytes, signers: Signers) -> None:
    with pikepdf.open(BytesIO(plain_pdf)) as document:
        numbers = pikepdf.Object.parse(b"[ 5 true (text) ]")
        document.Root.PieceInfo = pikepdf.Array([document.make_indirect(one) for one in numbers])
        output = BytesIO()
        document.save(output)
    assert verify(sign(output.getvalue(), signers.author), signers.trust).state == "trusted"


def test_attachment_is_accepted_only_when_it_is_data(plain_pdf: bytes, signers: Signers) -> None:
    assert verify(sign(with_attachment(plain_pdf, "return.json"), signers.author), signers.trust).state == "trusted"
    assert_invalid(sign(with_attachment(plain_pdf, "return.exe"), signers.author), signers.trust, "carries a file")


def test_encrypted_document_is_invalid(plain_pdf: bytes, signers: Signers) -> None:
    with pikepdf.open(BytesIO(plain_pdf)) as document:
        output = BytesIO()
        document.save(output, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert_invalid(output.getvalue(), signers.trust, "encrypted")


@pytest.mark.parametrize("junk", [b"", b"PK\3\4", b"%PDF-1.7\n%%EOF", b"junk %PDF-1.7\n%%EOF\n"])
def test_foreign_bytes_are_invalid(junk: bytes, signers: Signers) -> None:
    assert_invalid(junk, signers.trust, "")


def test_bytes_before_the_header_are_invalid(signed_pdf: bytes, signers: Signers) -> None:
    assert_invalid(b"\n" + signed_pdf, signers.trust, "its beginning is lost")
