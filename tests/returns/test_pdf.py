"""The PDF return holds the whole of the return, marked on every page, the same bytes each time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from app.domain.exceptions import exceptions
from app.domain.records import Result
from app.domain.released import ReleasedReturn, ReleasedText, Shown
from app.returns.payload import digest
from app.returns.pdf import render_pdf, theme
from app.returns.pdf.prose import Text
from app.returns.pdf.tables import Caption, Column, Register
from app.returns.words import paragraphs
from app.signing.identity import create_identity, load_identity
from app.signing.pdf_signature import sign_pdf
from app.signing.pdf_verification import verify_pdf
from app.signing.trust import Trust
from tests.returns.conftest import Rendered
from tests.returns.sample_registers import WITHHELD

NOW = datetime(2026, 9, 29, 14, 30, tzinfo=UTC)
NO_FAULT = "No syntax or stream encoding errors found"
REPEATED = re.compile(
    r"^(Checklist continued|Item|Check, and what was found|Result|(was )?(Met|Partly met|Not met|Not tested|Not "
    r"applicable)|not due|PROTECT|Page \d+ of \d+|HMP Llwyn-y-dŵr|LYD/.* · payload .*|[1-6]\([a-i]\) .*|Statement|"
    r"continued|Plan|What I cannot assure|.* to .*\([a-i]\))$"
)


@pytest.fixture
def text_of(run_on: Callable[..., str]) -> Callable[[Rendered], list[str]]:
    """Return a reader of a PDF's pages as text, in the order in which they were drawn."""
    return lambda rendered: run_on(rendered.pdf, "pdftotext", "-raw", "FILE", "-").split("\f")[:-1]


def in_one_line(text: str) -> str:
    """Return text with every kind of white space alike."""
    return " ".join(text.split())


def running_text(pages: list[str]) -> str:
    """Return all pages as one text, without what repeats on each."""
    lines = [line for page in pages for line in page.split("\n")]
    return in_one_line(" ".join(line for line in lines if not REPEATED.match(line)))


def told(released: ReleasedReturn) -> list[ReleasedText]:
    """Return every longer text of a return."""
    texts = [text for each in released.declarations for text in (each.comment,)]
    for statement in (released.statement, *(each.statement for each in released.intentions)):
        texts += [statement.wording, statement.cannot_assure] if statement else []
    for intention in released.intentions:
        texts.append(intention.plan)
        texts += [text for finding in intention.findings for text in (finding.title, finding.detail)]
        answers = [item.answer for item in intention.items if item.answer]
        texts += [text for answer in answers for text in (answer.narrative, answer.reason)]
    texts += [text for action in released.actions for text in (action.title, action.progress)]
    return texts + [text for each in released.evidence for text in (each.title, each.place)]


def test_every_paragraph_stands_in_the_pdf(full: Rendered, text_of: Callable[[Rendered], list[str]]) -> None:
    text = running_text(text_of(full))
    missing = {one for each in told(full.released) for one in paragraphs(each) if in_one_line(one) not in text}
    assert missing == set()


def test_every_item_and_action_stands_in_the_pdf(full: Rendered, text_of: Callable[[Rendered], list[str]]) -> None:
    text = running_text(text_of(full))
    items = [item for intention in full.released.intentions for item in intention.items]
    assert [item.ref for item in items if in_one_line(f"{item.title} {item.question}") not in text] == []
    assert [each.reference for each in full.released.actions if each.reference not in text] == []
    commitments = [each.commitment for each in full.released.evidence if each.commitment]
    assert [each for each in commitments if each not in text.replace(" ", "")] == []


def test_each_page_is_marked_at_head_and_foot(full: Rendered, text_of: Callable[[Rendered], list[str]]) -> None:
    pages = text_of(full)
    for number, page in enumerate(pages, 1):
        assert page.count("PROTECT") == 2, number
        assert f"Page {number} of {len(pages)}" in page
        assert f"{full.released.number} · payload {digest(full.payload)[:8]}" in page
        assert ("HMP Llwyn-y-dŵr" in page) is True


def test_markings_stand_in_the_middle_of_head_and_foot(full: Rendered, run_on: Callable[..., str]) -> None:
    boxes = run_on(full.pdf, "pdftotext", "-bbox", "-f", "5", "-l", "9", "FILE", "-")
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">PROTECT<', boxes)
    places = {(round((float(x) + float(to_x)) / 2), "head" if float(y) < 65 else "foot") for x, y, to_x, _ in found}
    assert len(found) == 10
    assert {where for _, where in places} == {"head", "foot"}
    assert all(abs(middle - 298) <= 1 for middle, _ in places)


def test_summary_takes_one_page(full: Rendered, text_of: Callable[[Rendered], list[str]]) -> None:
    summary = text_of(full)[2]
    for intention in full.released.intentions:
        assert f"{intention.ref} {intention.short}" in in_one_line(summary)
    assert "Score: of 100" in summary


def test_author_and_last_level_of_the_whole_are_printed(
    full: Rendered, text_of: Callable[[Rendered], list[str]]
) -> None:
    pages = [in_one_line(page) for page in text_of(full)]
    assert "Prepared by Pryce Llŷr, Audit lead, on 20 October 2014" in pages[0]
    assert "Moderate assurance overall, up from Limited." in pages[2]
    signed = next(page for page in pages if "Place of the author’s signature" in page)
    assert "Pryce Llŷr, Audit lead Prepared and signed on 20 October 2014" in signed


def test_exceptions_come_before_the_intentions_with_not_met_first(
    full: Rendered, text_of: Callable[[Rendered], list[str]]
) -> None:
    text = running_text(text_of(full)[4:])
    section = text[text.index("Exceptions") : text.index("Group 1")]
    refs = re.findall(r"\b[1-6][a-i]-\d\d\b", section)
    expected = [each.item.ref for each in exceptions(full.released)]
    assert [ref for ref in dict.fromkeys(refs) if ref in expected] == expected


def test_withheld_answer_is_shown_under_its_intention_alone(
    full: Rendered, text_of: Callable[[Rendered], list[str]]
) -> None:
    text = running_text(text_of(full))
    assert "1e-03" in text
    assert text.count("1e-03") == 1
    row = text[text.index("1e-03") :]
    assert row.index(f"Withheld: {WITHHELD}") < row.index("1e-04")


def test_fixed_words_are_counted_as_the_payload_has_them(
    full: Rendered, text_of: Callable[[Rendered], list[str]]
) -> None:
    text = running_text(text_of(full))
    content = full.payload.decode()
    assert text.count(f"Withheld: {WITHHELD}") >= content.count('"withheld":"RESTRICTED"') + len(full.released.withheld)


def test_page_numbers_of_the_contents_are_right(full: Rendered, text_of: Callable[[Rendered], list[str]]) -> None:
    pages = text_of(full)
    numbers = {ref: int(number) for number, ref in re.findall(r"^(\d+) ([1-6]\([a-i]\)) ", pages[1], re.MULTILINE)}
    applying = [each for each in full.released.intentions if not each.does_not_apply]
    assert list(numbers) == [each.ref for each in applying]
    for each in applying:
        assert in_one_line(f"{each.ref} {each.short} {each.title}") in in_one_line(pages[numbers[each.ref] - 1])


def test_blank_file_gives_an_honest_return(blank: Rendered, text_of: Callable[[Rendered], list[str]]) -> None:
    text = running_text(text_of(blank))
    items = sum(len(intention.items) for intention in blank.released.intentions)
    assert text.count("Not answered") >= items
    for words in (
        "The establishment has made no statement yet.", "No plan is written.", "No statement has been made.",
        "No action has been recorded.", "No evidence has been recorded.", "Nothing is withheld from this return.",
        "No released answer is Not met or Partly met.", "No statement of an intention has been signed off.",
        "Audits and inspections Nothing has been recorded.",
    ):  # fmt: skip
        assert words in text


def test_same_return_gives_the_same_bytes_in_another_process(blank: Rendered, root: Path) -> None:
    program = (
        "import sys; from app.returns.payload import read_payload; from app.returns.pdf import render_pdf;"
        "payload = sys.stdin.buffer.read(); sys.stdout.buffer.write(render_pdf(read_payload(payload), payload))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=root, env=environment, input=blank.payload, capture_output=True, timeout=300)
    assert done.stderr == b""
    assert done.stdout == blank.pdf


@pytest.mark.parametrize("which", ["full", "private", "blank"])
def test_qpdf_finds_no_fault(which: str, request: pytest.FixtureRequest, run_on: Callable[..., str]) -> None:
    assert NO_FAULT in run_on(request.getfixturevalue(which).pdf, "qpdf", "--check", "FILE")


def test_fonts_are_embedded_in_part_with_character_maps(full: Rendered, run_on: Callable[..., str]) -> None:
    lines = run_on(full.pdf, "pdffonts", "FILE").splitlines()[2:]
    assert {line.split()[0].partition("+")[2] for line in lines} == {
        "AssuranceSans-Regular", "AssuranceSans-SemiBold", "AssuranceMono-Regular",
    }  # fmt: skip
    assert all(re.search(r" yes yes yes ", line) for line in lines)


def test_character_maps_hold_no_null_and_no_long_section(full: Rendered) -> None:
    with pikepdf.open(BytesIO(full.pdf)) as pdf:
        maps = [
            each.ToUnicode.read_bytes()
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each
        ]
    assert len(maps) == 3
    for each in maps:
        assert b"<0000>" not in each
        assert max(map(int, re.findall(rb"(\d+) beginbfchar", each))) <= 100


def test_payload_is_the_only_attached_file_and_is_associated(full: Rendered) -> None:
    with pikepdf.open(BytesIO(full.pdf)) as pdf:
        assert list(pdf.attachments) == ["payload.json"]
        [associated] = pdf.Root.AF
        assert associated.AFRelationship == pikepdf.Name.Data
        assert associated.EF.F.read_bytes() == full.payload
        assert associated.EF.F.Subtype == "/application/json"


def test_document_says_what_it_is(full: Rendered) -> None:
    with pikepdf.open(BytesIO(full.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == "Assurance return LYD/2014-15 Q2/1"
        assert str(pdf.docinfo.Author) == "HMP Llwyn-y-dŵr"
        assert str(pdf.docinfo.CreationDate) == "D:20141020000000Z"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Assurance return LYD/2014-15 Q2/1"
            assert metadata["pdf:Keywords"] == "PROTECT"
            assert metadata["xmp:CreateDate"].startswith("2014-10-20")
        with pdf.open_outline() as outline:
            titles = [each.title for each in outline.root]
        assert titles[:4] == ["Cover", "Contents", "Summary", "The Governor’s statement"]
        assert titles[-1] == "How to verify this return"


@pytest.mark.parametrize(("which", "roles"), [("full", ["author"]), ("private", ["author", "approver"])])
def test_fields_are_made_for_those_who_must_sign(which: str, roles: list[str], request: pytest.FixtureRequest) -> None:
    with pikepdf.open(BytesIO(request.getfixturevalue(which).pdf)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == roles
        for field in fields:
            left, bottom, right, top = map(float, field.Rect)
            assert right - left > 200
            assert top - bottom > 30
            assert "/V" not in field


def test_signatures_fill_the_fields_and_verify(private: Rendered, run_on: Callable[..., str]) -> None:
    passphrase = "four plain words"
    author, approver = (
        load_identity(create_identity(name, post, "HMP Example", passphrase, valid_from=NOW), passphrase)
        for name, post in (("A. Lead", "Audit lead"), ("K. Osei", "Director"))
    )
    signed = private.pdf
    for role, identity in (("author", author), ("approver", approver)):
        signed = sign_pdf(signed, identity, role=role, reason="r", location="l", signed_at=NOW)
    trust = Trust({"author": (author.certificate,), "approver": (approver.certificate,)})
    assert verify_pdf(signed, trust, NOW).state == "trusted"
    with pikepdf.open(BytesIO(signed)) as pdf:
        assert ["/V" in field for field in pdf.Root.AcroForm.Fields] == [True, True]
    assert NO_FAULT in run_on(signed, "qpdf", "--check", "FILE")


def test_sample_has_every_result(full: Rendered) -> None:
    results = {item.answer.result for each in full.released.intentions for item in each.items if item.answer}
    assert results >= set(Result)


def _with_narrative(released: ReleasedReturn, text: str) -> ReleasedReturn:
    """Return the return with one text in every place that takes long text of its first intention."""
    first = released.intentions[0]
    shown = (Shown(text=text),)
    items = tuple(
        item.model_copy(update={"answer": item.answer and item.answer.model_copy(update={"narrative": shown})})
        for item in first.items[:1]
    )
    statement = first.statement.model_copy(update={"wording": shown}) if first.statement else None
    changed = first.model_copy(update={"items": items, "plan": shown, "statement": statement, "findings": ()})
    return released.model_copy(update={"intentions": (changed,), "actions": (), "evidence": (), "withheld": ()})


HOSTILE = (
    '<b>5 < 6</b> & &lt; <para alignment="x"> <a href="file:///etc">x</a> <img src="x"/> ]]> <!-- --> %s {0}',
    "“It’s his”, she said – 14 £ × ½ ≥ …",
    "Tŷ’r Gŵyl, Ŵyn a Ŷd: dŵr",
    "Ty\u0302 dw\u0302r, decomposed",
)
UNDRAWN = ("\x00", "\x07", "\x1b", "\u202e", "\u200b", "\ue000", "\U0001f642", "漢", "\ufffc", "\ufdd0")


def test_text_is_drawn_as_written_when_it_looks_like_markup(full: Rendered, run_on: Callable[..., str]) -> None:
    small = _with_narrative(full.released, "\n\n".join(HOSTILE))
    text = in_one_line(run_on(render_pdf(small, full.payload), "pdftotext", "-raw", "FILE", "-"))
    assert [text.count(unicodedata.normalize("NFC", each)) for each in HOSTILE] == [3] * len(HOSTILE)


def test_visible_mark_stands_for_what_cannot_be_drawn(full: Rendered, run_on: Callable[..., str]) -> None:
    small = _with_narrative(full.released, "\n\n".join(f"before {n}{odd}after" for n, odd in enumerate(UNDRAWN)))
    text = run_on(render_pdf(small, full.payload), "pdftotext", "-raw", "FILE", "-")
    assert [text.count(f"before {number}□after") for number in range(len(UNDRAWN))] == [3] * len(UNDRAWN)


@pytest.mark.parametrize("text", ["word" * 1500, "A list was read. " * 1200, "Line\n" * 400, "One.\n\n" * 200])
def test_pages_take_text_of_any_length(text: str, full: Rendered, run_on: Callable[..., str]) -> None:
    small = _with_narrative(full.released, text)
    drawn = run_on(render_pdf(small, full.payload), "pdftotext", "-raw", "FILE", "-")
    first = re.split(r"\s", text)[0][:20]
    assert drawn.replace("\n", "").count(first) >= 3 * text.count(first) * 0.98


def test_paragraphs_and_lines_stay_apart(full: Rendered, run_on: Callable[..., str]) -> None:
    small = _with_narrative(full.released, "First paragraph.\n\nSecond one,\nwith two lines.")
    text = run_on(render_pdf(small, full.payload), "pdftotext", "-raw", "FILE", "-")
    assert text.count("First paragraph.\nSecond one,\nwith two lines.") == 3


def test_row_that_pages_may_break_is_as_tall_as_its_paragraph() -> None:
    theme.register_fonts()
    words = " ".join(["Fourteen of forty-one records were late, and nobody knew why."] * 120)
    alone = Text(words, theme.CELL)
    _, height = alone.wrap(theme.BODY_WIDTH - 6, 10_000)
    register = Register((Column("Found", theme.BODY_WIDTH),), Caption("Register"))
    empty = Register((Column("Found", theme.BODY_WIDTH),), Caption("Register"))
    register.row(words)
    empty.row("")
    tall, short = (float(each.build().wrap(theme.BODY_WIDTH, 10_000)[1]) for each in (register, empty))
    assert tall - short == pytest.approx(height, abs=theme.CELL.leading + 1)
