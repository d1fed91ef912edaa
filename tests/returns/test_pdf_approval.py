"""The panel that an approver's signature fills in: who, and when, drawn with what the form has brought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from app.domain.errors import UserError
from app.signing.identity import Identity, create_identity, load_identity
from app.signing.pdf_signature import sign_pdf
from app.signing.pdf_verification import verify_pdf
from app.signing.signature_report import SignatureReport
from app.signing.trust import Trust
from tests.returns.conftest import Rendered
from tests.signing.pdf_forgery_by_hand import replaced_last, signed_again

NOW = datetime(2026, 9, 29, 14, 30, tzinfo=UTC)
BOTH = ("author", "approver")
Approve = Callable[[str, str], bytes]


def identity(name: str, post: str) -> Identity:
    passphrase = "four plain words"
    return load_identity(create_identity(name, post, "HMP Example", passphrase, valid_from=NOW), passphrase)


@pytest.fixture(scope="module")
def author() -> Identity:
    return identity("A. Lead", "Audit lead")


@pytest.fixture(scope="module")
def half_signed(private: Rendered, author: Identity) -> bytes:
    return sign_pdf(
        private.pdf, author, role="author", reason="Author", location="HMP Example", signed_at=NOW, fields=BOTH
    )


def approve(pdf: bytes, signer: Identity) -> bytes:
    return sign_pdf(pdf, signer, role="approver", reason="Approver", location="HMP Example", signed_at=NOW)


def verified(pdf: bytes, *signers: Identity) -> SignatureReport:
    pinned = {role: (signer.certificate,) for role, signer in zip(BOTH, signers, strict=True)}
    return verify_pdf(pdf, Trust(pinned), NOW, required=BOTH)


def seen(pdf: bytes) -> str:
    """Return what can be read on the page of signatures, as another program draws it."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        page = document[len(document) - 2]
        pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
        return str(document[len(document) - 2].get_textpage().get_text_bounded())


def panel(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        (field,) = (field for field in document.Root.AcroForm.Fields if field.T == "approver")
        return bytes(field.AP.N.read_bytes())


def test_approver_is_seen_on_the_page_when_signed(half_signed: bytes, author: Identity) -> None:
    governor = identity("Siân Ŵyn-Llŷr", "Director’s deputy")
    approved = approve(half_signed, governor)
    assert panel(half_signed) == b""
    assert "Siân Ŵyn-Llŷr, Director’s deputy" in seen(approved)
    assert "Approved and signed on 29 September 2026" in seen(approved)
    assert "Approved and signed" not in seen(half_signed)
    assert verified(approved, author, governor).state == "trusted"


@pytest.mark.parametrize("name", ["Wilhelmina " * 5, "名前", "(\\"])
def test_panel_cuts_names_that_are_too_long(name: str, half_signed: bytes, author: Identity) -> None:
    signer = identity(name, "W" * 60)
    approved = approve(half_signed, signer)
    assert verified(approved, author, signer).state == "trusted"
    assert "…" in seen(approved)


def test_return_is_invalid_when_the_panel_says_something_else(half_signed: bytes, author: Identity) -> None:
    governor = identity("D. Marlowe", "Governor")
    approved = approve(half_signed, governor)
    shown = panel(approved)
    for forged in (shown.replace(b"10 Tf", b"99 Tf"), shown.replace(b"11.00 ", b"91.00 "), b" " * len(shown)):
        other = signed_again(replaced_last(shown, forged)(approved), governor)
        report = verified(other, author, governor)
        assert (report.state, report.sentences) == (
            "invalid",
            ("Changed after signing: the panel shows something else than its signature says.",),
        )


def test_return_takes_no_third_signature(half_signed: bytes) -> None:
    approved = approve(half_signed, identity("D. Marlowe", "Governor"))
    with pytest.raises(UserError, match="no empty place"):
        approve(approved, identity("E. Other", "Governor"))
