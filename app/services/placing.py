"""Putting finished files in place: written beside, flushed, checked, then renamed; never half."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import UserError


@contextmanager
def written_beside(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Write each file beside its place and flush it; on leaving the block put all in place, on an error none.

    UserError where a folder cannot be written. The block is for what must happen before the files appear.
    """
    beside = {target: target.with_name(f".{secrets.token_hex(8)}.part") for target in files}
    try:
        for target, content in files.items():
            _write(beside[target], content)
        yield
        for target in files:
            beside[target].replace(target)
    except OSError as error:
        raise UserError(_sentence(error)) from None
    finally:
        for part in beside.values():
            part.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sentence(error: OSError) -> str:
    reason = error.strerror or "unknown reason"
    return f"The files could not be written there ({reason}). Nothing was left behind; choose another folder."
