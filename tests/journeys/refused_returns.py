"""Every forgery that the verification must refuse, as a real file of a real return: by case, for both formats.

A maker takes the material and gives the file's bytes. The cases are those that were agreed for the verification; the
words are some that its answer must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest import mock

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.returns.workbook import render_workbook
from app.signing import pdf_signature
from app.signing.identity import Identity
from app.signing.signed_package import SignedPackage, read_signed_package
from tests.returns.sample_return import sample_return
from tests.signing import forgery, pdf_changes
from tests.signing.conftest import NOW, Signers, sign, sign_workbook
from tests.signing.forgery import certify, signing_usage
from tests.signing.package_forgery import SIGNATURE, parts_of, replaced, sealed_again, with_injected, with_parts
from tests.signing.package_verdicts import WORKBOOK, WORKSHEET
from tests.signing.pdf_forgery_by_hand import (
    hidden_in_gap,
    last_range,
    moved_signed_part,
    signed_again,
    with_table,
)
from tests.signing.test_authorities import authority_usage, revocation_list
from tests.signing.test_package_form import RESIGNED, TAMPERED
from tests.signing.test_package_parts import ARCHIVES
from tests.signing.test_pdf_forgery import INCREMENTS, UNIVERSAL

SHEET = "xl/worksheets/sheet2.xml"
"""Both this workbook and the small one of the signatures' own tests have it."""


class Material:
    """A small real return of two signers, in both formats and every state, and all who may have signed it."""

    def __init__(self, signers: Signers) -> None:
        self.signers = signers
        self.plain_pdf, self.plain_workbook = _draw("LYD/2014-15 Q2/1")
        self.half_pdf = sign(self.plain_pdf, signers.author)
        self.pdf = sign(self.half_pdf, signers.approver, "approver")
        self.half_workbook = sign_workbook(self.plain_workbook, signers.author)
        self.workbook = sign_workbook(self.half_workbook, signers.approver, "approver")
        self.other_pdf, self.other_workbook = _draw("LYD/2014-15 Q2/2")
        self.authority, self.certified = _authority("Example CA")
        self.silent_authority, self.unlisted = _authority("Silent CA")
        self.list = revocation_list(self.authority[1], self.certified.certificate.serial_number, name="Example CA")
        self.expired = certify(_key(), extensions=signing_usage(), days=(-900, -1))
        self.early = certify(_key(), extensions=signing_usage(), days=(1, 900))
        issuer = ("K. Osei", signers.approver._key)
        self.issued_by_signer = certify(_key(), issuer=issuer, extensions=signing_usage())

    @property
    def trusted(self) -> Mapping[str, tuple[x509.Certificate, ...]]:
        """Whom the reader trusts, by role: two who are out of their days among them, and two authorities."""
        authors = (self.signers.author, self.expired, self.early)
        return {
            "author": tuple(one.certificate for one in authors),
            "approver": (self.signers.approver.certificate,),
            "ca": (self.authority[0], self.silent_authority[0]),
        }


@dataclass(frozen=True)
class Case:
    """How a case is made in each format, None where it is none; what is said; and whether only trust is missing."""

    pdf: Callable[[Material], bytes] | None
    workbook: Callable[[Material], bytes] | None
    words: str = ""
    state: str = "invalid"


def _draw(number: str) -> tuple[bytes, bytes]:
    """Draw a return of one item."""
    whole = sample_return(signers=2, is_blank=True)
    first = whole.intentions[0]
    kept = first.model_copy(update={"items": first.items[:1]})
    nothing = dict.fromkeys(("registers", "withheld", "evidence", "actions"), ())
    small = whole.model_copy(update={"intentions": (kept,), "number": number, **nothing})
    payload = write_payload(small)
    return render_pdf(small, payload), render_workbook(small, payload)


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _authority(name: str) -> tuple[tuple[x509.Certificate, ec.EllipticCurvePrivateKey], Identity]:
    key = _key()
    own = certify(key, extensions=authority_usage(), name=name).certificate
    return (own, key), certify(_key(), issuer=(name, key), extensions=signing_usage())


def _by(who: Callable[[Material], Identity], words: str, state: str = "untrusted", days: int = 0) -> Case:
    """Give the case of a return whose author is somebody else."""
    at = NOW + timedelta(days=days)
    return Case(
        lambda m: sign(m.plain_pdf, who(m), signed_at=at),
        lambda m: sign_workbook(m.plain_workbook, who(m), signed_at=at),
        words,
        state,
    )


def _over(change: Callable[[bytes], bytes]) -> Case:
    """Give the case of a whole PDF that was changed byte by byte."""
    return Case(lambda m: change(m.pdf), None)


def _weak(m: Material) -> Identity:
    return certify(rsa.generate_private_key(65537, 1024), extensions=signing_usage())


def _stripped_pdf(m: Material) -> bytes:
    with pikepdf.open(BytesIO(m.half_pdf)) as document:
        for field in document.Root.AcroForm.Fields:
            if "/V" in field:
                del field["/V"]
        del document.Root["/Perms"]
        output = BytesIO()
        document.save(output)
    return output.getvalue()


def _transplanted_pdf(m: Material) -> bytes:
    value = forgery.read_gap(sign(m.other_pdf, m.signers.author))
    return forgery.rewrite_gap(m.half_pdf, lambda old: value[: len(old)].ljust(len(old), b"\0"))


def _transplanted_workbook(m: Material) -> bytes:
    return with_parts(
        sign_workbook(m.other_workbook, m.signers.author), {SIGNATURE: parts_of(m.half_workbook)[SIGNATURE]}
    )


def _exchanged_workbook(m: Material) -> bytes:
    ours, theirs = (
        parts_of(package)[SIGNATURE].decode().partition("<X509Data>")[2].partition("</X509Data>")[0]
        for package in (m.half_workbook, sign_workbook(m.plain_workbook, m.signers.stranger))
    )
    return with_parts(m.half_workbook, {SIGNATURE: replaced(ours, theirs)})


def _one_byte(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def _resaved_pdf(m: Material) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(m.pdf)) as document:
        document.save(output)
    return output.getvalue()


def _by_approver(change: forgery.Change, words: str = "a later signature altered more than its own place") -> Case:
    """Give the case of an approver who signs as we do, panel and all, and slips something in."""

    class Slipping(pdf_signature._FaithfulWriter):
        def __init__(self, *args: Any, **settings: Any) -> None:
            super().__init__(*args, **settings)
            change(self)

    def make(m: Material) -> bytes:
        with mock.patch.object(pdf_signature, "_FaithfulWriter", Slipping):
            return sign(m.half_pdf, m.signers.approver, "approver")

    return Case(make, None, words)


def _after(change: forgery.Change) -> Callable[[Material], bytes]:
    return lambda m: forgery.append_revision(m.pdf, change)


def _third_workbook(m: Material) -> bytes:
    whole = read_signed_package(m.workbook)
    return SignedPackage(whole.content, (*whole.signatures, whole.signatures[1])).to_bytes()


def _shadowed(m: Material) -> bytes:
    """Let the approver's table bring out an object that lies hidden in what the author signed."""
    hidden = b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    with pikepdf.open(BytesIO(m.plain_pdf)) as document:
        document.Root.PieceInfo = document.make_indirect(pikepdf.Stream(document, hidden))
        output = BytesIO()
        document.save(output, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    whole = sign(sign(output.getvalue(), m.signers.author), m.signers.approver, "approver")
    return signed_again(with_table(whole, {1: whole.index(hidden) + 1}), m.signers.approver)


def _hidden(m: Material) -> bytes:
    return signed_again(with_table(m.pdf, {3: None}), m.signers.approver)


def _wide(m: Material) -> bytes:
    first, _, _ = last_range(m.pdf)
    return m.pdf[:first] + b"   " + m.pdf[first:]


def _tampered(kind: str) -> Case:
    change, words = TAMPERED[kind]
    return Case(None, lambda m: with_parts(m.half_workbook, {SIGNATURE: change}), words)


def _resigned(kind: str) -> Case:
    change, weak, words = RESIGNED[kind]
    return Case(
        None,
        lambda m: with_parts(
            m.half_workbook, {SIGNATURE: lambda xml: sealed_again(change(xml), m.signers.author, **weak)}
        ),
        words if "sheet" not in words else "Added after signing",
    )


def _packed(kind: str) -> Case:
    change, _ = ARCHIVES[kind]
    return Case(None, lambda m: change(m.workbook))


def _related(target: str, mode: str, number: int = 99) -> Callable[[Material], bytes]:
    relation = f'<Relationship Id="rId{number}" Target="{target}" TargetMode="{mode}" Type="u:x"></Relationship>'
    end = "</Relationships>"
    return lambda m: with_parts(m.workbook, {WORKBOOK: replaced(end, relation + end)})


def _retyped(m: Material) -> bytes:
    kind = f'ContentType="{WORKSHEET}" PartName="/{SHEET}"'
    other = kind.replace("spreadsheetml.worksheet", "drawing")
    return with_parts(m.workbook, {"[Content_Types].xml": replaced(kind, other)})


def _with_document_type(m: Material) -> bytes:
    def change(xml: bytes) -> bytes:
        head, mark, rest = xml.partition(b"?>")
        return head + mark + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + rest

    return with_parts(m.workbook, {"docProps/core.xml": change})


def _injected(name: str, kind: str) -> Case:
    return Case(None, lambda m: with_injected(m.workbook, name, kind))


CASES: Mapping[str, Case] = {
    "one byte changed": Case(lambda m: _one_byte(m.pdf), lambda m: _one_byte(m.workbook), "Changed after signing"),
    "signature stripped": Case(_stripped_pdf, lambda m: with_parts(m.half_workbook, {SIGNATURE: None}), "Not signed"),
    "rolled back before the signatures": Case(
        lambda m: m.pdf[: len(m.plain_pdf)], lambda m: m.plain_workbook, "Not signed"
    ),
    "rolled back before the approval": Case(
        lambda m: m.half_pdf, lambda m: m.half_workbook, "still missing: approver", "missing_signature"
    ),
    "signature moved to another file": Case(_transplanted_pdf, _transplanted_workbook, "Changed after signing"),
    "author in the approver's role": Case(
        lambda m: sign(m.half_pdf, m.signers.author, "approver"),
        lambda m: sign_workbook(m.half_workbook, m.signers.author, "approver"),
        "Signed twice",
    ),
    "swapped roles": _by(lambda m: m.signers.approver, "known here for another role"),
    "stranger with the author's names": _by(lambda m: m.signers.stranger, "did not issue the certificate"),
    "certificate swapped": Case(
        lambda m: forgery.rewrite_gap(m.pdf, forgery.with_certificate_of(m.signers.stranger)), _exchanged_workbook
    ),
    "expired": _by(lambda m: m.expired, "ran out on", days=-2),
    "not yet valid": _by(lambda m: m.early, "not valid before", days=2),
    "revoked": _by(lambda m: m.certified, "has revoked the certificate"),
    "perhaps revoked, no list": _by(lambda m: m.unlisted, "revoked cannot be told"),
    "issuer that is no authority": _by(lambda m: m.issued_by_signer, "did not issue the certificate"),
    "SHA-1": Case(
        lambda m: forgery.sign_as_others_do(m.plain_pdf, m.signers.author, md_algorithm="sha1"),
        _resigned("sha-1 signature").workbook,
        "too weak",
    ),
    "RSA-1024": _by(_weak, "too weak", "invalid"),
    "cut short": Case(lambda m: m.pdf[:-300], lambda m: m.workbook[:-300]),
    "neither PDF nor workbook": Case(
        lambda m: b"GIF89a" + m.pdf, lambda m: b"PK\x05\x06" + bytes(18), "neither a PDF nor a workbook"
    ),
    "overlay": Case(_after(pdf_changes.CHANGES["overlay"]), None),
    "overlay by the approver": _by_approver(pdf_changes.CHANGES["overlay"]),
    "annotation by the approver": _by_approver(forgery.CHANGES["annotation"]),
    "annotation": Case(_after(forgery.CHANGES["annotation"]), None),
    "attachment": Case(_after(pdf_changes.CHANGES["attachment"]), None),
    "document information": Case(_after(forgery.CHANGES["info"]), None),
    "update that changes nothing": Case(_after(forgery.CHANGES["nothing"]), None),
    "trailing bytes": Case(lambda m: m.pdf + b"\n% more", lambda m: m.workbook + b"x"),
    "page swapped between the signatures": _by_approver(forgery.CHANGES["page"]),
    "appearance swapped between the signatures": _by_approver(
        pdf_changes.CHANGES["appearance"], "the panel shows something else than its signature says"
    ),
    "third signature": Case(
        lambda m: forgery.sign_as_others_do(
            m.pdf, m.signers.stranger, pdf_changes.CHANGES["field"], field_name="witness"
        ),
        _third_workbook,
    ),
    **{f"universal forgery: {kind}": _over(c) for kind, c in UNIVERSAL.items()},
    **{f"saved increment: {kind}": _over(c) for kind, c in INCREMENTS.items()},
    "wrapped signature: moved": Case(lambda m: moved_signed_part(m.pdf), None),
    "wrapped signature: hidden in its gap": Case(lambda m: hidden_in_gap(m.pdf), None),
    "shadow brought out": Case(_shadowed, None),
    "shadow: an object hidden": Case(_hidden, None),
    "wide gap": Case(_wide, None),
    "padding that is not zeros": Case(
        lambda m: forgery.rewrite_gap(m.pdf, lambda old: old[:-1] + b"\x01"), None, "hidden behind the signature"
    ),
    "saved anew": Case(_resaved_pdf, _packed("repacked").workbook),
    "injected program": _injected("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject"),
    "injected sheet": _injected("xl/worksheets/sheet99.xml", WORKSHEET),
    "external link": _injected("xl/externalLinks/externalLink1.xml", WORKSHEET.replace("worksheet", "externalLink")),
    "injected relationship": Case(None, _related("worksheets/sheet1.xml", "Internal")),
    "external target": Case(None, _related("https://example.org/", "External"), "leads to something outside"),
    "retargeted relationship": Case(None, lambda m: with_parts(m.workbook, {WORKBOOK: replaced("t2.xml", "t1.xml")})),
    "content type changed": Case(None, _retyped, "Changed after signing"),
    "duplicate name": _packed("duplicate"),
    "name in another case": _injected(SHEET.replace("sheet2", "Sheet2"), WORKSHEET),
    "name that leads elsewhere": _injected("../evil.xml", WORKSHEET),
    "manifest entry left out": _resigned("a part left out"),
    "manifest left out": _tampered("no manifest"),
    "Id left out": _tampered("no id"),
    "wrapping: object": _tampered("wrapped object"),
    "wrapping: object repeated": _tampered("repeated object"),
    "wrapping: signature": _tampered("wrapped signature"),
    "document type": Case(None, _with_document_type),
    "HMAC in place of a signature": _resigned("hmac"),
    "comment inside a digest": _tampered("comment in digest"),
    "wrong SigningCertificate": _resigned("another certificate named"),
    "unpacks to far more": _packed("bomb"),
}
