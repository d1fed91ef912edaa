"""Letters beyond the round trip: a concern, figures, and what may not leave."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from app.domain.errors import UserError
from app.domain.response import ReleasedConcern
from app.domain.review_records import Observation
from app.domain.review_terms import Outcome
from app.returns.payload import LETTERS, letter_schema, read_letter
from app.returns.reader import extract_payload
from app.services.concerns import report_concern
from app.services.figures import table_text, tables_of, write_all_figures, write_table
from app.services.gates import GateRefused
from app.services.letters import Sending
from app.services.responding import prepare_response
from app.services.review_form import ReviewForm, review_schema
from app.services.reviewing import record_review
from app.store.file import EstablishmentFile
from tests.services.reviewed_files import second, template
from tests.services.sent_returns import NOW, author, code_of


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EstablishmentFile]:
    """Return a reviewer's file with two returns of one establishment."""
    path = tmp_path / "controller.assure"
    path.write_bytes(template())
    with EstablishmentFile.open(path) as file:
        yield file


def record(desk: EstablishmentFile, **parts: object) -> tuple[str, ...]:
    """Record something of the second return."""
    form = ReviewForm.model_validate({"return": second().number, **parts})
    return record_review(desk, form, now=NOW).references


@pytest.mark.parametrize("kind", [*LETTERS, "review"])
def test_published_schema_is_current(kind: str, root: Path) -> None:
    published = json.loads((root / "resources" / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert published == (review_schema() if kind == "review" else letter_schema(kind))
    Draft202012Validator.check_schema(published)


def test_a_concern_leaves_as_one_page_without_a_return(desk: EstablishmentFile, tmp_path: Path) -> None:
    import pikepdf

    form = ReviewForm.model_validate(
        {"establishment": "EXP", "observations": [{"on": "2014-11-01", "title": "Two bells were silent"}]}
    )
    (reference,) = record_review(desk, form, now=NOW).references
    out = tmp_path / "concern.pdf"
    sent = report_concern(desk, reference, author(), Sending(out), now=NOW)
    letter = read_letter(extract_payload(out.read_bytes())[1])
    assert isinstance(letter, ReleasedConcern)
    assert (letter.number, sent.number) == (f"EXP/{reference}", f"EXP/{reference}")
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 1
    with desk.reading() as work:
        entry = work.list(Observation)[0].record
    assert (entry.is_concern, entry.reported_on) == (True, NOW.date())


def test_a_response_does_not_leave_while_the_scan_asks_about_something(desk: EstablishmentFile) -> None:
    record(desk, opinion="Prisoner A1234BC was named in the sample.")
    with pytest.raises(GateRefused) as refused:
        prepare_response(desk, second().number, Outcome.IN_REVIEW, author(), now=NOW)
    assert "A1234BC" not in " ".join(refused.value.faults)


def test_changes_are_not_requested_without_saying_which(desk: EstablishmentFile) -> None:
    with pytest.raises(UserError, match="nothing says which"):
        prepare_response(desk, second().number, Outcome.CHANGES_REQUESTED, author(), now=NOW)


def test_a_return_is_not_accepted_while_a_query_is_open(desk: EstablishmentFile) -> None:
    record(desk, queries=[{"item": second().intentions[0].items[0].ref, "question": "Who covers it?"}])
    with pytest.raises(UserError, match="not closed"):
        prepare_response(desk, second().number, Outcome.ACCEPTED, author(), now=NOW)


def test_nothing_is_recorded_when_one_part_of_a_review_is_wrong(desk: EstablishmentFile) -> None:
    with pytest.raises(UserError) as refused:
        record(desk, level="limited", marks=[{"item": "6i-99", "result": "met"}], close=["Q-0000"])
    assert len(getattr(refused.value, "faults", ())) == 2
    response, _ = prepare_response(desk, second().number, Outcome.IN_REVIEW, author(), now=NOW)
    assert response.level is None


def test_a_response_carries_the_marking_of_what_it_tells(desk: EstablishmentFile) -> None:
    response, _ = prepare_response(desk, second().number, Outcome.IN_REVIEW, author(), now=NOW)
    assert response.marking == second().marking


def test_a_table_is_written_as_returned_with_number_and_marking(desk: EstablishmentFile, tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    write_table(desk, second().number, "answers", out)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == [second().marking]
    assert rows[1] == [f"Answers, return {second().number}"]
    answers = next(sheet for sheet in tables_of(desk, second().number) if sheet.title == "Answers")
    assert len(rows) == 3 + len(answers.rows)


def test_a_cell_that_a_spreadsheet_would_run_is_tamed(desk: EstablishmentFile) -> None:
    from dataclasses import replace

    sheet = tables_of(desk, second().number)[0]
    text = table_text(replace(sheet, rows=[("=1+1", "plain")]), second().number, "PROTECT")
    assert text.splitlines()[-1] == "'=1+1\tplain"


def test_all_figures_are_one_workbook(desk: EstablishmentFile, tmp_path: Path) -> None:
    out = tmp_path / "figures.xlsx"
    assert write_all_figures(desk, out, today=NOW.date()) == 2
    book = openpyxl.load_workbook(out, read_only=False)
    assert book.sheetnames == ["Returns", "By intention", "Levels", "Trend", "Own results"]
    rows = [row for row in book["Levels"].iter_rows(min_row=6, values_only=True) if row[0]]
    assert {row[0] for row in rows} == {code_of(second())}
    assert book["Levels"]["A1"].value == second().marking
