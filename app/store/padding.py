"""Padding to buckets, so that a ciphertext's length says little about the text's."""

from __future__ import annotations

_BUCKETS = (256, 1024, 4096, 16384)
_LENGTH_BYTES = 8


def pad(content: bytes) -> bytes:
    """Return the content, its length before it, filled up with zeros to the next bucket."""
    needed = _LENGTH_BYTES + len(content)
    largest = _BUCKETS[-1]
    size = next((bucket for bucket in _BUCKETS if needed <= bucket), -(-needed // largest) * largest)
    return (len(content).to_bytes(_LENGTH_BYTES, "big") + content).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Return what was padded; ValueError where the length does not fit."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    if length > len(padded) - _LENGTH_BYTES:
        raise ValueError("the length does not fit the padding")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
