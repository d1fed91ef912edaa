"""The workbook as a whole: its sheets, its properties, its payload."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties

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
    target = io.BytesIO()
    book.save(target)
    return add_payload(target.getvalue(), payload, payload_digest, core_properties(released))


def core_properties(released: ReleasedReturn) -> bytes:
    """Return what docProps/core.xml of a return's workbook holds, to the byte: signatures do not cover that part."""
    properties: Any = _properties(released).to_tree()
    return etree.tostring(properties)


def _properties(released: ReleasedReturn) -> DocumentProperties:
    made_at = datetime.combine(released.made_on, time())
    return DocumentProperties(
        title=f"Assurance return {released.number}",
        subject=f"{name_of(released)}, {released.period.name}",
        creator=name_of(released),
        keywords=released.marking,
        category="Assurance return",
        language="en-GB",
        created=made_at,
        modified=made_at,
    )
