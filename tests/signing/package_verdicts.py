"""What the tests of forged workbooks share: the parts they change, and the verdict that they must have."""

from __future__ import annotations

from app.signing.package_verification import verify_package
from app.signing.signature_report import exit_code
from tests.signing.conftest import NOW, Signers

BOTH = ("author", "approver")
APPROVAL = "_xmlsignatures/sig2.xml"
RISKS = "xl/worksheets/sheet2.xml"
ROOT, WORKBOOK = "_rels/.rels", "xl/_rels/workbook.xml.rels"
CORE = "docProps/core.xml"
WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def assert_invalid(package: bytes, signers: Signers, words: str, required: tuple[str, ...] = ("author",)) -> None:
    """Ask that a workbook is refused in a sentence with these words, and says nothing of its signers."""
    report = verify_package(package, signers.trust, NOW, required=required)
    assert (report.state, exit_code(report), report.signers) == ("invalid", 5, ())
    assert words in report.sentences[0]
