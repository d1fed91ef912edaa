"""British spelling of what is written: which words are not known, and what they may have been meant to be.

Nothing of the text is kept. The dictionary is SCOWL's, in `resources/spelling` with its licence.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.resources import locate_resources

if TYPE_CHECKING:
    from app.domain.catalogue import CataloguePack

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORTEST, _SUGGESTIONS = 3, 5
_LOUD = re.compile(r"[A-Z]{2,}")
"""Capitals within a word: an abbreviation or a name of a system, which no dictionary has."""


class Speller:
    """Knows the dictionary and some words more. Made at no cost: the dictionary is read at the first question.

    It may be asked from any thread: one at a time is answered.
    """

    def __init__(self, words: Iterable[str] = (), folder: Path | None = None) -> None:
        self._known = {word.casefold() for word in words}
        self._folder = folder or locate_resources() / "spelling"
        self._turn = threading.Lock()
        self._dictionary: Any = None

    def accept(self, word: str) -> None:
        """Take a word for right until the program ends."""
        self._known.add(word.casefold())

    def unknown(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return start and length of each word that is not known.

        Abbreviations, short words, and words with a digit beside them are passed over, and so is anything that is no
        letter: the place of a sealed passage among it.
        """
        with self._turn:
            return tuple(
                (match.start(), len(match[0]))
                for match in _WORD.finditer(text)
                if self._is_asked(text, match) and not self._is_known(match[0].replace("’", "'"))
            )

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return at most five words that it may have been meant to be, the likeliest first."""
        with self._turn:
            return tuple(self._hunspell().suggest(word.replace("’", "'")))[:_SUGGESTIONS]

    def _is_asked(self, text: str, match: re.Match[str]) -> bool:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        is_part = any(each.isdigit() or each == "_" for each in (before, after))
        return len(match[0]) >= _SHORTEST and not is_part and not _LOUD.search(match[0])

    def _is_known(self, word: str) -> bool:
        folded = word.casefold()
        stem = folded.removesuffix("'s")
        return folded in self._known or stem in self._known or bool(self._hunspell().spell(word))

    def _hunspell(self) -> Any:  # the library has no types
        if self._dictionary is None:
            from hunspell import Hunspell

            self._dictionary = Hunspell("en_GB", hunspell_data_dir=str(self._folder))
        return self._dictionary


def words_of(pack: CataloguePack) -> set[str]:
    """Return the words of a catalogue pack: whoever answers it may use them."""
    texts = [
        f"{intention.title} {intention.summary} " + " ".join(f"{item.title} {item.question} {item.guidance}"
                                                              for item in intention.items)
        for intention in pack.intentions
    ]  # fmt: skip
    return {match[0] for text in texts for match in _WORD.finditer(text)}
