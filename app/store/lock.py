"""One writer at a time: a lock beside the file, held by the operating system, so that a crash frees it."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def take_lock(descriptor: int) -> bool:
    """Lock an open file until it is closed, by a crash too; tell whether nobody else has it locked."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class WriterLock:
    """The right to write one file, from `acquire` until `release`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def acquire(cls, path: Path) -> Self | None:
        """Return the lock of the file at `path`, None where another window has it; OSError on a read-only folder."""
        beside = path.with_name(f"{path.name}.lock")
        while True:
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
            if not take_lock(descriptor):
                os.close(descriptor)
                return None
            if sys.platform == "win32" or _is_still(descriptor, beside):  # there nobody can remove an open file
                return cls(beside, descriptor)
            os.close(descriptor)

    def release(self) -> None:
        """Give the lock up and take its file away."""
        if sys.platform == "win32":  # where it is open it cannot be removed, so nobody else's can be taken away
            os.close(self._descriptor)
        with contextlib.suppress(OSError):
            self._path.unlink()
        if sys.platform != "win32":
            os.close(self._descriptor)


def _is_still(descriptor: int, path: Path) -> bool:
    """Tell whether nobody removed the lock's file between our opening and our locking it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
