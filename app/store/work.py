"""Work on an open file: one transaction, in a services' words."""

from __future__ import annotations

import builtins
import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.domain.catalogue import MarkingScheme
from app.domain.errors import UserError
from app.domain.record import Entry, Record
from app.domain.records import Unsealing
from app.domain.text import Passage
from app.store.connection import Connection
from app.store.drafts import Draft, Drafts
from app.store.errors import SealedStoreLocked
from app.store.facts import PURGE_DUE, forget_fact, read_fact, record_fact
from app.store.passages import Passages
from app.store.payload import Revision, RevisionHead
from app.store.reader import RecordReader
from app.store.sealed import SealedStore

if TYPE_CHECKING:
    from app.domain.copies import Copies
    from app.store.audit import AuditChain
    from app.store.closed_periods import ClosedPeriods
    from app.store.door import Door
    from app.store.packing import PackOrder
    from app.store.writer import RecordWriter

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Act:
    """Who does what in which file. `key` is the file key, None while the sealed store is locked."""

    file_id: str
    scheme: MarkingScheme
    key: bytes | None
    name: str
    person_id: str | None
    clock: Callable[[], datetime]
    can_write: bool
    is_sealing: bool = False


class Work:
    """What may be read and written within one act. It ends with the `with` block that gave it."""

    def __init__(self, connection: Connection, act: Act) -> None:
        self._connection = connection
        self._act = act
        self._sealed = SealedStore(connection, act.file_id, act.key)
        self._passages = Passages(connection, act.scheme, self._sealed)
        self._drafts = Drafts(connection, act.scheme, self._sealed, self._passages)
        self._reader = RecordReader(connection, self._passages, self._sealed)
        self._at = act.clock()
        self._closed: ClosedPeriods | None = None

    @property
    def file_id(self) -> str:
        """The file's id."""
        return self._act.file_id

    @property
    def scheme(self) -> MarkingScheme:
        """The file's marking scheme."""
        return self._act.scheme

    @property
    def is_unlocked(self) -> bool:
        """Tell whether sealed content can be read and written."""
        return self._sealed.is_unlocked

    def get(self, kind: type[R], record_id: str, *, with_deleted: bool = False) -> Entry[R] | None:
        """Return the record with this id; None where there is none, or it was deleted and tombstones are not wanted."""
        return self._reader.get(kind, record_id, with_deleted=with_deleted)

    def list(self, kind: type[R], **equals: object) -> builtins.list[Entry[R]]:
        """Return the records whose columns equal these, or one of a frozenset, oldest first; never deleted ones.

        With `NotBefore` a column may also be empty, or hold that day or a later one.
        """
        return self._reader.list_entries(kind, equals)

    def revisions_of(self, kind: type[Record]) -> Mapping[str, tuple[str, str]]:
        """Return the first and the last revision of each record of a kind, tombstones too, by the record's id."""
        return self._reader.revisions_of(kind)

    def put(
        self, record: R, texts: Mapping[str, Sequence[Passage]] | None = None, *, is_withheld: bool = False
    ) -> Entry[R]:
        """Insert or update a record and cut a revision; return it as it now stands.

        Fields that `texts` does not name keep their text; those it names lose their draft. `is_withheld` seals the
        record whole; a withheld one stays so. TextRefused, SealNeeded or SealedStoreLocked: nothing was written.
        """
        self._require_open(record)
        with self._step():
            return self._writer.put(record, texts or {}, is_withheld=is_withheld)

    def merge(
        self,
        record: R,
        texts: Mapping[str, Sequence[Passage]],
        *,
        is_withheld: bool,
        parents: tuple[str | None, str | None],
    ) -> Entry[R]:
        """Write what two revisions of a record came to, with every text of it, and return it as it now stands.

        `parents` are those two; the second may be None. TextRefused, SealNeeded: nothing was written.
        """
        self._require_open(record)
        with self._step():
            return self._writer.merge(record, texts, parents, is_withheld=is_withheld)

    def write_pack(self, path: Path, order: PackOrder) -> bytes:
        """Write a part of the file as a work pack at `path`; return its file key, no bytes where it seals nothing."""
        from app.store.packing import write_part

        return write_part(self._connection, self._act.file_id, self._sealed, self.scheme, path, order)

    def unseal(
        self,
        kind: type[R],
        record_id: str,
        reason: Sequence[Passage],
        *,
        passage_id: str | None = None,
        marking: str | None = None,
    ) -> Entry[R]:
        """Unseal a passage, under `marking` or the lowest, or a whole withheld record; return it as it now stands.

        Its words are scanned anew: TextRefused or SealNeeded where they may not stand in plain. The reason is recorded
        with the revision; UserError without one.
        """
        if not any((passage.content or "").strip() for passage in reason):
            raise UserError(
                "Say in a few words why it may be unsealed, so that whoever reads the history can follow it."
            )
        under = marking or min(self.scheme.levels, key=lambda level: level.rank).key
        if self.scheme.is_sealed(under) and not self.scheme.is_refused(under):
            raise ValueError("a marking that seals")
        with self._step():
            entry = self._writer.unseal(kind, record_id, passage_id, under)
            record = Unsealing(
                owner_kind=kind.KIND,
                owner_id=record_id,
                passage_id=passage_id,
                revision_id=entry.revision_id or "",
                person_id=self._act.person_id,
                unsealed_at=self._act.clock(),
            )
            self._writer.put(record, {"reason": reason}, is_withheld=False)
            return entry

    def delete(self, kind: type[Record], record_id: str) -> None:
        """Leave a tombstone of a record; KeyError where there is none."""
        entry = self._reader.get(kind, record_id)
        if entry is None:
            raise KeyError(record_id)
        self.put(entry.record.model_copy(update={"is_deleted": True}))

    def purge_field(self, kind: type[Record], record_id: str, field: str) -> None:
        """Take all saved versions of a field's text out of the file, its draft too. For text that was refused."""
        with self._step():
            self._writer.purge_field(kind, record_id, field)

    def copies_of(self, texts: Sequence[str]) -> Copies:
        """Return where these words stand in plain in the whole file: passages of five words or more, and pieces."""
        from app.domain.copies import Sought
        from app.store.copies import CopyFinder

        return CopyFinder(self._connection, self._act.file_id, self.scheme).find(Sought(texts))

    def forget_revisions(self, revision_ids: Sequence[str]) -> None:
        """Take out what these revisions say; they stay in the history and in the audit chain."""
        with self._step():
            self._writer.forget_revisions(revision_ids)

    def save_draft(self, kind: type[Record], record_id: str, field: str, text: Sequence[Passage]) -> datetime:
        """Save what is being typed, through the same door as `put`, and return when. It is no revision.

        Whatever is typed into a record that is withheld whole is sealed, as the record is.
        """
        at = self._act.clock()
        entry = self._reader.get(kind, record_id)
        self._require_open(entry.record if entry else None)
        with self._step():
            if entry is not None and entry.record.sealed_id:
                sealed_from = self.scheme.sealed_from
                text = [passage.model_copy(update={"marking": sealed_from}) for passage in text]
            self._door.admit_text(kind.KIND, record_id, field, text)
            self._drafts.save(kind.KIND, record_id, field, text, at)
        return at

    def drafts(self, kind: type[Record] | None = None, record_id: str | None = None) -> builtins.list[Draft]:
        """Return the drafts of a kind of record, of one, or all."""
        return self._drafts.read(kind.KIND if kind else None, record_id)

    def discard_draft(self, kind: type[Record], record_id: str, field: str) -> None:
        """Remove a field's draft, if there is one."""
        with self._step():
            self._drafts.discard(kind.KIND, record_id, field)

    def history(self, kind: type[Record], record_id: str) -> builtins.list[Revision]:
        """Return a record's revisions, oldest first."""
        return self._reader.history(kind, record_id)

    def revision_heads(self) -> builtins.list[RevisionHead]:
        """Return every revision of the file without what it says, latest first."""
        return self._reader.revision_heads()

    def sealed_texts(self) -> builtins.list[str]:
        """Return every sealed text in the file, drafts and tombstones too, to look for what leaves.

        Keep it no longer than that, and never in a message. SealedStoreLocked while locked.
        """
        if not self.is_unlocked:
            raise SealedStoreLocked
        drafted = (passage for draft in self._drafts.read() for passage in draft.text if passage.is_sealed)
        found = [*self._reader.sealed_texts(), *(passage.content or "" for passage in drafted)]
        return [*dict.fromkeys(text for text in found if text)]

    def chain_head(self) -> tuple[int, str]:
        """Return the last revision's number and the hexadecimal link it ends the audit chain with."""
        sequence, link = self._audit.head()
        return sequence, link.hex()

    def fact(self, key: str) -> str | None:
        """Return a local fact, such as when the last copy left this PC; None where there is none."""
        return read_fact(self._connection, f"local:{key}")

    def record_fact(self, key: str, value: str) -> None:
        """Record a local fact. It is no revision; never give it words that a user typed."""
        self._require_writing()
        record_fact(self._connection, f"local:{key}", value)

    def forget_fact(self, key: str) -> None:
        """Take a local fact out, if it is there."""
        self._require_writing()
        forget_fact(self._connection, f"local:{key}")

    @property
    def is_purge_due(self) -> bool:
        """Tell whether the file still holds remnants that a purge has to take out."""
        return read_fact(self._connection, PURGE_DUE) is not None

    def finish(self) -> None:
        """Write what an act holds back to its end; whoever began the transaction calls it before committing."""
        self._sealed.finish()

    @cached_property
    def _writer(self) -> RecordWriter:
        from app.store.writer import RecordWriter  # late, as all that only writing needs: start-up reads

        return RecordWriter(
            self._connection, self._reader, self._passages, self._drafts, self._sealed, self._audit, self._door
        )

    @cached_property
    def _audit(self) -> AuditChain:
        from app.store.audit import AuditChain

        return AuditChain(self._connection, self._act.file_id, self._act.name, self._act.person_id, self._at)

    @cached_property
    def _door(self) -> Door:
        from app.store.door import Door

        return Door(self._act.scheme)

    def _require_open(self, record: Record | None) -> None:
        """Refuse to change what belongs to a closed period; an act that seals may."""
        if record is None or self._act.is_sealing:
            return
        if self._closed is None:
            from app.store.closed_periods import ClosedPeriods  # late: start-up does not wait for it

            self._closed = ClosedPeriods(self._reader)
        self._closed.require_open(record)

    @contextlib.contextmanager
    def _step(self) -> Iterator[None]:
        """Make one step of the act whole or nothing, so that the act may go on where a step was refused."""
        from sqlalchemy.exc import DBAPIError

        self._require_writing()
        sealed = self._sealed.state()
        self._connection.execute("SAVEPOINT step")
        try:
            yield
        except (sqlite3.Error, DBAPIError):
            raise  # SQLite may have undone the whole act by itself
        except BaseException:
            self._connection.execute("ROLLBACK TO step")
            self._connection.execute("RELEASE step")
            self._sealed.restore(sealed)
            self._audit.forget_head()
            raise
        self._connection.execute("RELEASE step")

    def _require_writing(self) -> None:
        if not self._act.can_write:
            raise RuntimeError("this work only reads")
