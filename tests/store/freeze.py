"""Freezes the present schema and a real file of it: `python -m tests.store.freeze`. Schema 1 only until its release."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.domain.records import Answer, Attachment, Result
from app.store.schema import SCHEMA
from app.store.tables import METADATA
from tests.store.samples import PASSPHRASE, PROTECT, QUICK, RESTRICTED, begin, make_file, put_answer, said

SAMPLE = Path(__file__).parent / "files" / "schema_0001.assure.gz"


def head_statements() -> list[str]:
    """Return the statements that make the present schema, tables before their indexes."""
    statements: list[str] = []
    for table in METADATA.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=sqlite.dialect())).strip())
        statements.extend(str(CreateIndex(index).compile(dialect=sqlite.dialect())) for index in table.indexes)
    return ["\n".join(line.rstrip() for line in each.splitlines()) for each in statements]


def freeze_schema() -> None:
    """Write the statements that make the present schema."""
    SCHEMA.write_text(";\n\n".join(head_statements()) + "\n", encoding="utf-8")


def freeze_sample() -> None:
    """Write a file with a little of everything, compressed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.assure"
        with make_file(path) as file:
            with file.work("Began") as work:
                begun = begin(work)
            file.set_up_sealed_store(begun.person_id, PASSPHRASE, QUICK)
            with file.work("Answered") as work:
                entry = put_answer(work, begun, said("Seen on the wing.", PROTECT), said("The route.", RESTRICTED))
                work.put(entry.record.model_copy(update={"result": Result.PARTLY_MET}))
                work.put(Attachment(content=b"a page", size=6), is_withheld=True)
                withheld = Answer(self_audit_id=begun.self_audit_id, item_ref="1a-02", result=Result.MET)
                work.put(withheld, {"narrative": [said("Of the search team.")]}, is_withheld=True)
                work.save_draft(Answer, entry.record.id, "reason", [said("Half a thought")])
        SAMPLE.write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    freeze_schema()
    freeze_sample()
