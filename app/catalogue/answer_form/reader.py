"""Reads what staff filled into an answer form, and names every fault by its sheet and cell, never what stands there."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.catalogue.answer_form.layout import (
    FIRST_NAME,
    HEAD_ROW,
    LONGEST,
    NAMES,
    START,
    Column,
    FormHead,
    FormSheet,
    Kind,
)
from app.domain.errors import UserError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_NO_FORM = "This workbook is no answer form, or its sheets were renamed or taken out. Nothing was taken."
_OTHER_LAYOUT = "This answer form was made by another version of the program. Make the form anew, and copy it over."
_MOVED = "the head of this column is not {head}: columns were moved, renamed or taken out"
_OTHER_ROW = "this cell is part of the form and was changed, or rows were moved"
_FORMULA = "a formula stands here; write the value itself"
_ERROR = "the spreadsheet shows an error here; write the value itself"
_OUTSIDE = "something stands outside the form; move it into the form's own cells"
_NO_DATE = "a date belongs here, such as 30/09/2014"
_NO_NUMBER = "a whole number belongs here"
_NO_WORD = "one of the words in the list belongs here"
_TOO_LONG = f"more than {LONGEST:,} characters stand here"
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
_MARGIN = 40
"""How many columns and rows beyond the form are looked at for what stands outside it."""
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True)
class FilledRow:
    """A row in which something was filled in: its values by field, and the row's number in the sheet."""

    sheet: FormSheet
    number: int
    values: dict[str, Any]

    def cell(self, name: str | None = None) -> str:
        """Return the place of a field as people read it, `Answers!F7`; of the row where no field is named."""
        index = next((i for i, column in enumerate(self.sheet.columns) if column.field == name), 0)
        return place(self.sheet.name, self.number, index + 1)


@dataclass
class FilledForm:
    """What a form holds: its head, its rows by sheet, and what is wrong with it."""

    head: FormHead
    rows: dict[str, list[FilledRow]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def place(sheet: str, row: int, column: int) -> str:
    """Return a cell's place as people read it."""
    from openpyxl.utils import get_column_letter

    return f"{sheet}!{get_column_letter(column)}{row}"


@contextlib.contextmanager
def opened_form(content: bytes) -> Iterator[Workbook]:
    """Open a form whose package was found harmless; UserError where it is no workbook."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception:  # noqa: BLE001  (a library's errors on a foreign file are of any kind)
        raise UserError(_NO_FORM) from None
    try:
        yield book
    finally:
        book.close()


def read_head(book: Workbook) -> FormHead:
    """Return whose form it is; UserError where its first sheet does not say so."""
    if START not in book.sheetnames:
        raise UserError(_NO_FORM)
    rows = _rows(book, START, FIRST_NAME, len(NAMES), 2)
    said = {_text(name): _text(value) for name, value in rows}
    if set(NAMES) - said.keys():
        raise UserError(_NO_FORM)
    layout, *values = (said[name] for name in NAMES)
    head = FormHead(*values)
    if layout != head.values[0]:
        raise UserError(_OTHER_LAYOUT)
    return head


def read_form(book: Workbook, head: FormHead, sheets: Sequence[FormSheet]) -> FilledForm:
    """Read every sheet; a sheet whose columns were moved is not read further."""
    form = FilledForm(head)
    for sheet in sheets:
        if sheet.name not in book.sheetnames:
            form.faults.append(f"{sheet.name}: the sheet is missing or renamed")
            continue
        if _check_heads(book, sheet, form):
            form.rows[sheet.name] = list(_read_rows(book, sheet, form))
    return form


def _rows(book: Workbook, name: str, first: int, count: int, columns: int) -> list[list[Any]]:
    """Return rows of cells, filled up to the same length: what a sheet says of its own size is not believed."""
    worksheet = book[name]
    worksheet.reset_dimensions()
    found = worksheet.iter_rows(min_row=first, max_row=first + count - 1, max_col=columns)
    return [[*row, *[None] * (columns - len(row))] for row in found]


def _check_heads(book: Workbook, sheet: FormSheet, form: FilledForm) -> bool:
    (cells,) = _rows(book, sheet.name, HEAD_ROW, 1, len(sheet.columns)) or [[]]
    faults = [
        f"{place(sheet.name, HEAD_ROW, index)}: {_MOVED.format(head=column.head)}"
        for index, (column, cell) in enumerate(zip(sheet.columns, cells or [None] * len(sheet.columns), strict=True), 1)
        if _text(cell) != column.head
    ]
    form.faults += faults
    return not faults


def _read_rows(book: Workbook, sheet: FormSheet, form: FilledForm) -> Iterator[FilledRow]:
    width = len(sheet.columns)
    for offset, cells in enumerate(_rows(book, sheet.name, HEAD_ROW + 1, sheet.rows + _MARGIN, width + _MARGIN)):
        number = HEAD_ROW + 1 + offset
        inside = width if offset < sheet.rows else 0
        for index, cell in enumerate(cells[inside:], start=inside + 1):
            if _value(cell) not in (None, ""):
                form.faults.append(f"{place(sheet.name, number, index)}: {_OUTSIDE}")
        if inside:
            values = _read_row(sheet, offset, cells[:width], form)
            if values:
                yield FilledRow(sheet, number, values)


def _read_row(sheet: FormSheet, offset: int, cells: Sequence[Any], form: FilledForm) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for index, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
        if column.kind is Kind.FIXED:
            fault = None if _text(cell) == sheet.fixed[offset][index] else _OTHER_ROW
        else:
            value, fault = _read_cell(column, cell)
            if value is not None:
                values[column.field] = value
        if fault:
            form.faults.append(f"{place(sheet.name, HEAD_ROW + 1 + offset, index + 1)}: {fault}")
    if values and sheet.fixed:
        values["item"] = sheet.fixed[offset][0]
    return values


def _read_cell(column: Column, cell: Any) -> tuple[object, str | None]:
    """Return a cell's value and what is wrong with it; nothing of an empty one."""
    value = _value(cell)
    if value in (None, "") or (isinstance(value, str) and not value.strip()):
        return None, None
    if cell.data_type == "f":
        return None, _FORMULA
    if cell.data_type == "e":
        return None, _ERROR
    if column.kind is Kind.DATE:
        day = _date(value)
        return day, None if day else _NO_DATE
    if column.kind is Kind.NUMBER:
        number = _number(value)
        return number, None if number is not None else _NO_NUMBER
    text = _words(value)
    if len(text) > LONGEST:
        return None, _TOO_LONG
    if not column.choices:
        return text, None
    chosen = {word.casefold(): key for word, key in column.choices.items()}.get(text.casefold())
    return chosen, None if chosen else _NO_WORD


def _value(cell: Any) -> object:
    return None if cell is None else cell.value


def _text(cell: Any) -> str:
    value = _value(cell)
    return "" if value is None else _words(value)


def _words(value: object) -> str:
    return (str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)).strip()


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _DATES if isinstance(value, str) else ():
        with contextlib.suppress(ValueError):
            return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007
    return None


def _number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and 0 <= value < 10**9 else None
    if isinstance(value, int):
        return value if 0 <= value < 10**9 else None
    text = str(value).strip()
    return int(text) if _NUMBER.fullmatch(text) else None
