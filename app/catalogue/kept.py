"""A pack as an establishment's file keeps it: canonical JSON, which loads faster than TOML and never changes."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from pydantic import ValidationError

from app.catalogue.promise import PROMISED_SCHEMES
from app.domain.catalogue import CataloguePack, MarkingScheme
from app.domain.errors import UserError

MAX_KEPT_BYTES = 16 * 1024 * 1024
DAMAGED = "The catalogue kept in this file is damaged. Restore the file from a backup."


def write_kept_pack(pack: CataloguePack) -> bytes:
    """Return canonical JSON: UTF-8, keys sorted, no white space, nothing that is None, a newline at the end."""
    content = pack.model_dump(mode="json", exclude_none=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def read_kept_pack(content: bytes) -> CataloguePack:
    """Return the pack that was kept; UserError where the bytes are none that this program wrote."""
    if len(content) > MAX_KEPT_BYTES:
        raise UserError("The catalogue kept in this file is larger than any can be. Restore the file from a backup.")
    return _parse(content)


@lru_cache(maxsize=2)
def _parse(content: bytes) -> CataloguePack:
    """Read the bytes once: a window reads its period anew after each change, and the pack never changes."""
    try:
        pack = CataloguePack.model_validate_json(content, strict=True)
    except ValidationError:
        # What failed is not said: the file may be hostile, and its text is not to reach a log.
        raise UserError(DAMAGED) from None
    schemes = {scheme.key: scheme for scheme in pack.marking_schemes}
    if not all(key in schemes and _promise(schemes[key]) == promise for key, promise in PROMISED_SCHEMES.items()):
        raise UserError(DAMAGED)
    return pack


def _promise(scheme: MarkingScheme) -> tuple[tuple[str, ...], str | None, str | None]:
    """Return what the marking promise rests on: a file from outside may not loosen it through its catalogue."""
    words = {level.key: level.word for level in sorted(scheme.levels, key=lambda level: level.rank)}
    return tuple(words.values()), words.get(scheme.sealed_from), words.get(scheme.ceiling)


def digest_pack(content: bytes) -> str:
    """Return the SHA-256 of a kept pack's bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
