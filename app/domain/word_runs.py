"""The words of a text, folded so that no way of writing hides them, and their runs of five: what two gates compare.

Case, accents, compatibility forms, look-alike letters, invisible characters and punctuation make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.domain.scan.folding import fold

RUN = 5
"""How many words in a row are looked at. Source: DESIGN section 3, gates 3 and 4."""

Run = tuple[str, ...]

WORD = re.compile(r"[^\W_]+")
REPLACEMENTS = "\N{WHITE SQUARE}\N{REPLACEMENT CHARACTER}"
"""What renderers put in place of a character that they cannot write."""

_REPLACED = str.maketrans("", "", REPLACEMENTS)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOT_ASCII = re.compile(r"[^ -~\n\t]")


def folded(text: str) -> str:
    """Return the text in plain small letters; what parts its words, line ends among it, stays."""
    if text.isascii():
        return text.lower()
    return fold(text, with_markup=False).text.casefold().translate(_REPLACED)


def bare(text: str) -> str:
    """Return the text in small letters, ASCII alone: the same whatever a renderer could not write."""
    return _NOT_ASCII.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", text))).lower()


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return WORD.findall(folded(text))


def runs_of(words: Sequence[str]) -> Iterator[Run]:
    """Yield every run of five words; nothing for fewer."""
    return zip(*(words[start:] for start in range(RUN)), strict=False)
