"""Looks for copies of sealed words in other text: whole passages of five words or more, and long pieces of them.

How a copy is written makes no difference: capitals, accents, look-alike letters, punctuation and white space apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.text import Passage, Text

if TYPE_CHECKING:
    from app.domain.scan.folding import Folded

LEAST_WORDS = 5
"""Shorter passages are not looked for: too many texts would hold them by chance."""
PIECE_WORDS = 8
"""How many words in a row of a longer passage are a copy: about half a sentence."""

_WORD = re.compile(r"[^\W_]+")

Span = tuple[int, int]


class CopyPlace(StrEnum):
    """Where in the file a copy stands, which says what can be done about it."""

    TEXT = "text"
    COLUMN = "column"
    DRAFT = "draft"
    HISTORY = "history"
    ATTACHMENT = "attachment"
    RETURN = "return"


@dataclass(frozen=True)
class Copy:
    """A place where a copy stands: the record's kind and id, the field where it is text, the saved versions in history.

    `can_be_taken_along` is False where sealing it would need a record that cannot be withheld.
    """

    place: CopyPlace
    kind: str
    owner_id: str
    field: str | None = None
    revision_ids: tuple[str, ...] = ()
    can_be_taken_along: bool = True


@dataclass(frozen=True)
class Copies:
    """All copies found, and the ids of attached files that are not plain text and were not searched yet."""

    found: tuple[Copy, ...] = ()
    unsearched: tuple[str, ...] = ()


class Sought:
    """The words that are looked for. It holds sealed text: keep it no longer than the search."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: dict[int, set[tuple[str, ...]]] = {}
        for text in texts:
            words = _words_alone(text)
            if len(words) >= LEAST_WORDS:
                size = min(len(words), PIECE_WORDS)
                self._runs.setdefault(size, set()).update(_runs(words, size))
        self._first = {run[0] for runs in self._runs.values() for run in runs}

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing is long enough to be looked for."""
        return not self._runs

    def spans(self, text: str) -> list[Span]:
        """Return where copies stand in a text, from first to last character, in order; none overlap."""
        found = list(_words(text))
        words = [word for word, _, _ in found]
        spans: list[Span] = []
        for at, size in self._starts(words):
            start, end = found[at][1], found[at + size - 1][2]
            if spans and start <= spans[-1][1]:
                spans[-1] = spans[-1][0], max(end, spans[-1][1])
            else:
                spans.append((start, end))
        return spans

    def is_in(self, text: str) -> bool:
        """Tell whether a copy stands in a text."""
        return next(self._starts(_words_alone(text)), None) is not None

    def _starts(self, words: list[str]) -> Iterator[tuple[int, int]]:
        for at, word in enumerate(words):
            if word in self._first:
                yield from ((at, size) for size, runs in self._runs.items() if tuple(words[at : at + size]) in runs)


def has_copy(text: Text, sought: Sought) -> bool:
    """Tell whether a copy stands in what is not sealed of a text."""
    return any(sought.is_in("".join(said for said, _ in run)) for run in _plain_runs(text))


def seal_copies(text: Text, sought: Sought, marking: str) -> Text:
    """Return a text in which each copy is a passage of its own under `marking`, the rest as it was."""
    sealed: list[Passage] = []
    for run in _plain_runs(text, with_sealed=sealed):
        joined = "".join(said for said, _ in run)
        spans, start = sought.spans(joined), 0
        for said, passage in run:
            sealed += _cut(passage, start, [*spans], marking)
            start += len(said)
    return tuple(sealed)


def strings_of(value: object) -> Iterator[str]:
    """Yield every string in parsed JSON, keys apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_of(each)


def _plain_runs(text: Text, with_sealed: list[Passage] | None = None) -> Iterator[list[tuple[str, Passage]]]:
    """Yield what stands in plain between sealed passages; those are appended to `with_sealed` in their turn."""
    run: list[tuple[str, Passage]] = []
    for passage in text:
        if passage.is_sealed or passage.content is None:
            if run:
                yield run
            run = []
            if with_sealed is not None:
                with_sealed.append(passage)
        else:
            run.append((passage.content, passage))
    if run:
        yield run


def _cut(passage: Passage, offset: int, spans: list[Span], marking: str) -> Iterator[Passage]:
    """Yield a passage in pieces; `offset` is where it begins in the text that the spans are of."""
    content, done = passage.content or "", 0
    passage_id = passage.id
    for start, end in spans:
        low, high = max(start - offset, done), min(end - offset, len(content))
        if low >= high:
            continue
        for piece, under in ((content[done:low], passage.marking), (content[low:high], marking)):
            if piece:
                yield Passage(content=piece, marking=under, id=passage_id)
                passage_id = None
        done = high
    if done == 0:
        yield passage
    elif content[done:]:
        yield Passage(content=content[done:], marking=passage.marking, id=passage_id)


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    folded = _folded(text)
    for match in _WORD.finditer(folded.text):
        start, end = folded.span(*match.span())
        yield match[0].casefold(), start, end


def _words_alone(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(_folded(text).text)]


def _folded(text: str) -> Folded:
    from app.domain.scan.folding import fold  # late: its tables take time to make, and an opening file none

    return fold(text)


def _runs(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)
