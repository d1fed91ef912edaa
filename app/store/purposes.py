"""What each sealed object is for. Its ciphertext is bound to it, so that it opens in no other place."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from app.store.tables import DRAFT, PASSAGE, RECORD_TABLES


def text_purpose(kind: str, owner_id: str, field: str) -> str:
    """Return what the sealed passages of a field are bound to."""
    return f"text|{kind}|{owner_id}|{field}"


def draft_purpose(kind: str, owner_id: str, field: str) -> str:
    """Return what the sealed passages of a field's draft are bound to."""
    return f"draft|{kind}|{owner_id}|{field}"


def record_purpose(kind: str, record_id: str) -> str:
    """Return what the sealed object of a record withheld whole is bound to."""
    return f"record|{kind}|{record_id}"


def sealed_purposes(connection: Connection) -> dict[str, str]:
    """Return the purpose of every sealed object that something in the file points to, by the object's id.

    An object that nothing points to is left over from a draft that was dropped while the store was locked.
    """
    found = _of_drafts(connection)
    for kind, table in RECORD_TABLES.items():
        query = select(table.c.sealed_id, table.c.id).where(table.c.sealed_id.is_not(None))
        found |= {sealed: record_purpose(kind.KIND, owner) for sealed, owner in connection.execute(query).all()}
    place = PASSAGE.c.owner_kind, PASSAGE.c.owner_id, PASSAGE.c.field
    query_passages = select(PASSAGE.c.sealed_id, *place).where(PASSAGE.c.sealed_id.is_not(None))
    return found | {sealed: text_purpose(*owner) for sealed, *owner in connection.execute(query_passages).all()}


def _of_drafts(connection: Connection) -> dict[str, str]:
    query = select(DRAFT.c.passages, DRAFT.c.owner_kind, DRAFT.c.owner_id, DRAFT.c.field)
    return {
        part["sealed_id"]: draft_purpose(*owner)
        for passages, *owner in connection.execute(query).all()
        for part in json.loads(passages)
        if part.get("sealed_id")
    }
