"""Whether a text can be laid out from pieces of others: the rule of the third gate.

A piece is a text of the sources whole, or a word of the typed grammar. What flows over pages may begin and end in the
middle of a piece, since pages end where they must. So five words in a row either stand so in one text, or are the seam
of texts that are whole on its inner side.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from app.domain.word_runs import REPLACEMENTS, RUN, WORD, runs_of
from app.returns.inside.sources import CUT, END, Sources

_TYPED = re.compile(
    r"[0-9]{1,9}"  # a number, or a part of one
    r"|[0-9]{1,2}[a-z]"  # an intention's reference
    r"|[a-z]{1,3}[0-9]{1,7}"  # a cell, or a resource's name
    r"|aaaaa[a-z]"  # the tag of a font of which a part is embedded
    r"|(?:rid|sheet|table|item|itemprops|sig|page|foot|annot|node|idpackagesignature)[0-9]{0,6}"
)
_TYPED_TEXT = re.compile(
    r"-?[0-9]+(?:\.[0-9]+)?(?:[Ee]-?[0-9]+)?"  # a number
    r"|D:[0-9]{14}(?:Z|[+-][0-9]{2}'[0-9]{2}'?)"  # PDF's date
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2}))?"  # XML's
    r"|\$?[A-Z]{0,3}\$?[0-9]{0,7}(?::\$?[A-Z]{0,3}\$?[0-9]{0,7})?"  # a range of cells
)
_MOST_PARTS = 64
"""Into how many lines one word may be broken."""
_FREE = -1
"""The state in which a piece has just ended, and another may begin."""


@dataclass(frozen=True)
class _Words:
    """A text's words; `breaks` are those after which a line ends without a sign. The last may be `is_cut`."""

    words: tuple[str, ...]
    breaks: frozenset[int]
    is_cut: bool


class Laid(Enum):
    """How a text can be laid out."""

    WHOLE = "whole"
    IN_PART = "in part"
    """Its first or last piece is a part of a source."""
    NOT = "not"


def lay_out(text: str, sources: Sources) -> Laid:
    """Return how everything in a text comes from the sources or is typed."""
    if _TYPED_TEXT.fullmatch(text):
        return Laid.WHOLE
    if any(mark in text for mark in REPLACEMENTS):
        sources = sources.bare
    parts = text.split(CUT)
    laid = [_lay_part(sources.fold(part), sources, is_cut=number < len(parts) - 1) for number, part in enumerate(parts)]
    return max(laid, key=[*Laid].index)


def _lay_part(plain: str, sources: Sources, *, is_cut: bool) -> Laid:
    laid = _lay(_split(plain, is_cut=is_cut), sources)
    if laid is Laid.NOT and (middle := _without_long_ends(plain, sources)) != plain:
        return Laid.NOT if _lay(_split(middle, is_cut=False), sources) is Laid.NOT else Laid.IN_PART
    return laid


def _without_long_ends(plain: str, sources: Sources) -> str:
    """Return the text without what it begins and ends with of a word too long for its line, which pages may part."""
    pieces, start = plain.split(), 0
    while start < len(pieces) and _letters(pieces[: start + 1]) in sources.long_words:
        start += 1
    end = len(pieces)
    while end > start and _letters(pieces[end - 1 :]) in sources.long_words:
        end -= 1
    return " ".join(pieces[start:end])


def _letters(pieces: Sequence[str]) -> str:
    return "".join(WORD.findall(" ".join(pieces)))


def _split(plain: str, *, is_cut: bool) -> _Words:
    spans = [match.span() for match in WORD.finditer(plain)]
    breaks = {
        number
        for number, ((_, end), (start, _)) in enumerate(pairwise(spans))
        if "\n" in plain[end:start] and not plain[end:start].strip()
    }
    ends_in_word = bool(spans) and spans[-1][1] == len(plain)
    return _Words(tuple(plain[start:end] for start, end in spans), frozenset(breaks), is_cut and ends_in_word)


def _lay(said: _Words, sources: Sources) -> Laid:
    words = said.words
    if not words or words in sources.whole:
        return Laid.WHOLE
    layout = _Layout(said, sources)
    ends = layout.ends(_FREE)
    if _FREE in ends or (ends and said.is_cut):
        return Laid.WHOLE
    is_part = ends or (len(words) >= RUN and sources.runs.issuperset(runs_of(words))) or layout.ends(None)
    return Laid.IN_PART if is_part else Laid.NOT


class _Layout:
    """Tries every way of laying a text out, word by word; a state is the place of the next word in the sources."""

    def __init__(self, said: _Words, sources: Sources) -> None:
        self._said = said
        self._sources = sources

    def ends(self, start: int | None) -> set[int]:
        """Return the states in which it can end, beginning with a whole piece (`_FREE`) or, for None, in any."""
        words = self._said.words
        reached: list[set[int]] = [set() for _ in range(len(words) + 1)]
        for number in range(len(words)):
            states: Collection[int] | None = reached[number] if number else {start} if start else None
            if states is None or states:
                for taken, word in self._takes(number):
                    is_end = self._said.is_cut and number + taken == len(words)
                    reached[number + taken] |= self._after(states, word, is_start_of_word=is_end)
        return reached[-1]

    def _takes(self, number: int) -> list[tuple[int, str]]:
        """Return the word, and what it makes with those that follow where a line ends inside it."""
        words, taken = self._said.words, [(1, self._said.words[number])]
        while number + len(taken) - 1 in self._said.breaks and len(taken) < _MOST_PARTS:
            taken.append((len(taken) + 1, taken[-1][1] + words[number + len(taken)]))
        return taken

    def _after(self, states: Collection[int] | None, word: str, *, is_start_of_word: bool) -> set[int]:
        """Return the states after a word; before the first, None stands for every place."""
        sources = self._sources
        is_free = states is None or _FREE in states
        if is_start_of_word:
            fitting = set(sources.beginning_with(word))
            places = fitting if is_free else {place for place in states or () if place in fitting}
        elif states is None:
            places = set(sources.anywhere(word))
        else:
            places = {place for place in states if place != _FREE and sources.words[place] == word}
            places.update(sources.first(word) if is_free else ())
        after = {place + 1 for place in places}
        if any(sources.words[place] == END for place in after) or (is_free and _TYPED.fullmatch(word)):
            after.add(_FREE)
        return after
