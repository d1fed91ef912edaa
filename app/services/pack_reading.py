"""What stands in a work pack that came back, and what both sides had before: the two versions and their base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import BadFile, UserError
from app.domain.merging import Version
from app.domain.record import Entry, R, Record
from app.domain.text import Passage, Text
from app.domain.work_packs import WorkPack
from app.services.period_content import own_pack

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.payload import Revision
    from app.store.work import Work

_NO_PACK = "This file is no work pack. Choose the file that was made as one."
_NOT_OURS = "This work pack was made from another file. Open that file, and take it back there."
_UNKNOWN = "This file does not know that pack: it may be an older copy. Open the file that the pack was made from."
_TAKEN = "This work pack was taken back already. Nothing was changed; make a new pack to go on."
_DAMAGED = "This work pack is damaged, and nothing was taken from it. Ask for another copy of it."
_LOCKED_HERE = "Unlock the sealed store first: what was sealed in either file is to be compared."
_LOCKED_THERE = "The pack's sealed store has a passphrase of its own. Give it, as whoever worked on the pack set it."


class PackLocked(UserError):
    """The pack can be opened by its own passphrase alone, and none was given."""


@contextmanager
def opened_pack(file: EstablishmentFile, path: Path, passphrase: str | None) -> Iterator[tuple[EstablishmentFile, str]]:
    """Open a pack for reading, unlocked where it has a sealed store; give it with its id.

    UserError where it is none, another file's, unknown or taken back already, or cannot be unlocked; BadFile where it
    is damaged. The pack itself is never written.
    """
    from app.store.file import EstablishmentFile

    with EstablishmentFile.open(path, read_only=True) as pack:
        record = _recognised(file, pack)
        if not pack.inspect().is_sound:
            raise BadFile(_DAMAGED)
        _unlock(file, pack, record, passphrase)
        yield pack, record.id


def _recognised(file: EstablishmentFile, pack: EstablishmentFile) -> WorkPack:
    """Return what the file knows of the pack."""
    with pack.reading() as there, file.reading() as here:
        own = own_pack(there)
        if own is None:
            raise UserError(_NO_PACK)
        if own.record.home_id != file.file_id:
            raise UserError(_NOT_OURS)
        known = here.get(WorkPack, own.record.id)
    if known is None:
        raise UserError(_UNKNOWN)
    if known.record.returned_at is not None:
        raise UserError(_TAKEN)
    return known.record


def _unlock(file: EstablishmentFile, pack: EstablishmentFile, record: WorkPack, passphrase: str | None) -> None:
    if (pack.has_sealed_store or file.has_sealed_store) and not file.is_unlocked:
        raise UserError(_LOCKED_HERE)
    if not pack.has_sealed_store or (record.key and pack.unlock_with(record.key)):
        return
    if passphrase is None:
        raise PackLocked(_LOCKED_THERE)
    pack.unlock(passphrase)


def version_of(work: Work, entry: Entry[R]) -> Version[R]:
    """Return a record as it stands, with what was typed last and is not a revision yet."""
    drafted = {draft.field: draft.text for draft in work.drafts(type(entry.record), entry.record.id)}
    return Version(entry.record, {**entry.texts, **drafted})


def base_of(here: Work, there: Work, revision_id: str, ours: Version[R], theirs: Version[R]) -> Version[R] | None:
    """Return the version that both sides had, out of the history of either; None where neither keeps it any more."""
    kind = type(theirs.record)
    mine, other = here.history(kind, ours.record.id), there.history(kind, theirs.record.id)
    base = next((each for each in (*other, *mine) if each.id == revision_id and each.columns is not None), None)
    if base is None or base.columns is None or base.columns.get("sealed_id") is not None:
        return None
    columns = _columns(kind, base.columns, ours)
    if columns is None:
        return None
    sealed = _still_sealed(ours.texts, _later(mine, revision_id)) | _still_sealed(
        theirs.texts, _later(other, revision_id)
    )
    texts = {name: tuple(_opened(part, sealed) for part in text) for name, text in (base.texts or {}).items()}
    return Version(kind.model_validate(columns), texts)


def _columns(kind: type[Record], said: Mapping[str, object], ours: Version[R]) -> dict[str, object] | None:
    """Return a revision's columns; None where one was bytes, of which a revision says the digest alone."""
    columns = {name: value for name, value in said.items() if name in kind.model_fields}
    has_bytes = any(isinstance(getattr(ours.record, name), bytes) for name in columns)
    return None if has_bytes else columns


def _later(history: list[Revision], revision_id: str) -> set[str]:
    """Return the revisions that came after one."""
    ids = [revision.id for revision in history]
    return set(ids[ids.index(revision_id) + 1 :]) if revision_id in ids else set(ids)


def _still_sealed(texts: Mapping[str, Text], later: set[str]) -> dict[str | None, str | None]:
    """Return the content of the sealed passages that are as they were, by id."""
    passages = (part for text in texts.values() for part in text if part.is_sealed)
    return {part.id: part.content for part in passages if part.revision_id not in later}


def _opened(passage: Passage, sealed: Mapping[str | None, str | None]) -> Passage:
    """Return a passage of a revision with its content; one that both sides changed since has none."""
    return passage.model_copy(update={"content": sealed.get(passage.id)}) if passage.is_sealed else passage
