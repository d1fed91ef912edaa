"""A small set of identities and documents, made once: keys and key derivation take the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table
from reportlab.pdfgen import canvas

from app.signing.identity import Identity, create_identity, load_identity
from app.signing.package_signature import sign_package
from app.signing.pdf_signature import sign_pdf
from app.signing.trust import Trust

PASSPHRASE = "four plain words ŵ"
NOW = datetime(2026, 9, 29, 14, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Signers:
    """The people of the tests; the stranger bears the author's names."""

    author: Identity
    approver: Identity
    stranger: Identity

    @property
    def trust(self) -> Trust:
        """Give a trust in the author and the approver, each in their own role."""
        return Trust({"author": (self.author.certificate,), "approver": (self.approver.certificate,)})


def make_identity(name: str, post: str) -> Identity:
    """Make and open an identity valid around NOW."""
    return load_identity(create_identity(name, post, "HMP Example", PASSPHRASE, valid_from=NOW), PASSPHRASE)


@pytest.fixture(scope="session")
def signers() -> Signers:
    """Return the author, the approver and a stranger."""
    return Signers(
        author=make_identity("A. Lead", "Audit lead"),
        approver=make_identity("K. Osei", "Governor"),
        stranger=make_identity("A. Lead", "Audit lead"),
    )


@pytest.fixture(scope="session")
def plain_pdf() -> bytes:
    """Return a document of one page, unsigned."""
    stream = BytesIO()
    page = canvas.Canvas(stream, invariant=1, pageCompression=0, pdfVersion=(1, 7))
    page.drawString(90, 700, "Delivered as planned")
    page.showPage()
    page.save()
    return stream.getvalue()


def sign(pdf: bytes, identity: Identity, role: str = "author", *fields: str, signed_at: datetime = NOW) -> bytes:
    """Sign with the words of a return."""
    return sign_pdf(
        pdf, identity, role=role, reason="Prepared", location="HMP Example", signed_at=signed_at, fields=fields
    )


@pytest.fixture(scope="session")
def signed_pdf(plain_pdf: bytes, signers: Signers) -> bytes:
    """Return the document signed by its author, who is the only signer."""
    return sign(plain_pdf, signers.author)


@pytest.fixture(scope="session")
def half_signed_pdf(plain_pdf: bytes, signers: Signers) -> bytes:
    """Return the document signed by its author, with the approver's place still empty."""
    return sign(plain_pdf, signers.author, "author", "author", "approver")


@pytest.fixture(scope="session")
def approved_pdf(half_signed_pdf: bytes, signers: Signers) -> bytes:
    """Return the document signed by author and approver."""
    return sign(half_signed_pdf, signers.approver, "approver")


@pytest.fixture(scope="session")
def plain_workbook() -> bytes:
    """Return a workbook of two sheets and a table, as openpyxl saves it, unsigned."""
    book = Workbook()
    book.worksheets[0].title = "Answers"
    for row in (("Item", "Result"), ("1a-01", "Met"), ("1a-02", "Not met")):
        book.worksheets[0].append(row)
    book.worksheets[0].add_table(Table(displayName="Answers", ref="A1:B3"))
    book.create_sheet("Risks").append(("Delivered as planned",))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sign_workbook(package: bytes, identity: Identity, role: str = "author", signed_at: datetime = NOW) -> bytes:
    """Sign with the words of a return."""
    return sign_package(package, identity, role=role, reason="Prepared & checked", signed_at=signed_at)


@pytest.fixture(scope="session")
def signed_workbook(plain_workbook: bytes, signers: Signers) -> bytes:
    """Return the workbook signed by its author."""
    return sign_workbook(plain_workbook, signers.author)


@pytest.fixture(scope="session")
def approved_workbook(signed_workbook: bytes, signers: Signers) -> bytes:
    """Return the workbook signed by author and approver."""
    return sign_workbook(signed_workbook, signers.approver, "approver")
