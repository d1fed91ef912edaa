"""Looks at an XLSX package's central directory before anything in it is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from app.domain.errors import BadFile

MAX_PARTS = 200
MAX_UNPACKED = 192 * 1024 * 1024
"""Bytes of all parts together; a full return has about two megabytes."""
MAX_RATIO = 200
"""Times that a part may unpack to more than it is packed, above `_SMALL`."""
_SMALL = 256 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_NAME = re.compile(r"[A-Za-z0-9_\[\].-]+(?:/[A-Za-z0-9_\[\].-]+)*\Z")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FOREIGN = "This workbook is damaged, or not one that this program made. It was not read."
_BOMB = "This workbook would unpack to far more than any return holds. It was not read; do not open it elsewhere."
_TWO_WAYS = "This workbook is made so that it can be read in more than one way. It was not read."


def open_package(content: bytes) -> zipfile.ZipFile:
    """Return the package, opened, its directory found to be harmless. Raises BadFile."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise BadFile(FOREIGN) from None
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED or any(map(_is_bomb, parts)):
        raise BadFile(_BOMB)
    if any(part.flag_bits & 0x1 for part in parts):
        raise BadFile("This workbook is encrypted; a return never is. Ask for one that is not.")
    names = [part.filename.casefold() for part in parts]
    if len(set(names)) != len(names) or not all(map(_is_plain, parts)) or not _is_whole(content, package):
        raise BadFile(_TWO_WAYS)
    return package


def read_part(package: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Return one part of at most `limit` bytes. Raises BadFile; KeyError where there is no such part."""
    info = package.getinfo(name)
    if info.file_size > limit:
        raise BadFile(_BOMB)
    try:
        return package.read(info)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error):
        raise BadFile(FOREIGN) from None


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > MAX_RATIO * max(1, part.compress_size)


def _is_plain(part: zipfile.ZipInfo) -> bool:
    is_named = _NAME.match(part.orig_filename) is not None and ".." not in part.filename.split("/")
    return is_named and part.compress_type in _METHODS


def _is_whole(content: bytes, package: zipfile.ZipFile) -> bool:
    """Tell whether the package begins with its first part and ends with its directory, with nothing around them."""
    first = min((part.header_offset for part in package.infolist()), default=-1)
    return first == 0 and content.startswith(b"PK\x03\x04") and content[-_END_SIZE:].startswith(_END)
