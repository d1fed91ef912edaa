"""The files of a pack, out of a folder or a zip that may be hostile: nothing is extracted, everything has a limit."""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.catalogue.faults import Fault, shown
from app.domain.errors import UserError

MAX_FILES = 200
MAX_FILE_BYTES = 256 * 1024
MAX_PACK_BYTES = 4 * 1024 * 1024
"""Of all files together, unpacked; the built-in pack has about half a megabyte."""
MAX_ARCHIVE_BYTES = 2 * 1024 * 1024
SIGNATURE = "signature.json"
"""The file that signs the others, at the top of a pack."""

FILE_PATTERN = re.compile(r"(intentions/)?[a-z0-9_]{1,40}\.toml")
FOLDER_PATTERN = re.compile(r"[\w][\w .-]{0,80}")
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass
class PackFiles:
    """What a pack holds: the content of its files by name, their signature, and what is wrong with the rest."""

    contents: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    signature: bytes | None = None

    def take(self, name: str, content: bytes) -> None:
        """Take a file in."""
        if name == SIGNATURE:
            self.signature = content
        else:
            self.contents[name] = content

    def refuse(self, name: str, reason: str) -> None:
        """Record that an entry is not taken."""
        self.faults.append(Fault(shown(name), "", reason))


def read_pack_files(path: Path) -> PackFiles:
    """Read the files of the folder or zip at `path`; UserError where there is neither, or where it is too big."""
    if path.is_dir():
        return _read_folder(path)
    if path.is_file():
        return _read_archive(path)
    raise UserError("There is no catalogue pack at that place. Choose a pack's folder or its zip file.")


def _name_fault(name: str) -> str | None:
    if name == SIGNATURE or FILE_PATTERN.fullmatch(name):
        return None
    parts = re.split(r"[/\\]", name)
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        return "has a name that leads outside the pack"
    return "is no file of a pack: a pack holds .toml files, at its top and in intentions/"


def _check_total(count: int, size: int) -> None:
    if count > MAX_FILES or size > MAX_PACK_BYTES:
        raise UserError("This catalogue pack is far larger than a pack can be. It was not read.")


def _read_folder(folder: Path) -> PackFiles:
    found = PackFiles()
    total = 0
    for name, entry in _walk(folder):
        reason = _name_fault(name) or _entry_fault(entry)
        if reason is not None:
            found.refuse(name, reason)
        else:
            content = _read_limited(entry)
            found.take(name, content)
            total += len(content)
        _check_total(len(found.contents) + len(found.faults), total)
    return found


def _walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        top = sorted(entries, key=lambda entry: entry.name)
    for entry in top:
        if entry.name == "intentions" and entry.is_dir(follow_symlinks=False):
            with os.scandir(entry.path) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
            yield from ((f"intentions/{inner.name}", inner) for inner in inside)
        else:
            yield entry.name, entry


def _entry_fault(entry: os.DirEntry[str]) -> str | None:
    if entry.is_symlink():
        return "is a link, and a pack holds none"
    if not entry.is_file(follow_symlinks=False):
        return "is no ordinary file"
    return "is larger than a file of a pack can be" if entry.stat().st_size > MAX_FILE_BYTES else None


def _read_limited(entry: os.DirEntry[str]) -> bytes:
    try:
        with Path(entry.path).open("rb") as file:
            return file.read(MAX_FILE_BYTES)
    except OSError as error:
        raise UserError("A file of this catalogue pack cannot be read. Check that you may open it.") from error


def _read_archive(path: Path) -> PackFiles:
    if path.stat().st_size > MAX_ARCHIVE_BYTES:
        raise UserError("This file is far larger than a catalogue pack can be. It was not read.")
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_entries(archive)
    except UNREADABLE as error:
        raise UserError("This file is no catalogue pack: it cannot be opened as a zip.") from error


def _read_entries(archive: zipfile.ZipFile) -> PackFiles:
    """Read what the central directory admits; sizes are checked there first, and again while reading."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _check_total(len(entries), sum(entry.file_size for entry in entries))
    names = _without_common_folder([entry.filename for entry in entries])
    repeated = {name for name, count in Counter(names).items() if count > 1}
    found = PackFiles()
    for name, entry in zip(names, entries, strict=True):
        reason = _name_fault(name) or _archive_entry_fault(entry)
        if name in repeated:
            reason = "stands more than once in the archive"
        if reason is not None:
            found.refuse(name, reason)
        else:
            _read_entry(archive, entry, name, found)
    return found


def _without_common_folder(names: list[str]) -> list[str]:
    """Drop the one folder in which everything stands, as zipping a folder makes it."""
    folder = names[0].split("/")[0] if names else ""
    if "pack.toml" in names or not FOLDER_PATTERN.fullmatch(folder):
        return names
    start = f"{folder}/"
    return [name.removeprefix(start) for name in names] if all(name.startswith(start) for name in names) else names


def _archive_entry_fault(entry: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link, and a pack holds none"
    if kind not in (0, stat.S_IFREG):
        return "is no ordinary file"
    if entry.flag_bits & 0x1:
        return "is encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is compressed in a way that packs do not use"
    return "is larger than a file of a pack can be" if entry.file_size > MAX_FILE_BYTES else None


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, found: PackFiles) -> None:
    try:
        with archive.open(entry) as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except UNREADABLE:
        found.refuse(name, "is damaged")
        return
    if len(content) > MAX_FILE_BYTES:
        found.refuse(name, "is larger than a file of a pack can be")
    else:
        found.take(name, content)
