"""Key slots: the file key, wrapped for each person under a key derived from a passphrase by argon2id."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.record import new_id
from app.store.errors import Damaged, SealedDamaged, WrongPassphrase
from app.store.rows import Row, insert_row, read_rows
from app.store.sealed import decrypt, encrypt
from app.store.tables import KEY_SLOT, KeySlotRow

_KEY_BYTES = 32
_SALT_BYTES = 16
_MOST_SLOTS = 64


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


def new_file_key() -> bytes:
    """Return a random file key."""
    return secrets.token_bytes(_KEY_BYTES)


def add_slot(
    connection: Connection, file_id: str, person_id: str, passphrase: str, file_key: bytes, cost: Cost
) -> None:
    """Wrap the file key for a person."""
    slot_id, salt = new_id(), secrets.token_bytes(_SALT_BYTES)
    wrapped = encrypt(_derive(passphrase, salt, cost), file_key, _place(file_id, slot_id))
    slot = KeySlotRow(
        id=slot_id,
        person_id=person_id,
        salt=salt,
        passes=cost.passes,
        memory_kib=cost.memory_kib,
        lanes=cost.lanes,
        wrapped_key=wrapped,
    )
    insert_row(connection, slot)


def open_slot(connection: Connection, file_id: str, passphrase: str) -> bytes:
    """Return the file key; WrongPassphrase where no slot opens, Damaged where a slot asks for too much."""
    slots = read_rows(connection, KEY_SLOT)
    if len(slots) > _MOST_SLOTS:
        raise Damaged
    for slot in slots:
        if (file_key := _try_slot(slot, file_id, passphrase)) is not None:
            return file_key
    raise WrongPassphrase


def _try_slot(slot: Row, file_id: str, passphrase: str) -> bytes | None:
    passes, memory, lanes = slot["passes"], slot["memory_kib"], slot["lanes"]
    salt, wrapped = slot["salt"], slot["wrapped_key"]
    if not (isinstance(passes, int) and isinstance(memory, int) and isinstance(lanes, int)):
        raise Damaged
    cost = Cost(passes, memory, lanes)
    if not (cost.is_bearable and isinstance(salt, bytes) and len(salt) == _SALT_BYTES and isinstance(wrapped, bytes)):
        raise Damaged
    try:
        return decrypt(_derive(passphrase, salt, cost), wrapped, _place(file_id, str(slot["id"])))
    except SealedDamaged:
        return None


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    # One passphrase typed on two keyboards must be the same bytes.
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, _KEY_BYTES, Type.ID)


def _place(file_id: str, slot_id: str) -> str:
    return f"{file_id}|{slot_id}|1|key slot"
