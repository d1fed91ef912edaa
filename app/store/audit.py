"""The audit chain: every revision, each linked to the one before, committing to what was saved.

`commitment = HMAC-SHA-256(key, payload)` and `link = SHA-256(previous link | header | commitment)`. Key and payload
may be purged; header, commitment and link stay, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from datetime import datetime

from app.store.connection import Connection
from app.store.rows import Row, insert_row

_HEADER = ("id", "sequence", "act", "at", "person_id", "owner_kind", "owner_id", "parent_a", "parent_b")
_KEY_BYTES = 32


def first_link(file_id: str) -> bytes:
    """Return what the first revision of a file is linked to."""
    return hashlib.sha256(f"audit chain of {file_id}".encode()).digest()


def link_of(revision: Row) -> bytes:
    """Return the link a revision must have, from its own columns. Each part's length stands before it."""
    header = json.dumps([revision[name] for name in _HEADER], separators=(",", ":")).encode()
    parts = (revision["previous_link"], header, revision["commitment"])
    digest = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else b""
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.digest()


def commitment_of(key: bytes, payload: str) -> bytes:
    """Return the commitment to a payload under its key."""
    return hmac.new(key, payload.encode(), hashlib.sha256).digest()


class AuditChain:
    """The chain as one act lengthens it."""

    def __init__(self, connection: Connection, file_id: str, act: str, person_id: str | None, at: datetime) -> None:
        self._connection = connection
        self._file_id = file_id
        self._act, self._person_id, self._at = act, person_id, at.isoformat(timespec="seconds")
        self._last: tuple[int, bytes] | None = None

    def forget_head(self) -> None:
        """Read the head anew: a step of the act failed and its revisions are gone."""
        self._last = None

    def head(self) -> tuple[int, bytes]:
        """Return the last revision's number and link; 0 and the first link in a file without one."""
        if self._last is None:
            query = "SELECT sequence, link FROM revision ORDER BY sequence DESC LIMIT 1"
            self._last = self._connection.execute(query).fetchone() or (0, first_link(self._file_id))
        return self._last

    def append(
        self,
        owner_kind: str,
        owner_id: str,
        parent: str | None,
        revision_id: str,
        payload: str,
        other_parent: str | None = None,
    ) -> None:
        """Add a revision of an owner, following `parent`, and another one where it merges the two."""
        sequence, previous_link = self.head()
        key = secrets.token_bytes(_KEY_BYTES)
        revision: Row = {
            "id": revision_id,
            "sequence": sequence + 1,
            "act": self._act,
            "at": self._at,
            "person_id": self._person_id,
            "owner_kind": owner_kind,
            "owner_id": owner_id,
            "parent_a": parent,
            "parent_b": other_parent,
            "previous_link": previous_link,
            "commitment": commitment_of(key, payload),
        }
        link = link_of(revision)
        self._last = (sequence + 1, link)
        insert_row(self._connection, "revision", {**revision, "link": link})
        insert_row(self._connection, "revision_payload", {"revision_id": revision_id, "key": key, "payload": payload})
