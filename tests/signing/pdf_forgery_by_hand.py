"""Forges PDFs byte by byte, as an attacker with a text editor does, or one who also holds a trusted key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping

from app.signing.identity import Identity
from app.signing.pdf_signature import _IdentitySigner

Bytes = Callable[[bytes], bytes]
RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\] *")


def last_range(pdf: bytes) -> tuple[int, int, int]:
    """Give the end of what the last signature covers first, the begin of the rest, and its length."""
    first, second, length = map(int, [*RANGE.finditer(pdf)][-1].groups())
    return first, second, length


def with_range(pdf: bytes, *numbers: int) -> bytes:
    """Write other numbers into the last signature's range, in the room that is there."""
    found = [*RANGE.finditer(pdf)][-1]
    text = f"/ByteRange [{' '.join(map(str, numbers))}]".encode()
    return pdf[: found.start()] + text.ljust(len(found[0])) + pdf[found.end() :]


def signed_again(pdf: bytes, identity: Identity) -> bytes:
    """Make the last signature fit again whatever the file has become, up to its end."""
    first, second, _ = last_range(pdf)
    pdf = with_range(pdf, 0, first, second, len(pdf) - second)
    digest = hashlib.sha256(pdf[:first] + pdf[second:]).digest()
    value = bytes(_IdentitySigner(identity).sign_digest(digest).dump()).hex().upper().encode()
    return pdf[: first + 1] + value.ljust(second - first - 2, b"0") + pdf[second - 1 :]


def with_table(pdf: bytes, entries: Mapping[int, int | None]) -> bytes:
    """Let the last table of the file place objects elsewhere, or give them up (None)."""
    lines = b"".join(
        b"%d 1\n%010d 00001 f \n" % (number, 0) if offset is None else b"%d 1\n%010d 00000 n \n" % (number, offset)
        for number, offset in sorted(entries.items())
    )
    at = pdf.rindex(b"trailer")
    return pdf[:at] + lines + pdf[at:]


def replaced_last(old: bytes, new: bytes) -> Bytes:
    """Give a change of the last place in which bytes stand; it sees that they were there."""

    def change(pdf: bytes) -> bytes:
        before, found, after = pdf.rpartition(old)
        assert found
        return before + new + after

    return change


def appended(text: bytes) -> Bytes:
    """Give a change that adds an update by hand, with a table of its own that says where the one before is."""

    def change(pdf: bytes) -> bytes:
        start = pdf.rindex(b"startxref") + len(b"startxref\n")
        previous = int(pdf[start:].split()[0])
        root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
        trailer = b"trailer\n<< /Root %s /Size 99999 /Prev %d >>\n" % (root, previous)
        at = len(pdf) + len(text) + 1
        return pdf + text + b"\nxref\n0 1\n0000000000 65535 f \n" + trailer + b"startxref\n%d\n%%%%EOF\n" % at

    return change


def moved_signed_part(pdf: bytes) -> bytes:
    """Move what the last signature covers behind it further back, and put another table where it stood (SWA)."""
    first, second, length = last_range(pdf)
    evil = b"\n9 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 0\ntrailer\n<< /Root 9 0 R /Size 10 >>\n"
    moved = pdf[:second] + evil + pdf[second:]
    return with_range(moved, 0, first, second + len(evil), length)


def hidden_in_gap(pdf: bytes) -> bytes:
    """Keep the signature's value, and hide an object behind it in a gap that was made wider (SWA)."""
    first, second, length = last_range(pdf)
    evil = b"9 0 obj\n<< /Type /Catalog >>\nendobj\n"
    return with_range(pdf[:second] + evil + pdf[second:], 0, first, second + len(evil), length)
