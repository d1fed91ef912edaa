"""The ZIP archive that holds a package, in one form only: whatever else a ZIP may hold has no place to stand in.

Every header is rebuilt from its few facts and compared, so that times, comments, extra fields, gaps and the second copy
in the central directory need no rules of their own. Source: PKWARE APPNOTE 6.3, ECMA-376 part 2 annex C.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from app.signing.signature_report import CUT_SHORT, InvalidFile

CONTENT_TYPES = "[Content_Types].xml"
MAX_PARTS = 2_000
MAX_UNPACKED = 128 << 20
"""Bytes of all parts together; a full return has about one million."""

PACKED_AGAIN = "Changed after signing: the file was packed again, or something was hidden in it."
DAMAGED_PART = "Changed after signing, or damaged: a part of the file does not fit its own checksum."
FALSE_SIZE = "This workbook says falsely how large a part of it is. It was not read; do not open it elsewhere."

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DEFLATED, _FIRST_OF_1980 = 20, 8, 0x21
_STEP = 1 << 20
_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*|\.rels)")


@dataclass(frozen=True)
class _Entry:
    name: str
    checksum: int
    packed_size: int
    size: int

    def local_header(self) -> bytes:
        facts = (_VERSION, 0, _DEFLATED, 0, _FIRST_OF_1980, self.checksum, self.packed_size, self.size)
        return _LOCAL.pack(b"PK\x03\x04", *facts, len(self.name), 0) + self.name.encode("ascii")

    def directory_header(self, offset: int) -> bytes:
        facts = (_VERSION, _VERSION, 0, _DEFLATED, 0, _FIRST_OF_1980, self.checksum, self.packed_size, self.size)
        tail = (len(self.name), 0, 0, 0, 0, 0, offset)
        return _CENTRAL.pack(b"PK\x01\x02", *facts, *tail) + self.name.encode("ascii")


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts by name: content types first, then in order of their names; no time, no comment, nothing between."""
    stored, directory, offset = [], [], 0
    for name in sorted(parts, key=_order):
        packed = _deflate(parts[name])
        entry = _Entry(name, zlib.crc32(parts[name]), len(packed), len(parts[name]))
        directory.append(entry.directory_header(offset))
        stored += [entry.local_header(), packed]
        offset += len(stored[-2]) + len(packed)
    return b"".join([*stored, *directory, _end(len(directory), sum(map(len, directory)), offset)])


def read_archive(package: bytes) -> dict[str, bytes]:
    """Unpack an archive that `write_archive` may have written. Raises InvalidFile for every other."""
    entries = _read_directory(package)
    _check_names([entry.name for entry in entries])
    if sum(entry.size for entry in entries) > MAX_UNPACKED:
        raise InvalidFile("This workbook unpacks to far more than any return holds. It was not read.")
    parts, directory, offset = {}, [], 0
    for entry in entries:
        directory.append(entry.directory_header(offset))
        start = offset + len(entry.local_header())
        offset_after = start + entry.packed_size
        if package[offset:start] != entry.local_header():
            raise InvalidFile(PACKED_AGAIN)
        parts[entry.name] = _inflate(package[start:offset_after], entry)
        offset = offset_after
    if package[offset:] != b"".join([*directory, _end(len(directory), sum(map(len, directory)), offset)]):
        raise InvalidFile(PACKED_AGAIN)
    return parts


def read_foreign_archive(package: bytes) -> dict[str, bytes]:
    """Unpack an archive of any form, fresh from a library of ours. Raises InvalidFile when its names will not do."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        names = archive.namelist()
        _check_names(sorted(names, key=_order))
        return {name: archive.read(name) for name in names}


def read_damaged_archive(package: bytes) -> dict[str, bytes]:
    """Unpack what can be unpacked of a refused archive; a part that is damaged is empty. Raises what zipfile raises."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(package)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            return parts
        for entry in archive.infolist():
            try:
                parts[entry.filename] = archive.read(entry)
            except (zipfile.BadZipFile, zlib.error, EOFError):
                parts[entry.filename] = b""
    return parts


def check_archive_ends(package: bytes) -> None:
    """Refuse what does not begin as an archive and end as one. Raises InvalidFile."""
    if not package.startswith(b"PK\x03\x04"):
        raise InvalidFile("This is not a workbook, or its beginning is lost.")
    if package[-_END.size :][:4] != b"PK\x05\x06":
        raise InvalidFile(CUT_SHORT)


def _order(name: str) -> tuple[bool, str]:
    return name != CONTENT_TYPES, name


def _end(count: int, size: int, offset: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)


def _read_directory(package: bytes) -> list[_Entry]:
    *_, count, size, offset, _ = _END.unpack(package[-_END.size :])
    if count > MAX_PARTS or offset + size + _END.size != len(package):
        raise InvalidFile(PACKED_AGAIN)
    entries = []
    for _ in range(count):
        facts = _CENTRAL.unpack_from(package, offset)
        offset += _CENTRAL.size
        name = package[offset : offset + facts[10]].decode("ascii")
        entries.append(_Entry(name, checksum=facts[7], packed_size=facts[8], size=facts[9]))
        offset += facts[10]
    return entries


def _check_names(names: list[str]) -> None:
    """Ask for plain names, each once whatever its case, in their order. A name of two readings is a part of two."""
    if names[:1] != [CONTENT_TYPES] or not all(_NAME.fullmatch(name) for name in names[1:]):
        raise InvalidFile("This workbook holds a part with a name that no return uses. Do not open it elsewhere.")
    if len({name.casefold() for name in names}) != len(names):
        raise InvalidFile("This workbook holds two parts of the same name: programs would not agree what it says.")
    if names != sorted(names, key=_order):
        raise InvalidFile(PACKED_AGAIN)


def _deflate(content: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(content) + compressor.flush()


def _inflate(packed: bytes, entry: _Entry) -> bytes:
    """Unpack one part, never further than its declared size and one byte.

    The bits that fill up the last byte are zero when we pack: one that is set was put there.
    """
    inflater = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        start = inflater.decompress(packed[:-1], entry.size + 1)
        end, is_padded = _inflate_last(inflater, packed[-1:], entry.size + 1)
    except zlib.error:
        raise InvalidFile(DAMAGED_PART) from None
    content = start + end
    if len(content) > entry.size and entry.checksum in (zlib.crc32(content[: entry.size]), _checksum(packed)):
        raise InvalidFile(FALSE_SIZE)
    is_whole = inflater.eof and not inflater.unused_data and not inflater.unconsumed_tail
    if not is_whole or len(content) != entry.size or zlib.crc32(content) != entry.checksum:
        raise InvalidFile(DAMAGED_PART)
    if not is_padded:
        raise InvalidFile(PACKED_AGAIN)
    return content


def _checksum(packed: bytes) -> int | None:
    """Give the checksum of all that a part unpacks to, kept nowhere; None where it is damaged, or never ends."""
    inflater, checksum, rest = zlib.decompressobj(wbits=-zlib.MAX_WBITS), 0, packed
    try:
        for _ in range(0, MAX_UNPACKED, _STEP):
            checksum = zlib.crc32(inflater.decompress(rest, _STEP), checksum)
            rest = inflater.unconsumed_tail
            if inflater.eof:
                return checksum
    except zlib.error:
        pass
    return None


def _inflate_last(inflater: zlib._Decompress, last: bytes, limit: int) -> tuple[bytes, bool]:
    """Unpack the last byte; tell whether it is the smallest that gives the same, its idle bits being the highest."""
    copy = inflater.copy()
    end = inflater.decompress(inflater.unconsumed_tail + last, limit)
    smaller = bytes(byte ^ 1 << byte.bit_length() - 1 for byte in last if byte)
    try:
        return end, not smaller or copy.decompress(smaller, limit) != end or not copy.eof
    except zlib.error:
        return end, True
