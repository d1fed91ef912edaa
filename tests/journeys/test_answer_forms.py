"""Answer forms: workbooks filled in without the program, read back with every fault at its sheet and cell."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from app.domain.merging import BETWEEN
from app.domain.records import Action, Answer, Evidence, Finding
from app.domain.text import shown
from app.store.file import EstablishmentFile
from tests.journeys.commands import Said, command
from tests.journeys.fills import SEALED


@pytest.fixture(scope="module")
def blank(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the blank form of 1(f)."""
    folder = tmp_path_factory.mktemp("forms")
    made = command("form", "make", template, folder, "--intention", "1(f)")
    assert made.code == 0, made.err
    return folder / "CVL 2014-15-Q2 form 1f.xlsx"


@pytest.fixture
def filled(blank: Path, tmp_path: Path) -> Callable[[Callable[[Workbook], None]], Path]:
    """Return what fills the form in and saves it."""

    def fill(edit: Callable[[Workbook], None]) -> Path:
        book = load_workbook(blank)
        edit(book)
        path = tmp_path / "filled.xlsx"
        book.save(path)
        return path

    return fill


def cells(sheet: str, **values: Any) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        for place, value in values.items():
            book[sheet][place] = value

    return edit


def good(book: Workbook) -> None:
    answers: dict[str, Any] = {
        "C4": "Partly met",
        "D4": date(2014, 9, 3),
        "E4": "M. Pryce",
        "F4": "Three routes are assessed.",
    }
    cells("Answers", **answers)(book)
    cells("Answers", C6="Not applicable", D6="03/09/2014", G6="There is no such wing.")(book)
    cells("Evidence", A4="1f-01", B4="Supply assessment", D4="Security office", E4="M. Pryce", F4="3 September 2014")(
        book
    )
    cells(
        "Findings",
        A4="1f-03",
        B4="Minor nonconformity",
        C4="No review since May",
        E4="Review it",
        F4="Head of Security",
    )(book)
    cells("Findings", G4=date(2014, 12, 1), A5="1f-04", E5="Ask the supplier")(book)


def test_a_form_holds_the_questions_alone_with_lists_and_protection(blank: Path) -> None:
    book = load_workbook(blank)
    assert book.sheetnames == ["Start here", "Answers", "Evidence", "Findings", "Lists"]
    answers = book["Answers"]
    assert [answers.cell(3, column).value for column in (1, 3)] == ["Item", "Result"]
    assert answers["A4"].value == "1f-01"
    assert answers.protection.sheet
    assert (answers["A4"].protection.locked, answers["F4"].protection.locked) == (True, False)
    assert any("C4:C" in str(rule.sqref) and rule.type == "list" for rule in answers.data_validations.dataValidation)
    text = json.dumps([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()], default=str)
    assert "The plan was reviewed" not in text
    assert "Pryce" not in text
    assert SEALED not in text


def test_a_filled_form_is_taken_whole(file: Path, filled: Callable[[Callable[[Workbook], None]], Path]) -> None:
    path = filled(good)
    before = file.read_bytes()
    shown_first = command("form", "read", file, path, "--preview", "--json")
    assert shown_first.json["taken"] == {"answers": 2, "evidence": 1, "findings": 1, "actions": 2}
    assert shown_first.json["answered_before"] == ["1f-01"]
    with EstablishmentFile.open(file) as opened, opened.reading() as work:
        assert len(work.list(Finding)) == 1
    taken = command("form", "read", file, path)
    assert taken.code == 0, taken.err
    assert before != file.read_bytes()
    with EstablishmentFile.open(file) as opened, opened.reading() as work:
        answers = {entry.record.item_ref: entry for entry in work.list(Answer)}
        narrative = answers["1f-01"].text("narrative")
        assert answers["1f-01"].record.result == "partly_met"
        assert [part.content for part in narrative] == [
            "The plan was reviewed in May. ", None, " It names an owner for each measure.", BETWEEN,
            "Three routes are assessed.",
        ]  # fmt: skip
        assert (answers["1f-03"].record.tested_on, shown(answers["1f-03"].text("reason"))) == (
            date(2014, 9, 3),
            "There is no such wing.",
        )
        (finding,) = [each for each in work.list(Finding) if each.record.item_ref == "1f-03"]
        due = {action.record.finding_id: action.record.due for action in work.list(Action)}
        assert due[finding.record.id] == date(2014, 12, 1)
        assert any(shown(each.text("place")) == "Security office" for each in work.list(Evidence))
    again = command("form", "read", file, path)
    assert again.code == 0, again.err
    with EstablishmentFile.open(file) as opened, opened.reading() as work:
        assert len(work.list(Answer, item_ref="1f-01")[0].text("narrative")) == len(narrative)


def moved(book: Workbook) -> None:
    book["Answers"].move_range("C3:C20", cols=12)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (moved, "Answers!C3: the head of this column is not Result"),
        (cells("Answers", A4="1f-02"), "Answers!A4: this cell is part of the form and was changed"),
        (cells("Answers", C4='=IF(1=1,"Met","")'), "Answers!C4: a formula stands here"),
        (cells("Answers", F4="=1+1"), "Answers!F4: a formula stands here"),
        (cells("Answers", C4="Splendid"), "Answers!C4: one of the words in the list belongs here"),
        (cells("Answers", D4="some day"), "Answers!D4: a date belongs here"),
        (cells("Answers", H4=2.5), "Answers!H4: a whole number belongs here"),
        (cells("Answers", E5="Nobody Known", C5="Met"), "Answers!A5: There is no person of this name"),
        (cells("Answers", F4="RESTRICTED: zebra"), "Answers!F4: this text is marked"),
        (cells("Answers", F4="SECRET\nzebra"), "Answers!F4: this text is marked"),
        (cells("Answers", H4=5, I4="Random", J4=9, K4=1), "Answers!A4: The sample does not add up"),
        (cells("Answers", H4=5), "Answers!J4: This is needed and is not there."),
        (cells("Answers", P4="a note beside"), "Answers!P4: something stands outside the form"),
        (cells("Evidence", B80="a note below"), "Evidence!B80: something stands outside the form"),
        (cells("Evidence", A4="1f-01", B4="A log"), "Evidence!D4: This is needed"),
        (cells("Evidence", B4="A log", D4="Gate"), "Evidence!A4: It names no intention and no item"),
        (cells("Findings", A4="1f-01", B4="Minor nonconformity"), "Findings!C4: This is needed"),
        (cells("Findings", A4="1f-01", F4="Head of Nothing"), "Findings!E4: an owner or a date stands here"),
        (cells("Findings", A4="1f-01", E4="Do", F4="Head of Nothing"), "Findings!A4: There is no post of this title"),
        (lambda book: book.remove(book["Evidence"]), "Evidence: the sheet is missing or renamed"),
        (cells("Start here", B13="OTH"), "another establishment, period or catalogue"),
        (cells("Start here", B12="9"), "another version"),
        (lambda book: book.remove(book["Start here"]), "no answer form"),
    ],
)
def test_every_fault_is_named_by_sheet_and_cell_and_nothing_is_taken(
    file: Path,
    filled: Callable[[Callable[[Workbook], None]], Path],
    edit: Callable[[Workbook], None],
    said: str,
) -> None:
    def both(book: Workbook) -> None:
        cells("Answers", C7="Met", F7="A good row beside.")(book)
        edit(book)

    before = file.read_bytes()
    refused = command("form", "read", file, filled(both))
    assert (refused.code, said in refused.err) == (1, True), refused.err
    assert "zebra" not in refused.err + refused.out
    assert file.read_bytes() == before


def test_faults_of_all_sheets_are_listed_at_once(
    file: Path, filled: Callable[[Callable[[Workbook], None]], Path]
) -> None:
    def edit(book: Workbook) -> None:
        cells("Answers", C4="=1", F5="RESTRICTED: zebra", D6="soon", E7="Nobody")(book)
        cells("Evidence", B4="x")(book)

    refused = command("form", "read", file, filled(edit))
    for cell in ("Answers!C4", "Answers!F5", "Answers!D6", "Evidence!D4"):
        assert cell in refused.err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"<html>", "bomb"])
def test_what_is_no_workbook_is_refused(file: Path, tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "book.xlsx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b" " * 300_000_000)
    refused = command("form", "read", file, path)
    assert refused.code in (1, 5), refused.err
    assert "Traceback" not in refused.err


def test_a_form_is_not_written_over_one_that_may_be_filled_in(file: Path, tmp_path: Path) -> None:
    def make() -> Said:
        return command("form", "make", file, tmp_path, "--intention", "1(f)")

    assert make().code == 0
    again = make()
    assert (again.code, "lies there already" in again.err) == (1, True), again.err


def test_a_form_that_another_spreadsheet_program_saved_is_read(
    file: Path,
    filled: Callable[[Callable[[Workbook], None]], Path],
    tmp_path: Path,
    foreign_program: Callable[[str], str],
) -> None:
    path = filled(good)
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command_line = [foreign_program("soffice"), profile, "--headless", "--convert-to", "xlsx", "--outdir", out, path]
    subprocess.run([str(part) for part in command_line], check=True, capture_output=True, timeout=300)
    taken = command("form", "read", file, out / "filled.xlsx", "--json")
    assert taken.code == 0, taken.err
    assert taken.json["taken"] == {"answers": 2, "evidence": 1, "findings": 1, "actions": 2}
