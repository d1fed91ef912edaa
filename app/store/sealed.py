"""The sealed store: objects under the file key, and a manifest that says which version of each is the last.

An object's ciphertext is bound to the file, its id, its version and its purpose, so that it opens in no other place.
The manifest holds each object's version and the digest of its ciphertext, and the digest of each key slot, itself
sealed: an older ciphertext cannot be put back alone. Putting back objects and manifest together, as restoring a whole
backup does, cannot be detected.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from app.domain.progress import Progress, no_progress
from app.domain.record import new_id
from app.store.connection import Connection
from app.store.errors import SealedDamaged, SealedStoreLocked
from app.store.padding import pad, unpad
from app.store.rows import read_row, replace_row

_NONCE_BYTES = 12
_MANIFEST_ID = 1


class Manifest(BaseModel):
    """Version and ciphertext's digest of each object, and the digest of each key slot, by their ids."""

    model_config = ConfigDict(hide_input_in_errors=True, defer_build=True)

    objects: dict[str, tuple[int, str]] = {}
    slots: dict[str, str] = {}


SealedState = tuple[Manifest | None, int, bool]


def encrypt(key: bytes, content: bytes, bound_to: str) -> bytes:
    """Return nonce and AES-256-GCM ciphertext of the padded content, bound to a place."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, pad(content), bound_to.encode())


def decrypt(key: bytes, ciphertext: bytes, bound_to: str) -> bytes:
    """Return the content; SealedDamaged where the key, the place or a single bit is another."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return unpad(AESGCM(key).decrypt(ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], bound_to.encode()))
    except (InvalidTag, ValueError):
        raise SealedDamaged from None


class SealedStore:
    """The sealed objects as one act sees them. `key` is None while locked; then nothing here can be read or written."""

    def __init__(self, connection: Connection, file_id: str, key: bytes | None) -> None:
        self._connection = connection
        self._file_id = file_id
        self._key = key
        self._manifest: Manifest | None = None
        self._manifest_version = 0
        self._is_changed = False

    @property
    def is_unlocked(self) -> bool:
        """Tell whether sealed objects can be read and written."""
        return self._key is not None

    def begin(self) -> None:
        """Make the empty manifest of a new store."""
        self._manifest, self._is_changed = Manifest(), True
        self.finish()

    def read(self, sealed_id: str, purpose: str) -> bytes:
        """Return an object's content; SealedDamaged where it is not the version last written for this purpose."""
        row = read_row(self._connection, "SELECT version, ciphertext FROM sealed WHERE id = ?", (sealed_id,))
        expected = self._entries().get(sealed_id)
        if row is None or expected is None:
            raise SealedDamaged
        ciphertext = row["ciphertext"]
        if not isinstance(ciphertext, bytes) or (row["version"], _digest(ciphertext)) != expected:
            raise SealedDamaged
        return decrypt(self._require_key(), ciphertext, self._place(sealed_id, expected[0], purpose))

    def write(self, content: bytes, purpose: str, sealed_id: str | None = None) -> str:
        """Write an object anew, or as the next version of `sealed_id`; return its id."""
        object_id = sealed_id or new_id()
        self._write_under(self._require_key(), content, purpose, object_id)
        return object_id

    def _write_under(self, key: bytes, content: bytes, purpose: str, sealed_id: str) -> None:
        entries = self._entries()
        version = entries.get(sealed_id, (0, ""))[0] + 1
        ciphertext = encrypt(key, content, self._place(sealed_id, version, purpose))
        replace_row(self._connection, "sealed", {"id": sealed_id, "version": version, "ciphertext": ciphertext})
        entries[sealed_id] = (version, _digest(ciphertext))
        self._is_changed = True

    def remove(self, sealed_id: str) -> None:
        """Remove an object and its place in the manifest."""
        self._entries().pop(sealed_id, None)
        self._connection.execute("DELETE FROM sealed WHERE id = ?", (sealed_id,))
        self._is_changed = True

    @property
    def slots(self) -> Mapping[str, str]:
        """The digest of each key slot, by its id."""
        return self._opened().slots

    def name_slots(self, slots: Mapping[str, str]) -> None:
        """Say which key slots there are now."""
        self._opened().slots, self._is_changed = dict(slots), True

    def rotate(self, key: bytes, purposes: Mapping[str, str], progress: Progress = no_progress) -> None:
        """Encrypt every object anew under another key, which this store goes on with; what has no purpose goes.

        SealedDamaged where an object is not the one last saved.
        """
        if self.faults() or not purposes.keys() <= self._entries().keys():
            raise SealedDamaged
        ids = [*self._entries()]
        for done, sealed_id in enumerate(ids):
            progress("Encrypting anew", done, len(ids))
            if sealed_id in purposes:
                content = self.read(sealed_id, purposes[sealed_id])
                self._write_under(key, content, purposes[sealed_id], sealed_id)
            else:
                self.remove(sealed_id)
        self._key, self._is_changed = key, True

    def state(self) -> SealedState:
        """Return what this act changed so far, to be restored should a step of it fail."""
        manifest = None if self._manifest is None else self._manifest.model_copy(deep=True)
        return manifest, self._manifest_version, self._is_changed

    def restore(self, state: SealedState) -> None:
        """Return to an earlier state of the act, its rows having been restored by SQLite."""
        self._manifest, self._manifest_version, self._is_changed = state

    def finish(self) -> None:
        """Write the manifest, where this act changed it."""
        if self._is_changed:
            version = self._manifest_version + 1
            content = json.dumps(self._opened().model_dump(), sort_keys=True).encode()
            ciphertext = encrypt(self._require_key(), content, self._manifest_place(version))
            replace_row(
                self._connection, "manifest", {"id": _MANIFEST_ID, "version": version, "ciphertext": ciphertext}
            )
            self._manifest_version, self._is_changed = version, False

    def faults(self) -> int:
        """Return how many objects are missing, foreign, or not the version that the manifest names."""
        rows = self._connection.execute("SELECT id, version, ciphertext FROM sealed")
        found = {sealed_id: (version, _digest(ciphertext)) for sealed_id, version, ciphertext in rows}
        entries = self._entries()
        return sum(found.get(name) != entries.get(name) for name in found.keys() | entries.keys())

    def _entries(self) -> dict[str, tuple[int, str]]:
        return self._opened().objects

    def _opened(self) -> Manifest:
        if self._manifest is None:
            key = self._require_key()
            row = read_row(self._connection, "SELECT version, ciphertext FROM manifest WHERE id = ?", (_MANIFEST_ID,))
            if row is None or not isinstance(row["ciphertext"], bytes) or not isinstance(row["version"], int):
                raise SealedDamaged
            self._manifest_version = row["version"]
            content = decrypt(key, row["ciphertext"], self._manifest_place(self._manifest_version))
            self._manifest = Manifest.model_validate_json(content)
        return self._manifest

    def _require_key(self) -> bytes:
        if self._key is None:
            raise SealedStoreLocked
        return self._key

    def _place(self, sealed_id: str, version: int, purpose: str) -> str:
        return f"{self._file_id}|{sealed_id}|{version}|{purpose}"

    def _manifest_place(self, version: int) -> str:
        return f"{self._file_id}|manifest|{version}|manifest"


def _digest(ciphertext: bytes) -> str:
    return hashlib.sha256(ciphertext).hexdigest()
