"""Writes a part of a file as a file of its own, which the same program opens: a work pack.

Records keep their ids, passages theirs, and each record begins with the revision that it had at home: so both sides
know what they had in common. What is sealed is encrypted anew under a key of the pack's own, wrapped for the key slot
that its owner has at home: their passphrase opens it, and nobody else's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.catalogue import MarkingScheme
from app.domain.record import Record, new_id
from app.domain.records import RECORD_TYPES
from app.store.audit import AuditChain
from app.store.connection import Connection, connect
from app.store.errors import CannotSave, in_sentences
from app.store.facts import FILE_ID
from app.store.key_slots import hand_on_slots
from app.store.making import NOT_MADE, make_empty, required_fact, reserve
from app.store.moves import move
from app.store.passages import Fields, Passages
from app.store.payload import write_payload
from app.store.purposes import record_purpose, text_purpose
from app.store.rows import Row, insert_row, marks, read_rows, to_row
from app.store.sealed import SealedStore
from app.store.tables import POINTS_TO
from app.store.wrapping import NewSlot, new_file_key

Ids = Mapping[type[Record], Set[str]]
"""Which records of each kind are meant."""

_ACT = "Made the work pack"
_IDS_AT_ONCE = 500


@dataclass(frozen=True)
class PackOrder:
    """What goes into a pack, and who can open what is sealed in it: by a slot of home's, or by a new one.

    `own` is the record by which the file says what it is; `is_sealing` says whether it gets a sealed store at all.
    """

    ids: Ids
    own: Record
    person_id: str | None
    made_at: datetime
    is_sealing: bool = False
    slot_ids: Sequence[str] = ()
    new_slot: NewSlot | None = None


def write_part(home: Connection, home_id: str, sealed: SealedStore, scheme: MarkingScheme, path: Path,
               order: PackOrder) -> bytes:  # fmt: skip
    """Write a pack to `path` and return its file key, no bytes where it has no sealed store.

    UserError where something is there already; SealedStoreLocked where something sealed is to travel and cannot be
    read. Nothing is left where it fails.
    """
    reserve(path)
    beside = path.with_name(f".{path.name}.new")
    key = new_file_key() if order.is_sealing else b""
    try:
        make_empty(beside, scheme)
        with _opened(beside) as target:
            _Part(home, home_id, sealed, target, scheme, key or None).write(order)
        move(beside, path)
    except BaseException as error:
        for leftover in (beside, path):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise CannotSave(NOT_MADE) from None
        raise
    return key


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    with in_sentences(), contextlib.closing(connect(path, "rw")) as raw:
        connection = Connection(raw)
        with connection.writing():
            yield connection


class _Part:
    """Copies rows from one file to another."""

    def __init__(self, home: Connection, home_id: str, sealed: SealedStore, target: Connection, scheme: MarkingScheme,
                 key: bytes | None) -> None:  # fmt: skip
        self._home, self._home_id, self._home_sealed = home, home_id, sealed
        self._target = target
        self._id = required_fact(target, FILE_ID)
        self._sealed = SealedStore(target, self._id, key)
        self._passages = Passages(home, scheme, sealed)
        self._key = key

    def write(self, order: PackOrder) -> None:
        audit = AuditChain(self._target, self._id, _ACT, order.person_id, order.made_at)
        if self._key is not None:
            self._sealed.begin()
        for kind in RECORD_TYPES:
            fields = self._passages.of_owners(kind.KIND, None) if kind.TEXT_FIELDS and order.ids.get(kind) else {}
            for row in self._rows(kind, order.ids):
                said = fields.get(str(row["id"]), {})
                self._write_record(kind, row, said)
                audit.append(kind.KIND, str(row["id"]), None, str(row["last_revision_id"]), write_payload(row, said))
        self._write_own(order.own, audit)
        if self._key is not None:
            slots = (self._home_id, order.slot_ids, order.new_slot)
            hand_on_slots(self._home, self._target, self._sealed, self._key, *slots)
        self._sealed.finish()

    def _write_own(self, own: Record, audit: AuditChain) -> None:
        row = to_row(own) | {"last_revision_id": new_id()}
        insert_row(self._target, own.KIND, row)
        audit.append(own.KIND, own.id, None, str(row["last_revision_id"]), write_payload(row, {}))

    def _rows(self, kind: type[Record], ids: Ids) -> Iterator[Row]:
        wanted = sorted(ids.get(kind, ()))
        kinds = {each.KIND: each for each in RECORD_TYPES}
        for start in range(0, len(wanted), _IDS_AT_ONCE):
            some = wanted[start : start + _IDS_AT_ONCE]
            query = f"SELECT * FROM {kind.KIND} WHERE id IN {marks(some)} ORDER BY rowid"  # noqa: S608  # our own names
            for row in read_rows(self._home, query, some):
                row.pop("checksum")
                for name, to in POINTS_TO.items():
                    # What stays at home cannot be pointed to from the pack; at home the pointer stays as it is.
                    if row.get(name) is not None and to in kinds and row[name] not in ids.get(kinds[to], ()):
                        row[name] = None
                yield row

    def _write_record(self, kind: type[Record], row: Row, fields: Fields) -> None:
        if row["sealed_id"] is not None:
            self._reseal(str(row["sealed_id"]), record_purpose(kind.KIND, str(row["id"])))
        for field, passages in fields.items():
            for passage in passages:
                if passage["sealed_id"] is not None:
                    self._reseal(str(passage["sealed_id"]), text_purpose(kind.KIND, str(row["id"]), field))
                insert_row(self._target, "passage", passage)
        insert_row(self._target, kind.KIND, row)

    def _reseal(self, sealed_id: str, purpose: str) -> None:
        self._sealed.write(self._home_sealed.read(sealed_id, purpose), purpose, sealed_id)
