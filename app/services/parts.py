"""Files being written into a folder that others may look into: not there, or hidden and held, until they are whole."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from app.store.lock import take_lock
from app.store.moves import move

_PREFIX, _SUFFIX = ".assurance-desk-", ".part"


class Part:
    """A file's content, written and flushed in a folder, in no place yet.

    Linux keeps it under no name at all, so that a killed process leaves nothing. Elsewhere, and on a stick's file
    system, it has a hidden name and is held open and locked: what is not held belongs to nobody.
    """

    def __init__(self, descriptor: int, folder: Path, path: Path | None) -> None:
        self._descriptor = descriptor
        self._folder = folder
        self._path = path

    @classmethod
    def write(cls, folder: Path, content: bytes) -> Part:
        """Return the part that holds `content`, flushed to the disk; OSError where the folder cannot be written."""
        part = _unnamed(folder) or _named(folder)
        try:
            _write_all(part._descriptor, content)
            os.fsync(part._descriptor)
        except BaseException:
            part.discard()
            raise
        return part

    def put(self, target: Path) -> None:
        """Give it its name, in place of what stands there; OSError where that is held by another program."""
        path = self._path or _free_path(self._folder)
        if self._path is None:
            self._path = path  # before it has the name: what goes wrong from here on, `discard` takes the name away
            # A directory's descriptor, ignored for an absolute path, is what makes Python call linkat, which follows.
            os.link(f"/proc/self/fd/{self._descriptor}", path, src_dir_fd=self._descriptor, follow_symlinks=True)
        if sys.platform == "win32":
            self._close()  # an open file cannot be renamed there
        move(path, target)
        self._path = None

    def discard(self) -> None:
        """Let go of it, and take it away where it was not put in place."""
        self._close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def clear_abandoned_parts(folders: Iterable[Path]) -> None:
    """Take away parts that no process holds: the one that wrote them was killed."""
    for folder in folders:
        for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                _remove_unheld(path)


def _remove_unheld(path: Path) -> None:
    if sys.platform == "win32":
        path.unlink()  # refused where it is open
        return
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    try:
        if take_lock(descriptor):
            path.unlink()
    finally:
        os.close(descriptor)


def _free_path(folder: Path) -> Path:
    return folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"


def _unnamed(folder: Path) -> Part | None:
    """Return a part without a name, None where the system or the folder's file system has none."""
    if sys.platform != "linux" or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return Part(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), folder, None)
    except OSError:  # also where the folder cannot be written: the named one then says so
        return None


def _named(folder: Path) -> Part:
    while True:
        path = _free_path(folder)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        if sys.platform == "win32" or (take_lock(descriptor) and path.exists()):
            return Part(descriptor, folder, path)
        os.close(descriptor)  # another process found it before it was locked, and is taking it away


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
