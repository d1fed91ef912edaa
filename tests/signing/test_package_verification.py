from __future__ import annotations

import random
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.services.sandbox import Limits
from app.services.verification import verify_package_apart
from app.signing.package_verification import verify_package
from app.signing.signature_report import InvalidFile, SignatureReport, exit_code
from app.signing.signed_package import SignedPackage, read_signed_package
from app.signing.trust import Trust
from tests.signing.conftest import NOW, Signers, sign_workbook
from tests.signing.forgery import certify, signing_usage
from tests.signing.package_forgery import (
    SIGNATURE,
    parts_of,
    replaced,
    with_parts,
)
from tests.signing.package_verdicts import (
    BOTH,
    CORE,
    RISKS,
    ROOT,
    WORKBOOK,
    assert_invalid,
)


def assert_untrusted(report: SignatureReport, words: str) -> None:
    assert (report.state, exit_code(report)) == ("untrusted", 4)
    assert words in report.signers[-1].doubt


# What is accepted, and in which words


def test_signed_workbook_is_trusted_when_its_author_is_pinned(signed_workbook: bytes, signers: Signers) -> None:
    report = verify_package(signed_workbook, signers.trust, NOW)
    assert (report.state, exit_code(report), report.missing) == ("trusted", 0, ())
    assert report.sentences == ("Signed by A. Lead, Audit lead, on 29 September 2026 and unchanged since.",)
    (signer,) = report.signers
    assert (signer.role, signer.organisation, signer.signed_at) == ("author", "HMP Example", NOW)
    assert signer.fingerprint == signers.author.fingerprint


def test_approved_workbook_is_trusted_when_both_signers_are_pinned(approved_workbook: bytes, signers: Signers) -> None:
    report = verify_package(approved_workbook, signers.trust, NOW, required=BOTH)
    assert (report.state, [signer.role for signer in report.signers]) == ("trusted", list(BOTH))


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_workbook_is_trusted_when_the_signer_has_a_chain(kind: str, plain_workbook: bytes, signers: Signers) -> None:
    key = rsa.generate_private_key(65537, 3072) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    alone = certify(key, extensions=signing_usage())
    chained = type(alone)(alone.certificate, (signers.approver.certificate,), _key=key)
    trust = Trust({"author": (alone.certificate,)})
    assert verify_package(sign_workbook(plain_workbook, chained), trust, NOW).state == "trusted"


def test_half_signed_workbook_says_what_is_missing(signed_workbook: bytes, signers: Signers) -> None:
    report = verify_package(signed_workbook, signers.trust, NOW, required=BOTH)
    assert (report.state, exit_code(report), report.missing) == ("missing_signature", 6, ("approver",))
    assert report.sentences[-1] == "Signed, but a signature is still missing: approver."


def test_core_properties_may_change_when_the_caller_does_not_look(signed_workbook: bytes, signers: Signers) -> None:
    found = parts_of(signed_workbook)[CORE]
    other = with_parts(signed_workbook, {CORE: replaced("openpyxl", "somebody")})
    assert verify_package(other, signers.trust, NOW).state == "trusted"
    assert verify_package(signed_workbook, signers.trust, NOW, core_properties=found).state == "trusted"
    report = verify_package(other, signers.trust, NOW, core_properties=found)
    assert (report.state, "properties" in report.sentences[0]) == ("invalid", True)


def test_child_gives_the_same_verdict(approved_workbook: bytes, signers: Signers) -> None:
    core = parts_of(approved_workbook)[CORE]
    report = verify_package_apart(approved_workbook, signers.trust, NOW, required=BOTH, core_properties=core)
    assert (report.state, len(report.signers)) == ("trusted", 2)
    report = verify_package_apart(approved_workbook, signers.trust, NOW, required=BOTH, core_properties=core + b" ")
    assert "properties" in report.sentences[0]


def test_workbook_is_invalid_when_its_reader_runs_out_of_time(signed_workbook: bytes, signers: Signers) -> None:
    report = verify_package_apart(
        signed_workbook,
        signers.trust,
        NOW,
        required=BOTH,
        core_properties=None,
        limits=Limits(wall_seconds=0.01),
    )
    assert "took too long" in report.sentences[0]


# Signers who are not trusted


def test_stranger_with_the_same_names_is_untrusted(plain_workbook: bytes, signers: Signers) -> None:
    report = verify_package(sign_workbook(plain_workbook, signers.stranger), signers.trust, NOW)
    assert_untrusted(report, "Compare the fingerprint")


def test_workbook_is_invalid_when_its_author_approves_it(signed_workbook: bytes, signers: Signers) -> None:
    assert_invalid(sign_workbook(signed_workbook, signers.author, "approver"), signers, "Signed twice", required=BOTH)


def test_approver_is_untrusted_when_pinned_for_another_role(plain_workbook: bytes, signers: Signers) -> None:
    package = sign_workbook(sign_workbook(plain_workbook, signers.stranger), signers.author, "approver")
    report = verify_package(package, signers.trust, NOW, required=BOTH)
    assert report.state == "untrusted"
    assert "another role (author)" in report.signers[1].doubt


@pytest.mark.parametrize(("days", "words"), [(1200, "ran out on 29 September 2029"), (-2, "not valid before")])
def test_signer_is_untrusted_when_the_certificate_is_not_valid_now(
    days: int, words: str, signed_workbook: bytes, signers: Signers
) -> None:
    assert_untrusted(verify_package(signed_workbook, signers.trust, NOW + timedelta(days=days)), words)


# Signatures stripped, moved, exchanged


def test_unsigned_workbook_is_invalid(plain_workbook: bytes, signers: Signers) -> None:
    assert_invalid(plain_workbook, signers, "Not signed")


def test_workbook_is_invalid_when_its_signature_is_stripped(signed_workbook: bytes, signers: Signers) -> None:
    assert_invalid(with_parts(signed_workbook, {SIGNATURE: None}), signers, "Not signed")
    names = [name for name in parts_of(signed_workbook) if name.startswith("_xmlsignatures/")]
    assert_invalid(with_parts(signed_workbook, dict.fromkeys(names)), signers, "Not signed")


def test_workbook_is_invalid_when_the_author_is_stripped(approved_workbook: bytes, signers: Signers) -> None:
    approved = read_signed_package(approved_workbook)
    alone = SignedPackage(approved.content, approved.signatures[1:])
    assert_invalid(alone.to_bytes(), signers, "Removed after signing: the first signature.", BOTH)


def test_workbook_is_half_signed_again_when_the_approval_is_stripped(
    approved_workbook: bytes, signed_workbook: bytes, signers: Signers
) -> None:
    approved = read_signed_package(approved_workbook)
    alone = SignedPackage(approved.content, approved.signatures[:1]).to_bytes()
    assert alone == signed_workbook
    assert verify_package(alone, signers.trust, NOW, required=BOTH).state == "missing_signature"


def test_approval_is_not_worth_anything_under_another_author(
    signed_workbook: bytes, approved_workbook: bytes, plain_workbook: bytes, signers: Signers
) -> None:
    other = parts_of(sign_workbook(plain_workbook, signers.stranger))[SIGNATURE]
    package = with_parts(approved_workbook, {SIGNATURE: other})
    assert_invalid(package, signers, "Changed after signing: the first signature.", BOTH)


def test_workbook_is_invalid_when_its_signature_comes_from_another(
    plain_workbook: bytes, signed_workbook: bytes, signers: Signers
) -> None:
    other = with_parts(signed_workbook, {RISKS: replaced("Delivered", "Delayered")})
    signature = parts_of(signed_workbook)[SIGNATURE]
    assert_invalid(with_parts(other, {SIGNATURE: signature}), signers, "Changed after signing: sheet Risks.")


def test_workbook_is_invalid_when_somebody_signed_whom_it_does_not_ask(
    approved_workbook: bytes, signers: Signers
) -> None:
    assert_invalid(approved_workbook, signers, "does not ask for")


def test_workbook_is_invalid_when_a_third_signed(approved_workbook: bytes, signers: Signers) -> None:
    with pytest.raises(InvalidFile, match="place or an order"):
        sign_workbook(approved_workbook, signers.stranger, "reviewer")
    whole = read_signed_package(approved_workbook)
    for third in (whole.signatures[0], whole.signatures[1]):
        forged = SignedPackage(whole.content, (*whole.signatures, third)).to_bytes()
        assert_invalid(forged, signers, "", BOTH)


# Content changed


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        (RISKS, "Delivered", "Delayered", "Changed after signing: sheet Risks."),
        ("xl/tables/table1.xml", "A1:B3", "A1:B2", "Changed after signing: sheet Answers."),
        ("xl/styles.xml", "Calibri", "Wingdings", "Changed after signing: the formats."),
        ("xl/workbook.xml", 'name="Risks"', 'name="Rusks"', "Changed after signing: the list of sheets."),
        ("docProps/app.xml", "Excel", "Other", "Changed after signing: the file's properties."),
        (WORKBOOK, "sheet2.xml", "sheet1.xml", "Changed after signing: the list of sheets."),
        (ROOT, "docProps/app.xml", "xl/workbook.xml", "Changed after signing: part of the package."),
    ],
)
def test_change_is_named_in_the_words_of_the_workbook(
    part: str, old: str, new: str, words: str, signed_workbook: bytes, signers: Signers
) -> None:
    assert_invalid(with_parts(signed_workbook, {part: replaced(old, new)}), signers, words)


@pytest.mark.parametrize("package", ["signed_workbook", "approved_workbook"])
def test_workbook_is_invalid_when_a_byte_is_changed_anywhere(
    package: str, signers: Signers, request: pytest.FixtureRequest
) -> None:
    content: bytes = request.getfixturevalue(package)
    draw = random.Random(package)
    for _ in range(600):
        at = draw.randrange(len(content))
        changed = content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :]
        report = verify_package(changed, signers.trust, NOW, required=BOTH, core_properties=parts_of(content)[CORE])
        # One back-reference of DEFLATE may stand for another of the same words: then no part has changed.
        assert report.state == "invalid" or parts_of(changed) == parts_of(content), at


def test_workbook_is_invalid_when_cut_short(signed_workbook: bytes, signers: Signers) -> None:
    for lost in (1, 3, 22, 200, 5000, len(signed_workbook) - 4, len(signed_workbook) - 1):
        assert_invalid(signed_workbook[:-lost], signers, "")


@pytest.mark.parametrize("content", [b"", b"neither", b"%PDF-1.7\n%%EOF\n", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_file_that_is_no_workbook_is_invalid(content: bytes, signers: Signers) -> None:
    assert_invalid(content, signers, "")
