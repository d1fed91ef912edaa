"""Inspects a whole file: SQLite's own check, each row's checksum, the audit chain, and what it says of each record.

SQLite's check alone finds few flipped bits, hence the checksums. The chain shows a record or a revision that was
changed, added or taken out by other hands, as long as its head is known from elsewhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.catalogue import MarkingScheme
from app.domain.errors import Cancelled
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.records import RECORD_TYPES
from app.store.audit import commitment_of, first_link, link_of
from app.store.connection import Connection, Scalar
from app.store.passages import Fields, Passages
from app.store.payload import write_payload
from app.store.rows import Row, row_checksum
from app.store.sealed import SealedStore

_STEPS = 4
_INSTRUCTIONS_BETWEEN_LOOKS = 100_000
_CHECKED = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'alembic_version' ORDER BY rowid"
_CHAIN = """
SELECT revision.*, revision_payload.key, revision_payload.payload
FROM revision LEFT JOIN revision_payload ON revision_id = id ORDER BY sequence
"""


@dataclass(frozen=True)
class Inspection:
    """What an inspection found: sentences without content, none where the file is sound."""

    faults: tuple[str, ...] = ()
    rows: int = 0
    revisions: int = 0

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was found."""
        return not self.faults


def inspect_connection(
    raw: sqlite3.Connection,
    file_id: str,
    scheme: MarkingScheme,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Inspection:
    """Inspect a file through a connection of its own; Cancelled where the user stopped it."""
    raw.set_progress_handler(is_cancelled, _INSTRUCTIONS_BETWEEN_LOOKS)
    try:
        connection = Connection(raw)
        with connection.reading():
            return _Inspector(connection, file_id, scheme).inspect(progress, is_cancelled)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise Cancelled from None
        return Inspection(("The file cannot be read through: it is damaged.",))


class _Inspector:
    def __init__(self, connection: Connection, file_id: str, scheme: MarkingScheme) -> None:
        self._connection = connection
        self._file_id = file_id
        self._passages = Passages(connection, scheme, SealedStore(connection, file_id, None))
        self._rows = self._revisions = 0
        self._last: dict[tuple[str, str], tuple[str, Scalar]] = {}

    def inspect(self, progress: Progress, is_cancelled: IsCancelled) -> Inspection:
        faults: list[str] = []
        steps = (
            ("Checking the database", self._database_faults),
            ("Checking each row", self._row_faults),
            ("Checking the audit chain", self._chain_faults),
            ("Checking each record", self._record_faults),
        )
        for done, (name, step) in enumerate(steps):
            stop_if(is_cancelled)
            progress(name, done, _STEPS)
            faults += step()
        progress("Checked", _STEPS, _STEPS)
        return Inspection(tuple(faults), self._rows, self._revisions)

    def _database_faults(self) -> Iterator[str]:
        found = self._connection.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            yield f"SQLite's own check finds {len(found)} places damaged."
        if dangling := self._connection.execute("PRAGMA foreign_key_check").fetchall():
            yield f"{len(dangling)} rows point to rows that are not there."

    def _row_faults(self) -> Iterator[str]:
        for (table,) in self._connection.execute(_CHECKED).fetchall():
            wrong = 0
            for row in self._read(f"SELECT * FROM {table}"):  # noqa: S608  # the schema was compared at opening
                self._rows += 1
                wrong += row_checksum(table, row) != row["checksum"]
            if wrong:
                yield f"In the table {table}, {wrong} rows do not read as they were saved."

    def _read(self, query: str) -> Iterator[Row]:
        found = self._connection.execute(query)
        names = [column[0] for column in found.description]
        for values in found:
            yield dict(zip(names, values, strict=True))

    def _chain_faults(self) -> Iterator[str]:
        previous: Scalar = first_link(self._file_id)
        last = 0
        for revision in self._read(_CHAIN):
            number = int(str(revision["sequence"]))
            if number != last + 1 or revision["previous_link"] != previous:
                yield f"Revision {last + 1} is missing, or does not follow the one before it."
            if link_of(revision) != revision["link"] or not _keeps_its_word(revision):
                yield f"Revision {number} does not say what it said when it was made."
            self._note(revision)
            previous, last = revision["link"], number

    def _note(self, revision: Row) -> None:
        self._revisions += 1
        owner = str(revision["owner_kind"]), str(revision["owner_id"])
        self._last[owner] = str(revision["id"]), revision["payload"]

    def _record_faults(self) -> Iterator[str]:
        said = {row["owner_kind"] for row in self._read("SELECT DISTINCT owner_kind FROM passage")}
        for kind in RECORD_TYPES:
            fields = dict(self._passages.of_owners(kind.KIND, None)) if kind.KIND in said else {}
            wrong = 0
            for row in self._read(f"SELECT * FROM {kind.KIND}"):  # noqa: S608  # our own names
                last = self._last.pop((kind.KIND, str(row["id"])), None)
                wrong += last is None or not _is_as_revised(row, fields.pop(str(row["id"]), {}), *last)
            if wrong := wrong + len(fields):
                yield f"In the register {kind.KIND}, {wrong} records are not as their last revision left them."
        if self._last:
            yield f"{len(self._last)} records that have revisions are missing."


def _is_as_revised(row: Row, fields: Fields, revision_id: str, payload: Scalar) -> bool:
    is_last = row["last_revision_id"] == revision_id
    return is_last and (payload is None or payload == write_payload(row, fields))


def _keeps_its_word(revision: Row) -> bool:
    key, payload = revision["key"], revision["payload"]
    if not isinstance(key, bytes) or not isinstance(payload, str):
        return True
    return commitment_of(key, payload) == revision["commitment"]
