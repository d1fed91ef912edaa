"""What a verification found, as its dialog shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

RETURN_SUFFIXES = frozenset({".pdf", ".xlsx"})


def is_return(path: Path) -> bool:
    """Tell whether a file may be a return, by its ending."""
    return path.suffix.lower() in RETURN_SUFFIXES


@dataclass(frozen=True)
class VerifiedFileView:
    """One file: its name, its state as a status glyph and a word, and the sentences."""

    name: str
    status: str
    word: str
    sentences: tuple[str, ...]
