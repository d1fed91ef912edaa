"""Lays one sheet out: row 1 marking, 2 title, 3 one sentence, 5 the heads of a named table, then its rows.

Cells are typed and hold bare words, so that they filter and sort; the sign before a word comes from a number format
in the conditional format. Row heights are set, since no reader computes them for wrapped text.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from reportlab.pdfbase.pdfmetrics import stringWidth

from app.returns.workbook.sheet import Kind, Sheet, Value

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_ROW = 5
_INK, _GREY, _ACCENT = "15191C", "4B555C", "17405E"
_LINE = 12.5
"""Height of a line of Arial 10, in points."""
_LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""

_UNWRITABLE = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\r\ud800-\udfff\ufffe\uffff]")
"""XML turns a carriage return into a line feed, so it would not come back as it went in."""

_FIGURE_FORMATS = {Kind.FIGURE: "0_0", Kind.RATE: "0%_0", Kind.DATE: "d mmmm yyyy"}
_SIGNS = {
    "Substantial": ("▮▮▮▮  ", "EAF3ED", _INK, False),
    "Moderate": ("▮▮▮▯  ", "F3E0A0", _INK, False),
    "Limited": ("▮▮▯▯  ", "E0964A", _INK, True),
    "Unsatisfactory": ("▮▯▯▯  ", "7C1616", "FFFFFF", True),
    "Met": ("✓  ", None, _INK, False),
    "Partly met": ("◐  ", "FBEBD6", "6B4200", True),
    "Not met": ("✗  ", "F6DAD8", "7C1616", True),
    "Not tested": ("○  ", None, _GREY, False),
    "Not applicable": ("–  ", None, _GREY, False),
}
_PAST = (Kind.LAST_LEVEL, Kind.LAST_RESULT)
_SIGNED = (Kind.LEVEL, Kind.RESULT, *_PAST)
_HAIR = Side(style="hair", color="9AA1A7")


def lay_out(worksheet: Worksheet, sheet: Sheet, marking: str, *, left: str, right: str) -> None:
    """Write a sheet. `left` and `right` stand at the sides of the printed header and footer."""
    _write_top(worksheet, sheet, marking)
    _write_rows(worksheet, sheet)
    _add_table(worksheet, sheet)
    _add_signs(worksheet, sheet)
    _set_up_print(worksheet, sheet, marking, left=left, right=right)


def _write_top(worksheet: Worksheet, sheet: Sheet, marking: str) -> None:
    for row, (text, font) in enumerate(
        (
            (marking, Font(name="Arial", size=10, bold=True, color=_INK)),
            (sheet.title, Font(name="Arial", size=16, bold=True, color=_INK)),
            (sheet.sentence, Font(name="Arial", size=10, color=_GREY)),
        ),
        1,
    ):
        write_text(worksheet.cell(row, 1), text)
        worksheet.cell(row, 1).font = font
    worksheet.row_dimensions[2].height = 24
    for number, column in enumerate(sheet.columns, 1):
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
        cell = worksheet.cell(HEAD_ROW, number)
        write_text(cell, column.head)
        cell.font = Font(name="Arial", size=10, bold=True, color=_ACCENT)
        is_right = column.kind in (Kind.FIGURE, Kind.RATE)
        cell.alignment = Alignment(
            horizontal="right" if is_right else "left", vertical="center", wrap_text=True, indent=0 if is_right else 1
        )
        cell.border = Border(bottom=Side(style="medium", color=_ACCENT))
    worksheet.row_dimensions[HEAD_ROW].height = 30


def _write_rows(worksheet: Worksheet, sheet: Sheet) -> None:
    for row, values in enumerate(sheet.rows, HEAD_ROW + 1):
        lines = 1
        for number, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
            cell = worksheet.cell(row, number)
            _write(cell, value, column.kind)
            if isinstance(value, str):
                lines = max(lines, line_count(value, column.width))
        for number, column in enumerate(sheet.columns, 1):
            worksheet.cell(row, number).alignment = _aligned(column.kind, "center" if lines == 1 else "top")
        worksheet.row_dimensions[row].height = min(409.0, max(18.0, lines * _LINE + 6))


def _aligned(kind: Kind, vertical: str) -> Alignment:
    """Return how a cell stands: figures at the right, words a little in from the left, one line in the middle."""
    is_right = kind in (Kind.FIGURE, Kind.RATE)
    return Alignment(
        horizontal="right" if is_right else "left", vertical=vertical, wrap_text=not is_right,
        indent=0 if is_right else 1,
    )  # fmt: skip


def _write(cell: Cell | MergedCell, value: Value, kind: Kind) -> None:
    cell.font = Font(name="Courier New" if kind is Kind.DIGEST else "Arial", size=10, color=_INK)
    cell.border = Border(bottom=_HAIR)
    if isinstance(value, str):
        write_text(cell, value)
    elif value is not None:
        cell.value = value
        cell.number_format = _FIGURE_FORMATS.get(kind, "General")


def write_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text as text, also where it begins with `=`."""
    cell.value = cell_text(text)
    cell.data_type = "s"


def cell_text(text: str) -> str:
    """Return text as a cell holds it: characters that no workbook may hold become a mark, and it is not too long."""
    clean = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(clean) > _LONGEST_CELL:
        clean = f"{clean[:_LONGEST_CELL]} … The rest is in the PDF of this return."
    return clean


def line_count(text: str, width: float) -> int:
    """Return how many lines the text takes in a column this many characters wide, set in Arial 10."""
    room = 5.25 * width - 12
    return sum(max(1, math.ceil(stringWidth(line, "Helvetica", 10) * 1.06 / room)) for line in text.split("\n"))


def _add_table(worksheet: Worksheet, sheet: Sheet) -> None:
    last_row = max(HEAD_ROW + 1, HEAD_ROW + len(sheet.rows))
    last_column = get_column_letter(len(sheet.columns))
    table = Table(displayName=sheet.title.replace(" ", ""), ref=f"A{HEAD_ROW}:{last_column}{last_row}")
    table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
    worksheet.add_table(table)
    worksheet.freeze_panes = f"{get_column_letter(sheet.keys + 1)}{HEAD_ROW + 1}"
    worksheet.sheet_view.showGridLines = False


def _add_signs(worksheet: Worksheet, sheet: Sheet) -> None:
    last_row = HEAD_ROW + max(1, len(sheet.rows))
    for number, column in enumerate(sheet.columns, 1):
        if column.kind not in _SIGNED:
            continue
        letter, is_past = get_column_letter(number), column.kind in _PAST
        for word, (sign, fill, ink, is_bold) in _SIGNS.items():
            style = DifferentialStyle(
                font=Font(color=_GREY) if is_past else Font(color=ink, bold=is_bold),
                fill=PatternFill(bgColor=fill, fill_type="solid") if fill and not is_past else None,
                numFmt=NumberFormat(numFmtId=200 + list(_SIGNS).index(word), formatCode=f'"{sign}"@'),
            )
            rule = Rule(type="cellIs", operator="equal", dxf=style, formula=[f'"{word}"'])
            worksheet.conditional_formatting.add(f"{letter}{HEAD_ROW + 1}:{letter}{last_row}", rule)


def _set_up_print(worksheet: Worksheet, sheet: Sheet, marking: str, *, left: str, right: str) -> None:
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9
    worksheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.75, bottom=0.75)
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    header, footer = worksheet.oddHeader, worksheet.oddFooter
    _set_band(header, left, marking, right)
    _set_band(footer, f"{sheet.title}, {right}", marking, "")
    if footer is not None:
        footer.right.text = "Page &P of &N"


def _set_band(band: HeaderFooterItem | None, left: str, marking: str, right: str) -> None:
    if band is None:
        return
    for part, text, font, size in (
        (band.left, left, "Arial,Regular", 8),
        (band.center, marking, "Arial,Bold", 11),
        (band.right, right, "Arial,Regular", 8),
    ):
        part.text, part.font, part.size = _escaped(text), font, size


def _escaped(text: str) -> str:
    """Return text for a printed header, where `&` begins a code."""
    return text.replace("&", "&&")
