"""Looks for pieces of texts in other texts, however they are written there; the texts it looks for are not kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.small_words import SMALL_WORDS
from app.domain.word_runs import RUN, runs_of, words_of

_BLOCK = 8
_LEAST = 2 * _BLOCK - 1
"""Letters, spaces left out, in which a whole block of eight lies wherever they begin; too many for chance."""
_LEAST_SHORT = 3


class Needles:
    """What is looked for: every run of five words of each text, and short texts whole."""

    def __init__(self, texts: Iterable[str], common: Iterable[str]) -> None:
        """Take the texts; what stands in one of the `common` texts is not looked for."""
        self._common = f" {' | '.join(' '.join(words_of(text)) for text in common)} "
        self._blocks: dict[str, set[str]] = {}
        """Pieces without spaces, by every block of letters in them: one of those stands wherever a piece does."""
        self._spaced: set[str] = set()
        self.texts = 0
        self.left_out = 0
        for text in texts:
            self._add(words_of(text))

    def _add(self, words: list[str]) -> None:
        runs = [run for run in runs_of(words) if self._says_something(run)] or [tuple(words)]
        wanted = [" ".join(run) for run in runs if run and not self._is_common(run)]
        self.texts += bool(words)
        self.left_out += bool(words) and not wanted
        for piece in wanted:
            packed = piece.replace(" ", "")
            if len(packed) < _LEAST:
                self._spaced.add(piece)
            else:
                for at in range(len(packed) - _BLOCK + 1):
                    self._blocks.setdefault(packed[at : at + _BLOCK], set()).add(packed)

    def _says_something(self, run: tuple[str, ...]) -> bool:
        return len([word for word in run if word not in SMALL_WORDS]) > 1

    def _is_common(self, words: tuple[str, ...]) -> bool:
        """Tell whether words stand in the common texts, or are too few and small to mean this text."""
        is_slight = len(words) < RUN and all(
            word in SMALL_WORDS or len(word) < _LEAST_SHORT or word.isdigit() for word in words
        )
        return is_slight or f" {' '.join(words)} " in self._common

    def places(self, texts: Mapping[str, str]) -> list[str]:
        """Return the keys of the texts, which are words with spaces between, in which something was found."""
        return [place for place, text in texts.items() if self._is_in(text)]

    def _is_in(self, text: str) -> bool:
        packed = text.replace(" ", "")
        blocks = self._blocks.keys() & [packed[at : at + _BLOCK] for at in range(0, len(packed), _BLOCK)]
        if any(piece in packed for block in blocks for piece in self._blocks[block]):
            return True
        spaced = f" {text} "
        return any(f" {piece} " in spaced for piece in self._spaced)
