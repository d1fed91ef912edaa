"""The workbook tells the same as the payload, holds nothing that runs, and says so when a cell was changed."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from app.domain.errors import BadFile
from app.domain.released import ReleasedReturn, Shown
from app.returns.payload import write_payload
from app.returns.reader import extract_payload
from app.returns.reconciliation import workbook_differences
from app.returns.workbook import render_workbook
from app.returns.workbook.sheets import sheets
from app.services.sandbox import run_limited
from tests.returns.conftest import Rendered
from tests.returns.packages import repack


def _with_narratives(released: ReleasedReturn, texts: Sequence[str]) -> ReleasedReturn:
    """Return the return whose first items tell these texts."""
    first = released.intentions[0]
    items = []
    for item, text in zip(first.items, texts, strict=False):
        assert item.answer is not None
        answer = item.answer.model_copy(update={"narrative": (Shown(text=text),), "reason": ()})
        items.append(item.model_copy(update={"answer": answer}))
    changed = first.model_copy(update={"items": tuple(items)})
    return released.model_copy(update={"intentions": (changed,), "actions": (), "evidence": ()})


def _render(released: ReleasedReturn) -> tuple[bytes, bytes]:
    payload = write_payload(released)
    return render_workbook(released, payload), payload


def _sheet_part(content: bytes, title: str) -> str:
    titles = load_workbook(io.BytesIO(content), read_only=True).sheetnames
    return f"xl/worksheets/sheet{titles.index(title) + 1}.xml"


def _edited(content: bytes, part: str, pattern: str, replacement: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read(part).decode()
    changed, number = re.subn(pattern, replacement, text, count=1)
    assert number == 1
    return repack(content, {part: changed.encode()})


def test_same_return_gives_the_same_bytes(blank: Rendered) -> None:
    assert render_workbook(blank.released, blank.payload) == blank.workbook


def test_each_sheet_is_one_frozen_table(full: Rendered) -> None:
    book = load_workbook(io.BytesIO(full.workbook))
    assert book.sheetnames == [sheet.title for sheet in sheets(full.released, full.payload)]
    for worksheet in book.worksheets:
        [table] = worksheet.tables.values()
        assert table.ref.startswith("A5:")
        assert str(worksheet.freeze_panes)[1:] == "6"
        assert worksheet["A1"].value == "PROTECT"
        assert worksheet.oddHeader is not None
        assert worksheet.oddFooter is not None
        assert worksheet.oddHeader.center.text == worksheet.oddFooter.center.text == "PROTECT"


def test_cover_names_the_author_and_how_the_whole_stood_last_time(full: Rendered) -> None:
    rows = load_workbook(io.BytesIO(full.workbook))["Cover"].iter_rows(min_row=6, max_col=2, values_only=True)
    cover = {row[0]: row[1] for row in rows}
    assert cover["Prepared by"] == "Pryce Llŷr, Audit lead"
    assert cover["Assurance in the last return"] == "Limited"
    assert cover["Score in the last return"] == "71"


def test_dates_and_figures_are_typed(full: Rendered) -> None:
    book = load_workbook(io.BytesIO(full.workbook))
    columns = book["Answers"].iter_cols(min_row=5)
    kinds = {column[0].value: {cell.data_type for cell in column[1:]} for column in columns}
    assert kinds["Tested on"] <= {"d", "n"}
    assert kinds["Size"] == {"n"}
    assert kinds["Result"] == {"s"}


def test_summary_says_how_each_level_moved_and_colours_only_this_return(full: Rendered) -> None:
    summary = load_workbook(io.BytesIO(full.workbook))["Summary"]
    heads = [cell.value for cell in summary[5]]
    now, last = (get_column_letter(heads.index(head) + 1) for head in ("Level", "Last return"))
    areas = summary.conditional_formatting
    filled = {str(area.sqref)[0] for area in areas if any(rule.dxf.fill is not None for rule in area.rules)}
    assert now in filled
    assert last not in filled
    told = [(row[3].value, row[4].value, row[heads.index("Change")].value) for row in summary.iter_rows(min_row=6)]
    assert {change for level, before, change in told if level == before} <= {"Same", None}
    assert {"Up", "Down"} & {change for _, _, change in told}


def test_text_stays_text_when_it_looks_like_a_formula(full: Rendered) -> None:
    texts = ["=1+1", "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "{=1}"]
    content, _ = _render(_with_narratives(full.released, texts))
    cells = [cell for row in load_workbook(io.BytesIO(content))["Answers"].iter_rows() for cell in row]
    assert [(cell.value, cell.data_type) for cell in cells if cell.value in texts] == [(text, "s") for text in texts]


def test_nothing_in_it_runs_or_reaches_out(full: Rendered) -> None:
    with zipfile.ZipFile(io.BytesIO(full.workbook)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert [name for name in parts if re.search(r"vba|macro|external|activeX|embeddings|connections", name, re.I)] == []
    sheets_xml = b"".join(content for name, content in parts.items() if "worksheets/" in name)
    assert b"<f>" not in sheets_xml
    assert b"<f " not in sheets_xml
    assert b"hyperlink" not in sheets_xml
    assert not any(b'TargetMode="External"' in content for content in parts.values())


def test_payload_is_the_same_as_the_pdf_s(full: Rendered) -> None:
    assert extract_payload(full.workbook)[1] == extract_payload(full.pdf)[1] == full.payload


def test_libreoffice_opens_it(full: Rendered, foreign_program: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(full.workbook)
    command = [
        foreign_program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
        "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3",
        "--outdir", str(tmp_path), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    [converted] = tmp_path.glob("*.csv")
    text = converted.read_text(encoding="utf-8")
    assert text.startswith("PROTECT")
    assert all(item.ref in text for intention in full.released.intentions for item in intention.items)


def test_no_difference_is_found_in_a_workbook_as_it_was_made(full: Rendered) -> None:
    assert workbook_differences(full.workbook, full.released, full.payload) == []
    read = run_limited("read_workbook", full.workbook)
    assert (read["payload"], read["differences"]) == (full.payload.decode(), [])


ODD = (
    "=1+1", "", " two  spaces ", "line\nline", "return\r\nline", "tab\there", "\x07bell", "_x000D_", "_x0041_ & <b>",
    "\U0001f642", "\ufffe", "\u2028", "0123", "TRUE", "#N/A", "2014-10-01", "x" * 40_000, "\u0301",
)  # fmt: skip


@pytest.mark.parametrize("texts", [ODD[:9], ODD[9:]])
def test_no_difference_is_found_when_text_is_odd(texts: Sequence[str], full: Rendered) -> None:
    released = _with_narratives(full.released, texts)
    assert len(released.intentions[0].items) == len(texts)
    content, payload = _render(released)
    assert workbook_differences(content, released, payload) == []


def test_change_is_named_by_sheet_and_row(blank: Rendered) -> None:
    part = _sheet_part(blank.workbook, "Answers")
    changed = _edited(blank.workbook, part, r'(<c r="D12"[^>]*><v>)\d+(</v>)', r"\g<1>97\2")
    assert workbook_differences(changed, blank.released, blank.payload) == ["Changed: sheet Answers, row 12."]
    assert run_limited("read_workbook", changed)["differences"] == ["Changed: sheet Answers, row 12."]


@pytest.mark.parametrize(
    ("pattern", "replacement", "sentence"),
    [
        (r'<c r="D12"[^>]*><v>\d+</v></c>', '<c r="D12"><v>2</v></c>', "Changed: sheet Answers, row 12."),
        (r'<row r="12".*?</row>', "", "Changed: sheet Answers, row 12."),
        (r"</sheetData>", '<row r="900"><c r="A900"><v>1</v></c></row></sheetData>', "has more rows"),
    ],
)
def test_change_is_found_whatever_it_is(pattern: str, replacement: str, sentence: str, blank: Rendered) -> None:
    changed = _edited(blank.workbook, _sheet_part(blank.workbook, "Answers"), pattern, replacement)
    assert any(sentence in each for each in workbook_differences(changed, blank.released, blank.payload))


def test_workbook_is_refused_when_text_was_made_the_formula_it_looks_like(full: Rendered) -> None:
    released = _with_narratives(full.released, ["=1+1"])
    content, payload = _render(released)
    formula = '<c r="H6"><f>1+1</f><v>2</v></c>'
    changed = _edited(content, _sheet_part(content, "Answers"), r'<c r="H6"[^>]*>.*?</c>', formula)
    with pytest.raises(BadFile, match="computes, links or hides something"):
        workbook_differences(changed, released, payload)


def test_change_is_found_when_a_sheet_is_renamed(blank: Rendered) -> None:
    renamed = _edited(blank.workbook, "xl/workbook.xml", r'name="Actions"', 'name="Other"')
    [sentence] = workbook_differences(renamed, blank.released, blank.payload)
    assert sentence.startswith("Changed: the workbook has other sheets")


def test_cell_far_out_does_no_harm(blank: Rendered) -> None:
    part = _sheet_part(blank.workbook, "Answers")
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    changed = _edited(blank.workbook, part, r"</sheetData>", far)
    assert any("more rows" in each for each in workbook_differences(changed, blank.released, blank.payload))


def test_workbook_is_refused_when_a_part_of_it_is_missing(blank: Rendered) -> None:
    broken = repack(blank.workbook, {"xl/workbook.xml": None})
    with pytest.raises(BadFile, match="damaged"):
        workbook_differences(broken, blank.released, blank.payload)
