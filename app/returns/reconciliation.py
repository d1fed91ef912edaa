"""Holds a workbook against its payload, cell by cell: it is for reading, so any difference is a change."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from app.domain.errors import BadFile
from app.domain.released import ReleasedReturn
from app.returns.package_checks import FOREIGN, MAX_UNPACKED, open_package, read_part
from app.returns.payload import digest
from app.returns.words import name_of
from app.returns.workbook.layout import HEAD_ROW, cell_text
from app.returns.workbook.sheet import Sheet, Value
from app.returns.workbook.sheets import sheets
from app.returns.workbook_form import check_form

_MOST_SENTENCES = 50


def workbook_differences(content: bytes, released: ReleasedReturn, payload: bytes) -> list[str]:
    """Return a sentence for each row that is not as the payload has it ("Changed: sheet Answers, row 12."), up to 50.

    `released` is what `payload` says. Raises BadFile for what is no workbook, and for what computes or hides something.
    """
    from openpyxl import load_workbook

    with open_package(content) as package:
        parts = {name: read_part(package, name, MAX_UNPACKED) for name in package.namelist()}
    check_form(parts, _own_words(released, payload))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        return list(islice(_differences(book, released, payload), _MOST_SENTENCES))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (hostile bytes make the library raise anything, and all of it means one thing)
        raise BadFile(FOREIGN) from None


def _own_words(released: ReleasedReturn, payload: bytes) -> str:
    """Return all the words that stand in the head and foot of printed sheets, and as heads of tables."""
    number = f"{released.number}, payload {digest(payload)[:8]}"
    heads = (
        word for sheet in sheets(released, payload) for word in (sheet.title, *(each.head for each in sheet.columns))
    )
    return " ".join((name_of(released), released.marking, number, *heads, "Page of"))


def _differences(book: Any, released: ReleasedReturn, payload: bytes) -> Iterator[str]:
    expected = sheets(released, payload)
    if book.sheetnames != [sheet.title for sheet in expected]:
        yield "Changed: the workbook has other sheets than its payload, or has them in another order."
    for sheet in expected:
        if sheet.title in book.sheetnames:
            yield from _sheet_differences(book[sheet.title], sheet, released.marking)


def _sheet_differences(worksheet: Any, sheet: Sheet, marking: str) -> Iterator[str]:
    worksheet.reset_dimensions()
    wanted = list(_wanted_rows(sheet, marking))
    found = 0
    for cells in islice(worksheet.iter_rows(), len(wanted) + 1):
        found += 1
        if found > len(wanted):
            yield f"Changed: sheet {sheet.title} has more rows than its payload."
        elif _trimmed([_read(cell) for cell in cells]) != wanted[found - 1]:
            yield f"Changed: sheet {sheet.title}, row {found}."
    if found < len(wanted):
        yield f"Changed: sheet {sheet.title} has fewer rows than its payload."


def _wanted_rows(sheet: Sheet, marking: str) -> Iterator[list[Value]]:
    """Yield what each row of a sheet holds, from its marking down."""
    for text in (marking, sheet.title, sheet.sentence):
        yield [cell_text(text)]
    yield from ([] for _ in range(4, HEAD_ROW))
    yield [cell_text(column.head) for column in sheet.columns]
    for row in sheet.rows:
        yield _trimmed([(cell_text(value) or None) if isinstance(value, str) else value for value in row])


def _read(cell: Any) -> Value:
    """Return a cell's value as the payload would have it. A formula or an error does not come this far."""
    value: Value = cell.value
    if isinstance(value, datetime):
        return value.date()
    return None if value == "" else value


def _trimmed(values: Sequence[Value]) -> list[Value]:
    kept = list(values)
    while kept and kept[-1] is None:
        kept.pop()
    return kept
