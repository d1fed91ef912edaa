"""Putting finished files in place: written beside, flushed, checked, then renamed; never half."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.errors import UserError

_PREFIX, _SUFFIX = ".assurance-desk-", ".part"
_ABANDONED_SECONDS = 3600


@contextmanager
def written_beside(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Write each file beside its place and flush it; on leaving the block put all in place, on an error none.

    What stands in a place already is replaced, and put back when another file cannot be put in its own: a program may
    hold one of them open. UserError where a folder cannot be written. The block is for what must happen before the
    files appear. What a killed writer left in a folder is taken out of it on the way.
    """
    _clear_abandoned({target.parent for target in files})
    beside = {target: _part_of(target) for target in files}
    earlier = {target: _part_of(target) for target in files if target.exists()}
    try:
        for target, content in files.items():
            _write(beside[target], content)
        for target, kept in earlier.items():
            _write(kept, target.read_bytes())
        yield
        _put_in_place(beside, earlier)
    except OSError as error:
        raise UserError(_sentence(error)) from None
    finally:
        for part in (*beside.values(), *earlier.values()):
            part.unlink(missing_ok=True)


def _part_of(target: Path) -> Path:
    return target.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")


def _clear_abandoned(folders: Iterable[Path]) -> None:
    """Remove parts that nobody has written to for an hour: the process that wrote them was killed."""
    for folder in folders:
        for part in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                    part.unlink()


def _put_in_place(beside: Mapping[Path, Path], earlier: Mapping[Path, Path]) -> None:
    """Rename each into its place; where one cannot be, undo those that were."""
    placed: list[Path] = []
    try:
        for target, part in beside.items():
            part.replace(target)
            placed.append(target)
    except OSError:
        for target in placed:
            if target in earlier:
                earlier[target].replace(target)
            else:
                target.unlink()
        raise


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sentence(error: OSError) -> str:
    reason = error.strerror or "unknown reason"
    return (
        f"The files could not be written there ({reason}). Nothing was left behind; close the programs that have them "
        "open, or choose another folder."
    )
