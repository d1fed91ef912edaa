"""Disguised markings: misspelt or with figures for letters, mixed alphabets, hidden and direction characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.domain.scan.findings import Kind, Outcome
from app.domain.scan.hits import Hit
from app.domain.scan.vocabulary import Term, Vocabulary

_CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{5,19}(?![A-Za-z0-9])")
_HEAD = re.compile(r"^[^\w\n]{0,20}([A-Za-z][a-z]{5,18})(?=[ \t]{0,3}(?:[:=\u2013\n]|-[ \t]|$))", re.MULTILINE)
_SIGNS = "$@|!\u20ac\u00a7\u00a3\u00a2+"
_FIGURED = re.compile(
    rf"(?<![A-Za-z0-9{_SIGNS}])[A-Za-z{_SIGNS}]{{0,12}}[0134578{_SIGNS}][A-Za-z0-9{_SIGNS}]{{0,18}}(?![A-Za-z0-9])"
)
_FIGURES = str.maketrans("0134578" + _SIGNS, "OIEASTBSAIIESECT")
_SMALL_L = re.compile(r"(?<![A-Za-z0-9])(?=[A-Z]*l)[A-Zl]{6,18}(?![A-Za-z0-9])")
_REAL_WORDS = frozenset(
    [
        "RESTRICT",
        "RESTRICTS",
        "RESTRICTOR",
        "RESTRICTEDLY",
        "UNRESTRICTED",
        "CONFIDENTIALLY",
        "SECRETS",
        "SECRETE",
        "SECRETED",
    ]
)
_LONG = 10
_WORD = re.compile("(?:[^\\W\\d_]|[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff])+")
_OTHER_ALPHABET = re.compile("[\u0370-\u058f\u13a0-\u13ff\u2c80-\u2cff\ua4d0-\ua4ff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]+")
_TAGS = re.compile("(?P<flag>\U0001f3f4)?[\U000e0000-\U000e007f]+")
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
_UNIT_LETTERS = frozenset("\u03bc\u03a9\u0394\u03c0")


def misspelt_hits(text: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Yield words of folded `text` that are nearly a marking word: in capitals, at a head, or with figures."""
    terms = {word: term for word, term in vocabulary.terms.items() if term.outcome is not Outcome.ALLOW}
    known = {_canonical(word): term for word, term in terms.items()}
    for disguise in (_FIGURED, _SMALL_L):
        for match in disguise.finditer(text):
            written = match[0].rstrip("!|+")
            term = known.get(_canonical(written.translate(_FIGURES)))
            if term is not None and written.upper() not in terms:
                yield Hit(match.start(), match.start() + len(written), kind=Kind.MISSPELT, term=term)
    judged: dict[str, Term | None] = {}
    for pattern, group in ((_CAPITALS, 0), (_HEAD, 1)):
        for match in pattern.finditer(text):
            word = match[group].upper()
            if word not in judged:
                judged[word] = _nearest(word, terms)
            if (term := judged[word]) is not None:
                yield Hit(*match.span(group), kind=Kind.MISSPELT, term=term)


def hidden_hits(text: str) -> Iterator[Hit]:
    """Yield, of the original `text`, direction controls, hidden tag characters and words of two alphabets."""
    if text.isascii():
        return
    for match in _DIRECTION.finditer(text):
        yield Hit(*match.span(), kind=Kind.BIDI)
    for match in _TAGS.finditer(text):
        if not match["flag"]:
            yield Hit(*match.span(), kind=Kind.HIDDEN)
    if not _OTHER_ALPHABET.search(text):
        return
    for match in _WORD.finditer(text):
        if not match[0].isascii() and _is_mixed(match[0]):
            yield Hit(*match.span(), kind=Kind.MIXED_SCRIPT)


def _canonical(word: str) -> str:
    """Return `word` with L as I, since 1 and | stand for both."""
    return word.upper().replace("L", "I")


def _nearest(word: str, terms: dict[str, Term]) -> Term | None:
    if word in terms or word in _REAL_WORDS:
        return None
    return next((term for letters, term in terms.items() if is_near(word, letters)), None)


def is_near(word: str, letters: str) -> bool:
    """Tell whether one slip makes `word` of `letters`, or two where they are long.

    A slip is a letter more, less or other, or two swapped.
    """
    slips = 2 if len(letters) >= _LONG else 1
    if abs(len(word) - len(letters)) > slips or word[0] != letters[0]:
        return False
    return _slips(word, letters, slips) <= slips


def _slips(word: str, letters: str, limit: int) -> int:
    """Return the optimal string alignment distance of the two, or more than `limit`."""
    before: list[int] = []
    above = list(range(len(letters) + 1))
    for row, letter in enumerate(word, start=1):
        line = [row]
        for column, other in enumerate(letters, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == letters[column - 2] and word[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return limit + 1
        before, above = above, line
    return above[-1]


def _is_mixed(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) <= 3 and all(letter.isascii() or letter in _UNIT_LETTERS for letter in letters):
        return False
    return len({alphabet for alphabet in map(_alphabet, letters) if alphabet}) > 1


@lru_cache(maxsize=4096)
def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0]
    return name if name in _ALPHABETS else ""
