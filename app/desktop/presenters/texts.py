"""Passages as the pages show them in a line."""

from __future__ import annotations

from app.domain.catalogue import MarkingScheme
from app.domain.record import Entry, R
from app.domain.text import Text, has_sealed


def line_of(text: Text, scheme: MarkingScheme) -> str:
    """Return a text in a line: what is sealed as its marking while the store is locked, as it reads while it is not."""
    words = (p.content if p.content is not None else f"[{scheme.level(p.marking).word}]" for p in text)
    return "".join(words)


def withheld_word(scheme: MarkingScheme) -> str:
    """Return what stands in public for a record that is withheld whole."""
    return f"Withheld: {scheme.level(scheme.sealed_from).word}"


def is_hidden(entry: Entry[R]) -> bool:
    """Tell whether a record is withheld whole and the store is locked, so that nothing of it can be read."""
    return entry.record.sealed_id is not None and not entry.texts


def has_seal(entry: Entry[R]) -> bool:
    """Tell whether anything of a record is sealed."""
    return entry.record.sealed_id is not None or any(has_sealed(text) for text in entry.texts.values())


def marking_of(entry: Entry[R], scheme: MarkingScheme) -> str:
    """Return the marking to show beside a record; `""` where nothing of it is sealed."""
    return scheme.level(scheme.sealed_from).word if has_seal(entry) else ""


def days(count: int) -> str:
    """Return "1 day", "12 days"."""
    return f"{count} day{'' if count == 1 else 's'}"


def size_words(size: int) -> str:
    """Return "42 KB", "1.3 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def in_groups(digest: str) -> str:
    """Return a digest in groups of eight, so that it wraps and can be read out."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
