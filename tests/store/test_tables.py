"""The tables are SQLModel classes, the records' made from the records."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from app.domain.record import Record
from app.domain.records import RECORD_TYPES, Person
from app.store.file import EstablishmentFile
from app.store.row_classes import StoredRow, row_class
from app.store.schema import SCHEMA
from app.store.tables import RECORD_TABLES
from tests.store.freeze import head_statements
from tests.store.samples import PLAIN, said


def test_schema_is_the_one_of_the_tables() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == ";\n\n".join(head_statements()) + "\n", "see tests/store/freeze.py"


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_each_field_of_a_record_has_its_column(kind: type[Record]) -> None:
    columns = {column.name for column in RECORD_TABLES[kind].columns}
    assert columns == kind.model_fields.keys() | {"last_revision_id", "checksum"}


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_class_of_a_records_rows_is_mapped_to_its_table(kind: type[Record]) -> None:
    row = row_class(kind.KIND)
    assert issubclass(row, StoredRow)
    assert not issubclass(row, Record)
    assert row.__table__ is RECORD_TABLES[kind]
    assert list(inspect(row).column_attrs.keys()) == [column.name for column in RECORD_TABLES[kind].columns]
    assert row_class(kind.KIND) is row


def test_row_shows_nothing_that_was_typed() -> None:
    row = row_class("passage").of({"id": "1", "field": "narrative", "marking": PLAIN, "text": "The route."})
    assert f"{row} {row!r}" == " PassageRow()"


def test_records_are_given_and_never_rows(file: EstablishmentFile) -> None:
    with file.work("Named") as work:
        put = work.put(Person(), {"name": [said("Ann")]})
        found = work.get(Person, put.record.id)
        (listed,) = work.list(Person)
    assert found is not None
    assert [type(entry.record) for entry in (put, found, listed)] == [Person] * 3
