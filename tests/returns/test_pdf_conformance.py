"""The PDF return is archival (PDF/A-3b) and tagged (PDF/UA-1), before it is signed and after."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name

from app.signing.identity import create_identity, load_identity
from app.signing.pdf_signature import sign_pdf
from tests.returns.conftest import Rendered
from tests.returns.told_structure import told_elements

NOW = datetime(2026, 9, 29, 14, 30, tzinfo=UTC)
PROFILES = ("3b", "ua1")
EARLIER_RANGE = "PDFA3B-SIGNATURE-BYTERANGE-001"
"""Asks that each signature cover the whole file, which of two in turn only the last can."""

Validate = Callable[[bytes], set[str]]


@pytest.fixture(scope="session")
def faults_of() -> Validate:
    """Return a validator of both profiles that gives the rules a file breaks."""
    page = pytest.importorskip("page", reason="page-validation is not installed", exc_type=ImportError)

    def validate(content: bytes) -> set[str]:
        reports = [page.validate_pdf_bytes(content, profile=profile) for profile in PROFILES]
        assert all(report.rules.total > 100 for report in reports)
        return {failure.rule_id for report in reports for failure in report.failures}

    return validate


@pytest.fixture(scope="module")
def signed() -> Callable[[bytes, str], bytes]:
    """Return a signer for each role, with an identity of its own kind."""
    passphrase = "four plain words"
    kinds = {"author": "ec", "approver": "rsa"}
    identities = {
        role: load_identity(
            create_identity("A. Name", "A post", "HMP Example", passphrase, valid_from=NOW, key_kind=kind),  # type: ignore[arg-type]  # a literal
            passphrase,
        )
        for role, kind in kinds.items()
    }
    return lambda pdf, role: sign_pdf(
        pdf, identities[role], role=role, reason="Reason", location="HMP Example", signed_at=NOW
    )


@pytest.mark.parametrize("which", ["full", "private", "blank"])
def test_return_conforms_before_it_is_signed(which: str, request: pytest.FixtureRequest, faults_of: Validate) -> None:
    assert faults_of(request.getfixturevalue(which).pdf) == set()


def test_return_conforms_when_one_has_signed(
    full: Rendered, signed: Callable[[bytes, str], bytes], faults_of: Validate
) -> None:
    assert faults_of(signed(full.pdf, "author")) == set()


def test_return_conforms_when_two_have_signed(
    private: Rendered, signed: Callable[[bytes, str], bytes], faults_of: Validate
) -> None:
    half = signed(private.pdf, "author")
    whole = signed(half, "approver")
    assert faults_of(half) == set()
    assert whole.startswith(half)
    assert faults_of(whole) <= {EARLIER_RANGE}


def _untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _without_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _without_identification(pdf: pikepdf.Pdf) -> None:
    content = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(content.replace(b"<pdfuaid:part>1</pdfuaid:part>\n", b""))


def _with_loose_content(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].Contents
    contents.write(contents.read_bytes() + b"BT /F1 9 Tf (x) Tj ET")


def _with_silent_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].Annots[0].Contents


@pytest.mark.parametrize(
    "spoil", [_untagged, _without_colours, _without_identification, _with_loose_content, _with_silent_link]
)
def test_fault_is_found_when_something_is_taken_away(
    spoil: Callable[[pikepdf.Pdf], None], blank: Rendered, faults_of: Validate
) -> None:
    stream = BytesIO()
    with pikepdf.open(BytesIO(blank.pdf)) as pdf:
        spoil(pdf)
        pdf.save(stream)
    assert faults_of(stream.getvalue())


def _below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the elements below one, in order."""
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)


def _kinds(element: pikepdf.Object) -> list[str]:
    return [str(each.S)[1:] for each in _below(element)]


def _rows(table: pikepdf.Object) -> Iterator[list[pikepdf.Object]]:
    for row in table.K:
        if row.S == Name.TR:
            yield [cell for cell in _below(row) if cell.S in (Name.TH, Name.TD)]


def test_headings_lead_through_the_return(full: Rendered) -> None:
    headings = [(int(each.kind[1]), each.text) for each in told_elements(full.pdf) if re.match(r"H\d", each.kind)]
    assert headings[0] == (1, "HMP Llwyn-y-dŵr")
    assert all(below <= above + 1 for (above, _), (below, _) in itertools.pairwise(headings))
    seconds = {text for level, text in headings if level == 2}
    applying = [each for each in full.released.intentions if not each.does_not_apply]
    assert [each.ref for each in applying if f"{each.ref} {each.short}" not in seconds] == []
    assert {"Summary", "Exceptions", f"Group 1 {full.released.groups[0].title}"} <= {text for _, text in headings}


def test_tables_are_regular_and_have_heads(full: Rendered) -> None:
    with pikepdf.open(BytesIO(full.pdf)) as pdf:
        tables = [each for each in _below(pdf.Root.StructTreeRoot.K) if each.get("/S") == "/Table"]
        assert len(tables) > 2 * sum(not each.does_not_apply for each in full.released.intentions)
        for table in tables:
            assert _kinds(table).count("Caption") <= 1
            rows = list(_rows(table))
            assert {str(cell.A.Scope) for cell in rows[0]} == {"/Column"}
            reached = [0] * len(rows[0])
            for row in rows:
                width = sum(int(cell.A.get("/ColSpan", 1)) if "/A" in cell else 1 for cell in row)
                assert width + sum(left > 0 for left in reached) == len(reached)
                reached = _reached(row, reached)


def _reached(row: list[pikepdf.Object], reached: list[int]) -> list[int]:
    """Return for each column how many rows below are still covered."""
    cells = iter(row)
    spans = [left - 1 if left else None for left in reached]
    fresh = [int(cell.A.get("/RowSpan", 1)) - 1 if "/A" in cell else 0 for cell in cells]
    fresh += [0] * len(spans)
    return [fresh.pop(0) if span is None else span for span in spans]


def test_all_text_is_in_the_structure_but_heads_and_feet(full: Rendered) -> None:
    elements = told_elements(full.pdf)
    text = " ".join(each.text for each in elements)
    for each in full.released.intentions:
        assert [item.ref for item in each.items if f"{item.title} {item.question}" not in text] == []
    assert [each.reference for each in full.released.actions if each.reference not in text] == []
    assert not [word for word in ("PROTECT", "· payload", "Page 1 of") if word in text]
    assert not [each for each in elements if each.text.endswith("continued")]


def test_figures_links_and_fields_are_told_in_words(private: Rendered) -> None:
    with pikepdf.open(BytesIO(private.pdf)) as pdf:
        elements = list(_below(pdf.Root.StructTreeRoot.K))
        figures = [str(each.Alt) for each in elements if each.get("/S") == "/Figure"]
        assert figures[0].startswith("1(a) No statement, 1(b) No statement, ")
        assert all("Not answered" in each for each in figures[1:])
        links = [annotation for page in pdf.pages for annotation in page.get("/Annots", []) if "/Dest" in annotation]
        assert str(links[0].Contents) == "Summary"
        assert all(str(each.Contents) and "/StructParent" in each for each in links)
        assert [str(each.S) for each in elements].count("/Form") == 2
        assert {str(page.Tabs) for page in pdf.pages} == {"/S"}
        assert bool(pdf.Root.MarkInfo.Marked)


def test_no_stream_ends_in_a_carriage_return(full: Rendered, blank: Rendered) -> None:
    for rendered in (full, blank):
        assert b"\r\nendstream" not in rendered.pdf
