"""The words of a text, folded so that no way of writing hides them, and their runs of five: what two gates compare.

Case, accents, compatibility forms, look-alike letters, invisible characters and punctuation make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.domain.scan.folding import fold

RUN = 5
"""How many words in a row are looked at. Source: DESIGN section 3, gates 3 and 4."""

Run = tuple[str, ...]

WORD = re.compile(r"[^\W_]+")
_REPLACED = str.maketrans("", "", "\N{WHITE SQUARE}\N{REPLACEMENT CHARACTER}")
"""What renderers put in place of a character that they cannot write."""


def folded(text: str) -> str:
    """Return the text in plain small letters; what parts its words, line ends among it, stays."""
    if text.isascii():
        return text.lower()
    return fold(text).text.casefold().translate(_REPLACED)


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return WORD.findall(folded(text))


def runs_of(words: Sequence[str]) -> Iterator[Run]:
    """Yield every run of five words; nothing for fewer."""
    return zip(*(words[start:] for start in range(RUN)), strict=False)
