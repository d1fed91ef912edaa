"""The workbook as a whole: its sheets, its properties, its payload."""

from __future__ import annotations

import io
from datetime import datetime, time

from openpyxl import Workbook

from app.domain.released import ReleasedReturn
from app.returns.payload import digest
from app.returns.words import name_of
from app.returns.workbook.layout import lay_out
from app.returns.workbook.parts import add_payload
from app.returns.workbook.sheets import sheets


def render_workbook(released: ReleasedReturn, payload: bytes) -> bytes:
    """Return a return as a workbook (XLSX); the same return gives the same bytes.

    `payload` is `write_payload(released)`. Nothing is in the workbook that is not in `released`.
    """
    payload_digest = digest(payload)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets(released, payload):
        worksheet = book.create_sheet(sheet.title)
        footer = f"{released.number}, payload {payload_digest[:8]}"
        lay_out(worksheet, sheet, released.marking, left=name_of(released), right=footer)
    _set_properties(book, released)
    target = io.BytesIO()
    book.save(target)
    return add_payload(target.getvalue(), payload, payload_digest)


def _set_properties(book: Workbook, released: ReleasedReturn) -> None:
    made_at = datetime.combine(released.made_on, time())
    properties = book.properties
    properties.title = f"Assurance return {released.number}"
    properties.subject = f"{name_of(released)}, {released.period.name}"
    properties.creator = name_of(released)
    properties.lastModifiedBy = None
    properties.keywords = released.marking
    properties.category = "Assurance return"
    properties.language = "en-GB"
    properties.created = properties.modified = made_at
