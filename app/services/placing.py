"""Putting finished files in place: written beside, flushed, checked, then renamed; never half."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.errors import UserError
from app.services.parts import Part, clear_abandoned_parts

_REFUSED = (errno.EACCES, errno.EPERM)
_HELD = (
    "A file of that name could not be replaced. Nothing was changed: close the programs that have it open, or choose "
    "another name."
)


@contextmanager
def written_beside(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Write each file beside its place and flush it; on leaving the block put all in place, on an error none.

    What stands in a place already is replaced, and put back when another file cannot be put in its own: a program may
    hold one of them open. UserError where a folder cannot be written. The block is for what must happen before the
    files appear. A process killed in it leaves nothing where the system can write under no name (`parts`); where not,
    the next writing into that folder takes away what it left.
    """
    clear_abandoned_parts({target.parent for target in files})
    parts: dict[Path, Part] = {}
    earlier: dict[Path, Part] = {}
    try:
        for target, content in files.items():
            parts[target] = Part.write(target.parent, content)
        for target in filter(Path.exists, files):
            earlier[target] = Part.write(target.parent, target.read_bytes())
        yield
        _put_in_place(parts, earlier)
    except OSError as error:
        raise UserError(_sentence(error), "place") from None
    finally:
        _discard((*parts.values(), *earlier.values()))


def _put_in_place(parts: Mapping[Path, Part], earlier: Mapping[Path, Part]) -> None:
    """Put each into its place; where one cannot be, undo those that were."""
    placed: list[Path] = []
    try:
        for target, part in parts.items():
            part.put(target)
            placed.append(target)
    except OSError as error:
        for target in placed:
            if target in earlier:
                earlier[target].put(target)
            else:
                target.unlink()
        if error.errno in _REFUSED:  # the folder takes files: it is the one that stands there
            raise UserError(_HELD, "place") from None
        raise


def _discard(parts: Iterable[Part]) -> None:
    for part in parts:
        with suppress(OSError):
            part.discard()


def _sentence(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full. Nothing was left behind: make room there, or choose another folder."
    if error.errno in (errno.EROFS, errno.ENOENT, *_REFUSED):
        return "The files could not be written in that folder. Nothing was left behind: choose another folder."
    reason = error.strerror or "unknown reason"
    return (
        f"The files could not be written there ({reason}). Nothing was left behind; close the programs that have them "
        "open, or choose another folder."
    )
