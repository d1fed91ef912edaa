"""Writes an answer form. It holds the catalogue's words alone, and nothing that anybody has answered."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.catalogue.answer_form.layout import (
    FIRST_NAME,
    HEAD_ROW,
    NAMES,
    START,
    FormHead,
    FormSheet,
    Kind,
    explanation,
    sheets_of,
)
from app.domain.catalogue import ChecklistItem, Intention, MarkingScheme, Scales

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_INK, _SHADE, _LINE = "15191C", "E7EBEE", "9AA1A7"
_LISTS = "Lists"
_ROW_HEIGHT = 48
_LONGEST_ON_A_LINE = 55


def write_form(
    intention: Intention, items: Sequence[ChecklistItem], scales: Scales, scheme: MarkingScheme, head: FormHead
) -> bytes:
    """Return the workbook of an intention's form."""
    from openpyxl import Workbook

    book = Workbook()
    start = book.active
    if start is None:
        raise RuntimeError("a new workbook has a sheet")
    _write_start(start, explanation(intention, head.period, scheme.level(scheme.sealed_from).word), head)
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for sheet in sheets_of(items, scales):
        _write_sheet(book, sheet, lists)
    book.move_sheet(lists, len(book.sheetnames))
    lists.protection.enable()
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_start(worksheet: Worksheet, lines: Sequence[str], head: FormHead) -> None:
    from openpyxl.styles import Alignment, Font

    worksheet.title = START
    for row, line in enumerate(lines, start=1):
        cell = worksheet.cell(row, 1, line)
        cell.font = Font(name="Arial", size=14 if row == 1 else 10, bold=row <= 2, color=_INK)
    for offset, (name, value) in enumerate(zip(NAMES, head.values, strict=True)):
        worksheet.cell(FIRST_NAME + offset, 1, name).font = Font(name="Arial", size=9, color=_INK)
        cell = worksheet.cell(FIRST_NAME + offset, 2, value)
        cell.font, cell.alignment = Font(name="Arial", size=9, color=_INK), Alignment(horizontal="left")
        cell.data_type = "s"
    worksheet.column_dimensions["A"].width = 24
    worksheet.column_dimensions["B"].width = 90
    _set_up_print(worksheet)
    worksheet.protection.enable()


def _write_sheet(book: Workbook, sheet: FormSheet, lists: Worksheet) -> None:
    worksheet = book.create_sheet(sheet.name)
    _write_top(worksheet, sheet)
    for row in range(sheet.rows):
        _write_row(worksheet, sheet, row)
    for index, column in enumerate(sheet.columns, start=1):
        _restrict(worksheet, sheet, index, lists)
        worksheet.column_dimensions[_letter(index)].width = column.width
    worksheet.freeze_panes = worksheet.cell(HEAD_ROW + 1, 2)
    worksheet.protection.enable()
    worksheet.protection.formatColumns = worksheet.protection.formatRows = False
    _set_up_print(worksheet)
    worksheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _set_up_print(worksheet: Worksheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9  # A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_top(worksheet: Worksheet, sheet: FormSheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    worksheet.cell(1, 1, sheet.purpose).font = Font(name="Arial", size=10, bold=True, color=_INK)
    for index, column in enumerate(sheet.columns, start=1):
        cell = worksheet.cell(HEAD_ROW, index, column.head)
        cell.font = Font(name="Arial", size=10, bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_SHADE)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(bottom=Side(style="medium", color=_INK))
    worksheet.row_dimensions[HEAD_ROW].height = _ROW_HEIGHT


def _write_row(worksheet: Worksheet, sheet: FormSheet, row: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    line = Border(bottom=Side(style="hair", color=_LINE), right=Side(style="hair", color=_LINE))
    for index, column in enumerate(sheet.columns, start=1):
        cell = worksheet.cell(HEAD_ROW + 1 + row, index)
        cell.font, cell.border = Font(name="Arial", size=10, color=_INK), line
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column.kind is Kind.FIXED:
            cell.value = sheet.fixed[row][index - 1]
            cell.fill = PatternFill("solid", fgColor=_SHADE)
        else:
            cell.protection = Protection(locked=False)
            cell.number_format = {Kind.DATE: "dd/mm/yyyy", Kind.NUMBER: "0"}.get(column.kind, "@")
    longest = max((len(text) for text in sheet.fixed[row]), default=0) if sheet.fixed else 0
    worksheet.row_dimensions[HEAD_ROW + 1 + row].height = max(_ROW_HEIGHT, 14 * (1 + longest // _LONGEST_ON_A_LINE))


def _restrict(worksheet: Worksheet, sheet: FormSheet, index: int, lists: Worksheet) -> None:
    """Let a column take only what it is for, as far as a spreadsheet program can; reading checks it again."""
    from openpyxl.worksheet.datavalidation import DataValidation

    column, letter = sheet.columns[index - 1], _letter(index)
    rule = None
    if column.choices:
        rule = DataValidation("list", formula1=_list_of(tuple(column.choices), lists), allow_blank=True)
        rule.error = "Choose one of the words in the list."
    elif column.kind is Kind.DATE:
        rule = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
        rule.error = "Write a date, such as 30/09/2014."
    elif column.kind is Kind.NUMBER:
        rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.error = "Write a whole number."
    if rule is not None:
        rule.showErrorMessage, rule.errorTitle = True, column.head[:32]
        rule.add(f"{letter}{HEAD_ROW + 1}:{letter}{HEAD_ROW + sheet.rows}")
        worksheet.add_data_validation(rule)


def _list_of(choices: Sequence[str], lists: Worksheet) -> str:
    """Write the words into a column of their own and return where: a list in the rule itself may not be long."""
    column = 1 if lists.max_column == 1 and lists.cell(1, 1).value is None else lists.max_column + 1
    for row, word in enumerate(choices, start=1):
        lists.cell(row, column, word)
    letter = _letter(column)
    return f"{_LISTS}!${letter}$1:${letter}${len(choices)}"


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(index)
