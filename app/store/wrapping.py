"""How one key slot wraps the file key, so that it can be wrapped anew for a person who is not there.

A slot has a key pair of its own. Its private half lies encrypted under a key derived from the passphrase by argon2id
(RFC 9106); the file key is encrypted to its public half (HPKE, RFC 9180). Whoever is unlocked can hand a new file key
to every slot, and learns nobody's passphrase by it; an old file key opens no slot.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.record import new_id
from app.store.errors import Damaged, SealedDamaged
from app.store.rows import Row
from app.store.sealed import decrypt, encrypt

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite

KEY_BYTES = 32
_SALT_BYTES = 16
_PURPOSE = "key slot"
_NAMED = ("id", "kind", "person_id", "since")


@dataclass(frozen=True)
class Cost:
    """What one try of a passphrase costs: passes, memory in KiB, lanes. Source: RFC 9106, section 4."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    @property
    def is_bearable(self) -> bool:
        """Tell whether it is within what a file may ask of a PC: a hostile one could ask for all its memory."""
        return 1 <= self.passes <= 16 and 8 * self.lanes <= self.memory_kib <= 256 * 1024 and 1 <= self.lanes <= 8


class SlotKind(StrEnum):
    """What opens a slot: a person's passphrase, or the printed recovery key."""

    PERSON = "person"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class NewSlot:
    """A slot to be made. `secret` is the passphrase or the recovery key; `since` is now."""

    kind: SlotKind
    person_id: str
    secret: str = field(repr=False)
    since: datetime
    cost: Cost


def new_file_key() -> bytes:
    """Return a random file key."""
    return secrets.token_bytes(KEY_BYTES)


def make_slot(file_id: str, new: NewSlot, file_key: bytes) -> Row:
    """Return the row of a new slot that holds the file key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    if not new.cost.is_bearable:
        raise ValueError("the cost is not bearable")
    private, salt = X25519PrivateKey.generate(), secrets.token_bytes(_SALT_BYTES)
    row: Row = {
        "id": new_id(),
        "kind": new.kind.value,
        "person_id": new.person_id,
        "since": new.since.isoformat(timespec="seconds"),
        "salt": salt,
        "passes": new.cost.passes,
        "memory_kib": new.cost.memory_kib,
        "lanes": new.cost.lanes,
        "public_key": private.public_key().public_bytes_raw(),
    }
    content = private.private_bytes_raw() + _identity(file_id, row)
    row["wrapped_private_key"] = encrypt(_derive(new.secret, salt, new.cost), content, _PURPOSE)
    return wrap_for(file_id, row, file_key)


def wrap_for(file_id: str, row: Row, file_key: bytes) -> Row:
    """Return a slot's row with this file key in it; nobody's passphrase is needed."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    public = X25519PublicKey.from_public_bytes(_bytes(row, "public_key"))
    return {**row, "wrapped_key": _suite().encrypt(file_key, public, info=_identity(file_id, row))}


def open_slot(file_id: str, row: Row, secret: str) -> bytes | None:
    """Return the file key of a slot; None where the secret is not its own.

    SealedDamaged where the secret is right, but the slot was made for another file, person or day, or is damaged.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    derived = _derive(secret, _bytes(row, "salt"), require_bearable(row))
    try:
        content = decrypt(derived, _bytes(row, "wrapped_private_key"), _PURPOSE)
    except SealedDamaged:
        return None
    identity = _identity(file_id, row)
    if content[KEY_BYTES:] != identity:
        raise SealedDamaged
    private = X25519PrivateKey.from_private_bytes(content[:KEY_BYTES])
    try:
        return _suite().decrypt(_bytes(row, "wrapped_key"), private, info=identity)
    except InvalidTag:
        raise SealedDamaged from None


def require_bearable(row: Row) -> Cost:
    """Return what trying a slot costs; Damaged where it asks for too much or is no slot that we make."""
    passes, memory, lanes = row["passes"], row["memory_kib"], row["lanes"]
    if not (isinstance(passes, int) and isinstance(memory, int) and isinstance(lanes, int)):
        raise Damaged
    cost = Cost(passes, memory, lanes)
    is_ours = len(_bytes(row, "salt")) == _SALT_BYTES and len(_bytes(row, "public_key")) == KEY_BYTES
    if not (cost.is_bearable and is_ours and row["kind"] in list(SlotKind)):
        raise Damaged
    return cost


def digest_slot(row: Row) -> str:
    """Return the digest by which the manifest names a slot, checksum apart."""
    said = {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}
    said.pop("checksum", None)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    # One passphrase typed on two keyboards must be the same bytes.
    typed = unicodedata.normalize("NFKC", secret).encode()
    return hash_secret_raw(typed, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _identity(file_id: str, row: Row) -> bytes:
    """Return what a slot is: of which file, whose, since when, with which public key."""
    parts = [file_id, *(str(row[name]) for name in _NAMED), _bytes(row, "public_key").hex()]
    return hashlib.sha256(json.dumps(parts).encode()).digest()


def _bytes(row: Row, name: str) -> bytes:
    value = row[name]
    if not isinstance(value, bytes):
        raise Damaged
    return value
