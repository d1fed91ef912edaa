"""What each sealed object is for. Its ciphertext is bound to it, so that it opens in no other place."""

from __future__ import annotations

import json

from app.domain.records import RECORD_TYPES
from app.store.connection import Connection


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
    for kind in RECORD_TYPES:
        query = f"SELECT sealed_id, id FROM {kind.KIND} WHERE sealed_id IS NOT NULL"  # noqa: S608  # our own names
        found |= {sealed: record_purpose(kind.KIND, owner) for sealed, owner in connection.execute(query)}
    query = "SELECT sealed_id, owner_kind, owner_id, field FROM passage WHERE sealed_id IS NOT NULL"
    return found | {sealed: text_purpose(*owner) for sealed, *owner in connection.execute(query)}


def _of_drafts(connection: Connection) -> dict[str, str]:
    query = "SELECT passages, owner_kind, owner_id, field FROM draft"
    return {
        part["sealed_id"]: draft_purpose(*owner)
        for passages, *owner in connection.execute(query)
        for part in json.loads(passages)
        if part.get("sealed_id")
    }
