"""What a finished return may say: the payload's texts, the template's, and what is reckoned from them.

Kept as one row of words with a mark after each text, and an index, so that any run of words can be looked up.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from app.domain.dates import spell_day
from app.domain.word_runs import WORD, Run, bare, folded, runs_of
from app.resources import locate_resources
from app.returns.payload import grouped

CUT = "\N{HORIZONTAL ELLIPSIS}"
"""Stands where a text was cut because its line was full; texts of users hold it as well, and are known in parts."""
END = ""
"""Stands after each text; no word is empty."""
_LINE_ENDS = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")
_LONG = 20
"""Characters from which on a word may be longer than a narrow column's line."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def locate_template_words() -> Path:
    """Return the file of the template's words: a text a line. `packaging/list_template_words.py` makes it."""
    return locate_resources() / "template_words.txt"


def read_template_words() -> list[str]:
    """Return the texts that renderers and their libraries write whatever a return says."""
    return locate_template_words().read_text(encoding="utf-8").splitlines()


def payload_texts(payload: bytes) -> Iterator[str]:
    """Yield every text in a payload and its lines, its dates and digests as they are printed, and its own digest.

    Nothing where there is no payload.
    """
    if not payload:
        return
    strings = dict.fromkeys(texts_of(json.loads(payload)))
    own = hashlib.sha256(payload).hexdigest()
    for text in (*strings, own):
        yield text
        yield from text.splitlines() if "\n" in text else ()
        if _DIGEST.fullmatch(text):
            groups = grouped(text).split()
            half = len(groups) // 2
            yield from (" ".join(groups), groups[0], " ".join(groups[:half]), " ".join(groups[half:]))
        elif _DAY.fullmatch(text):
            spelt = spell_day(date.fromisoformat(text))
            yield from (spelt, spelt.rpartition(" ")[0])


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in parsed JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)


def _cut(text: str) -> list[str]:
    return text.split(CUT) if CUT in text else []


class Sources:
    """Texts that may be said, in words, which `fold` leaves to be told apart."""

    def __init__(self, texts: Iterable[str], fold: Callable[[str], str] = folded) -> None:
        self.fold = fold
        self._texts = tuple(dict.fromkeys(part for text in texts for part in (text, *_cut(text))))
        said = dict.fromkeys(tuple(WORD.findall(fold(text))) for text in self._texts)
        self.whole = frozenset(said)
        self.words: list[str] = [END]
        self.runs: set[Run] = set()
        for words in said:
            self.words += (*words, END)
            self.runs.update(runs_of(words))

    @cached_property
    def bare(self) -> Sources:
        """The same without what is not ASCII, for texts in which a mark stands for some of it.

        Odd line ends stand both ways: some renderers draw a line end, others the mark.
        """
        return Sources((*self._texts, *(_LINE_ENDS.sub(" ", text) for text in self._texts)), bare)

    @cached_property
    def long_words(self) -> str:
        """What stands without a space and may be too long for a line: its letters, with spaces between."""
        pieces = (piece for text in self._texts for piece in self.fold(text).split() if len(piece) >= _LONG)
        return " ".join("".join(WORD.findall(piece)) for piece in pieces)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            places.setdefault(word, []).append(place)
        return places

    @cached_property
    def _firsts(self) -> dict[str, list[int]]:
        """Where each word begins a text."""
        firsts: dict[str, list[int]] = {}
        for place, word in enumerate(self.words[1:], 1):
            if self.words[place - 1] == END:
                firsts.setdefault(word, []).append(place)
        return firsts

    def anywhere(self, word: str) -> Sequence[int]:
        """Return where a word stands."""
        return self._places.get(word, ())

    def first(self, word: str) -> Sequence[int]:
        """Return where a word begins a text."""
        return self._firsts.get(word, ())

    def beginning_with(self, start: str) -> Iterator[int]:
        """Yield where words that begin so stand."""
        return (place for word, places in self._places.items() if word.startswith(start) for place in places)
