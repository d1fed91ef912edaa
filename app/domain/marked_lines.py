"""A text as it may be shown anywhere: what is sealed stands as its marking, whoever looks."""

from __future__ import annotations

from app.domain.catalogue import MarkingScheme
from app.domain.text import Text


def line_with_marks(text: Text, scheme: MarkingScheme) -> str:
    """Return the words that are not sealed, with `[RESTRICTED]` in the place of those that are."""
    return "".join(
        f"[{scheme.level(passage.marking).word}]" if passage.is_sealed else passage.content or "" for passage in text
    )
