"""What a finished return may say: the payload's texts, the template's, and what is reckoned from them.

Kept as one row of words with a mark after each text, and an index, so that any run of words can be looked up.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from app.domain.dates import spell_day
from app.domain.word_runs import Run, runs_of, words_of
from app.resources import locate_resources
from app.returns.payload import grouped

END = ""
"""Stands after each text; no word is empty."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def locate_template_words() -> Path:
    """Return the file of the template's words: a text a line. `packaging/list_template_words.py` makes it."""
    return locate_resources() / "template_words.txt"


def read_template_words() -> list[str]:
    """Return the texts that renderers and their libraries write whatever a return says."""
    return locate_template_words().read_text(encoding="utf-8").splitlines()


def payload_texts(payload: bytes) -> Iterator[str]:
    """Yield every text in a payload, its dates as they are printed, its digests in groups, and its own digest.

    Nothing where there is no payload.
    """
    if not payload:
        return
    strings = dict.fromkeys(texts_of(json.loads(payload)))
    own = hashlib.sha256(payload).hexdigest()
    for text in (*strings, own):
        yield text
        if _DIGEST.fullmatch(text):
            groups = grouped(text)
            yield from (groups, groups.split()[0])
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


class Sources:
    """Texts that may be said, in words."""

    def __init__(self, texts: Iterable[str]) -> None:
        said = dict.fromkeys(tuple(words_of(text)) for text in texts)
        self.whole = frozenset(said)
        self.words: list[str] = [END]
        self.runs: set[Run] = set()
        for words in said:
            self.words += (*words, END)
            self.runs.update(runs_of(words))

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
