"""A workbook is refused that computes, links or hides something, though every cell says what its payload says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from app.domain.errors import BadFile
from app.returns.reconciliation import workbook_differences
from tests.returns.conftest import Rendered
from tests.returns.packages import repack

SHEET, TABLE = "xl/worksheets/sheet2.xml", "xl/tables/table2.xml"
BOOK, STYLES, THEME = "xl/workbook.xml", "xl/styles.xml", "xl/theme/theme1.xml"
Change = Callable[[bytes], bytes]


def put(before: bytes, what: bytes) -> Change:
    """Put something before the first place where some bytes stand."""
    return lambda old: old.replace(before, what + before, 1)


def swap(pattern: bytes, with_what: bytes) -> Change:
    """Write something else where a pattern first fits."""
    return lambda old: re.sub(pattern, with_what, old, count=1)


COMMAND = b"cmd|' /C calc'!A0"
HARM: dict[str, tuple[str, Change, str]] = {
    "row hidden": (SHEET, swap(b'<row r="6"', b'<row hidden="1" r="6"'), "sheet2: hidden"),
    "row of no height": (SHEET, swap(b'(<row r="6"[^>]* ht=")[^"]+', rb"\g<1>0"), "sheet2: ht"),
    "column hidden": (SHEET, swap(b"<col ", b'<col hidden="1" '), "sheet2: hidden"),
    "column of no width": (SHEET, swap(b'<col width="[^"]+"', b'<col width="0.1"'), "sheet2: width"),
    "cells merged over others": (SHEET, put(b"<pageMargins", b'<mergeCells><mergeCell ref="A5:J60"/></mergeCells>'),
                                 "sheet2: mergeCells"),
    "view that begins below": (SHEET, swap(b'topLeftCell="[^"]*"', b'topLeftCell="A900"'), "sheet2: topLeftCell"),
    "view of formulas from right to left": (SHEET, swap(b"<sheetView ", b'<sheetView rightToLeft="1" '),
                                            "sheet2: rightToLeft"),
    "sheet hidden": (BOOK, swap(b'state="visible"', b'state="veryHidden"'), "workbook: state"),
    "formula": (SHEET, swap(b"(<c [^>]*>)<v>", rb"\1<f>1+1</f><v>"), "sheet2: f"),
    "error": (SHEET, swap(b't="inlineStr"', b't="e"'), "sheet2: t"),
    "link": (SHEET, put(b"<pageMargins", b'<hyperlinks><hyperlink ref="A1" location="x"/></hyperlinks>'),
             "sheet2: hyperlinks"),
    "formula in a format": (SHEET, swap(b"<formula>[^<]*", b'<formula>WEBSERVICE("http://x")'), "sheet2: formula"),
    "command in a rule for what may be typed": (
        SHEET,
        put(b"<pageMargins", b"<dataValidations><dataValidation><formula1>" + COMMAND
            + b"</formula1></dataValidation></dataValidations>"),
        "sheet2: dataValidations",
    ),
    "embedded object": (SHEET, put(b"</worksheet>", b'<oleObjects><oleObject link="x"/></oleObjects>'),
                        "sheet2: oleObjects"),
    "extension": (SHEET, put(b"</worksheet>", b"<extLst><ext>lies</ext></extLst>"), "sheet2: extLst"),
    "comment": (SHEET, put(b"<sheetData>", b"<!-- lies -->"), "sheet2: another form"),
    "text spoken otherwise": (SHEET, swap(b"(<is><t[^>]*>[^<]+</t>)", rb'\1<rPh sb="0" eb="1"><t>lies</t></rPh>'),
                              "sheet2: rPh"),
    "cell twice": (SHEET, swap(b'(<c r="A1".*?</c>)', rb"\1\1"), "sheet2: c"),
    "head that lies": (SHEET, put(b"</oddHeader>", b" Everything is Met"), "sheet2: headerFooter"),
    "table that computes": (TABLE, swap(b"(<tableColumn [^>]*)/>",
                                        rb"\1><calculatedColumnFormula>1</calculatedColumnFormula></tableColumn>"),
                            "table2: calculatedColumnFormula"),
    "table whose head lies": (TABLE, swap(b'(<tableColumn [^>]*name=")[^"]*', rb"\1Lies"), "table2: tableColumn"),
    "name that runs": (BOOK, put(b"</definedNames>", b'<definedName name="_xlnm.Auto_Open">' + COMMAND
                                 + b"</definedName>"), "workbook: definedName"),
    "printed in part": (BOOK, put(b"</definedNames>", b'<definedName name="_xlnm.Print_Titles">Summary!$A$1:$A$2'
                                  b"</definedName>"), "workbook: definedName"),
    "links to other workbooks": (BOOK, put(b"</workbook>", b"<externalReferences/>"), "workbook: externalReferences"),
    "white ink": (STYLES, swap(b'<color rgb="[^"]+"', b'<color rgb="00FFFFFF"'), "styles: color"),
    "ink of its ground": (STYLES, swap(b'<bgColor rgb="[^"]+"', b'<bgColor rgb="0015191C"'), "styles: color"),
    "letters too small to see": (STYLES, swap(b'<sz val="[^"]+"', b'<sz val="1"'), "styles: val"),
    "format that says another word": (STYLES, swap(b'formatCode="[^"]*"', b'formatCode="&quot;Met&quot;"'),
                                      "styles: formatCode"),
    "theme of other colours": (THEME, put(b"</a:clrScheme>", b" "), "theme1: color"),
}  # fmt: skip


def changed(package: bytes, part: str, change: Change) -> bytes:
    """Return the workbook with one part changed."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        old = archive.read(part)
    new = change(old)
    assert new != old
    return repack(package, {part: new})


@pytest.mark.parametrize("kind", HARM)
def test_workbook_is_refused_when_it_computes_links_or_hides(kind: str, blank: Rendered) -> None:
    part, change, words = HARM[kind]
    with pytest.raises(BadFile, match="computes, links or hides something") as caught:
        workbook_differences(changed(blank.workbook, part, change), blank.released, blank.payload)
    assert f"({words})" in caught.value.sentence


@pytest.mark.parametrize("which", ["full", "private", "blank"])
def test_workbook_of_a_return_has_the_form_of_one(which: str, request: pytest.FixtureRequest) -> None:
    rendered: Rendered = request.getfixturevalue(which)
    assert workbook_differences(rendered.workbook, rendered.released, rendered.payload) == []
