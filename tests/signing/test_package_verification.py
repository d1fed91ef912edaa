from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.services.sandbox import Limits
from app.services.verification import verify_package_apart
from app.signing.package_archive import CONTENT_TYPES, write_archive
from app.signing.package_signature_form import ECDSA_SHA256, SHA256
from app.signing.package_verification import verify_package
from app.signing.signature_report import SignatureReport, exit_code
from app.signing.signed_package import SignedPackage, read_signed_package
from app.signing.trust import ROLES, Trust
from tests.signing.conftest import NOW, Signers, sign_workbook
from tests.signing.forgery import certify, signing_usage
from tests.signing.package_forgery import (
    SIGNATURE,
    Change,
    parts_of,
    replaced,
    sealed_again,
    with_injected,
    with_parts,
)

BOTH = ("author", "approver")
APPROVAL = "_xmlsignatures/sig2.xml"
ANSWERS, RISKS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
ROOT, WORKBOOK = "_rels/.rels", "xl/_rels/workbook.xml.rels"
CORE = "docProps/core.xml"
WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def assert_invalid(package: bytes, signers: Signers, words: str, required: tuple[str, ...] = ("author",)) -> None:
    report = verify_package(package, signers.trust, NOW, required=required)
    assert (report.state, exit_code(report), report.signers) == ("invalid", 5, ())
    assert words in report.sentences[0]


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


def test_author_is_untrusted_when_signing_as_approver(signed_workbook: bytes, signers: Signers) -> None:
    package = sign_workbook(signed_workbook, signers.author, "approver")
    assert_untrusted(verify_package(package, signers.trust, NOW, required=BOTH), "another role (author)")


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
    "false size": (_lie_about_size, "a kind that no return holds"),
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


# The signature's own XML


def _wrap_object(xml: bytes) -> bytes:
    """Keep the signed list where its Id finds it first, and put another where a program looks by its place."""
    text = xml.decode()
    start, end = text.index('<Object Id="idPackageObject">'), text.index('<Object Id="idOfficeObject">')
    signed = text[start:end]
    forged = signed.replace("<DigestValue>", "<DigestValue>AAAA", 1)
    return (text[:start] + f"<Object>{signed}</Object>" + forged + text[end:]).encode()


def _repeat_object(xml: bytes) -> bytes:
    text = xml.decode()
    start, end = text.index('<Object Id="idPackageObject">'), text.index('<Object Id="idOfficeObject">')
    return (text[:end] + text[start:end] + text[end:]).encode()


def _wrap_signature(xml: bytes) -> bytes:
    head, _, signature = xml.decode().partition("?>\n")
    return f"{head}?>\n<Signature><Object>{signature}</Object></Signature>".encode()


def _drop_manifest(xml: bytes) -> bytes:
    text = xml.decode()
    return (text[: text.index("<Manifest>")] + text[text.index("</Manifest>") + len("</Manifest>") :]).encode()


TAMPERED: dict[str, tuple[Change, str]] = {
    "role": (replaced(">author<", ">approver<"), "not in the form"),
    "reason": (replaced("Prepared", "Approved"), "not in the form"),
    "date": (replaced("2026-09-29", "2026-09-28", 2), "not in the form"),
    "wrapped object": (_wrap_object, "does not list plainly what it covers"),
    "repeated object": (_repeat_object, "does not list plainly what it covers"),
    "wrapped signature": (_wrap_signature, ""),
    "no manifest": (_drop_manifest, "does not list plainly what it covers"),
    "id": (replaced('Id="idOfficeObject"', 'Id="idPackageObject"'), "not in the form that returns have"),
    "no id": (replaced(' Id="idSignedProperties"', ""), "not in the form that returns have"),
    "comment in digest": (replaced("</DigestValue>", "<!-- x --></DigestValue>"), "not in the form"),
    "comment at end": (lambda xml: xml + b"<!-- x -->", "not in the form"),
    "unsigned words": (replaced("<KeyInfo>", "<KeyInfo><KeyName>Governor</KeyName>"), "not in the form"),
    "space": (replaced("<SignedInfo>", " <SignedInfo>"), "not in the form"),
    "sha-1": (replaced(SHA256, "http://www.w3.org/2000/09/xmldsig#sha1"), "too weak"),
    "transform": (replaced("<Transforms>", '<Transforms><Transform Algorithm="urn:xslt"></Transform>'), "too weak"),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_workbook_is_invalid_when_its_signature_is_tampered_with(
    kind: str, signed_workbook: bytes, signers: Signers
) -> None:
    change, words = TAMPERED[kind]
    assert_invalid(with_parts(signed_workbook, {SIGNATURE: change}), signers, words)


def test_workbook_is_invalid_when_the_certificate_is_exchanged(
    plain_workbook: bytes, signed_workbook: bytes, signers: Signers
) -> None:
    ours, theirs = (
        parts_of(package)[SIGNATURE].decode().partition("<X509Data>")[2].partition("</X509Data>")[0]
        for package in (signed_workbook, sign_workbook(plain_workbook, signers.stranger))
    )
    package = with_parts(signed_workbook, {SIGNATURE: replaced(ours, theirs)})
    assert_invalid(package, signers, "names another certificate than it carries")


def test_workbook_is_invalid_when_another_key_made_the_signature(signed_workbook: bytes, signers: Signers) -> None:
    for change in (replaced("Prepared", "Approved"), replaced(">author<", ">reviewer<")):
        forged = sealed_again(change(parts_of(signed_workbook)[SIGNATURE]), signers.stranger)
        assert_invalid(with_parts(signed_workbook, {SIGNATURE: forged}), signers, "does not fit its certificate", ROLES)


# Signed by one who holds a trusted key, but not as returns are


def test_forger_makes_what_is_accepted_when_nothing_is_changed(signed_workbook: bytes, signers: Signers) -> None:
    package = with_parts(signed_workbook, {SIGNATURE: lambda xml: sealed_again(xml, signers.author)})
    assert package != signed_workbook
    assert verify_package(package, signers.trust, NOW).state == "trusted"


def _leave_out(part: str) -> Change:
    def change(xml: bytes) -> bytes:
        text = xml.decode()
        start = text.index(f'<Reference URI="/{part}?')
        return (text[:start] + text[text.index("</Reference>", start) + len("</Reference>") :]).encode()

    return change


SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
HMAC = "http://www.w3.org/2000/09/xmldsig#hmac-sha256"
RELATION = (
    '<mdssi:RelationshipReference xmlns:mdssi="http://schemas.openxmlformats.org/package/2006/digital-signature" '
)
RESIGNED: dict[str, tuple[Change, dict[str, str], str]] = {
    "a part left out": (_leave_out(RISKS), {}, "Added after signing: sheet Risks."),
    "a relationship left out": (
        replaced(f'{RELATION}SourceId="rId2"></mdssi:RelationshipReference>', ""), {}, "Changed after signing",
    ),
    "sha-1 digests": (replaced(SHA256, SHA1, -1), {"digest": "sha1"}, "too weak"),
    "sha-1 signature": (
        replaced(ECDSA_SHA256, ECDSA_SHA256.replace("sha256", "sha1")), {"digest": "sha1"}, "too weak",
    ),
    "hmac": (replaced(ECDSA_SHA256, HMAC), {"method": "hmac"}, "too weak"),
    "office's own words": (replaced("<Monitors>1<", "<Monitors>2<"), {}, "not in the form"),
}  # fmt: skip


@pytest.mark.parametrize("kind", RESIGNED)
def test_workbook_is_invalid_when_signed_otherwise_by_a_trusted_key(
    kind: str, signed_workbook: bytes, signers: Signers
) -> None:
    change, weak, words = RESIGNED[kind]

    package = with_parts(signed_workbook, {SIGNATURE: lambda xml: sealed_again(change(xml), signers.author, **weak)})
    assert_invalid(package, signers, words)


def test_workbook_is_invalid_when_the_key_is_weak(plain_workbook: bytes) -> None:
    weak = certify(rsa.generate_private_key(65537, 1024), extensions=signing_usage())
    report = verify_package(sign_workbook(plain_workbook, weak), Trust({"author": (weak.certificate,)}), NOW)
    assert (report.state, "RSA keys of 3,072 bits" in report.sentences[0]) == ("invalid", True)
