"""What a verification found, as its dialog shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VerifiedFileView:
    """One file: its name, its state as a status glyph and a word, and the sentences."""

    name: str
    status: str
    word: str
    sentences: tuple[str, ...]
