"""Portion marks: `(S)` at the start of a paragraph says how sensitive the paragraph is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.scan.findings import Kind, Outcome
from app.domain.scan.hits import Hit, Strength
from app.domain.scan.places import place_at
from app.domain.scan.vocabulary import Vocabulary

_MARK = re.compile(
    r"(?P<open>[(\[])(?P<letters>[A-Z]{1,3})(?P<caveat> ?/{1,2}[A-Z][A-Z ,/-]{0,30})?[)\]]"
    r"(?=[ \t\n:\u2013-]|[A-Z][a-z]|$)"
)
_LETTERED = re.compile(r"^[^\w\n]{0,40}\(?([A-Z])[).]", re.MULTILINE)
# What follows where the letter is a copyright sign, or red of red, amber, green.
_OTHER_SENSE = re.compile(
    r"\s{0,3}(?:crown|copyright|\d{4}|[=:\u2013-]?\s?red\b|\w[\w ,]{0,40}(?:19|20)\d\d\W{0,3}(?:\n|$))", re.IGNORECASE
)
_AFTER_SENTENCE = re.compile(r"[.!?][\"')]?\s+$")
# Also the third item of a lettered list, so alone it proves nothing.
_DOUBTFUL = "C"


def portion_hits(text: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Yield the portion marks of folded `text`; capitals only, since (a), (b), (c) are lists."""
    marks = [match for match in _MARK.finditer(text) if match["letters"] in vocabulary.portions]
    if not marks:
        return
    letters = {match[1] for match in _LETTERED.finditer(text)}
    for match in marks:
        term = vocabulary.portions[match["letters"]]
        strength = _strength(text, match, letters, vocabulary)
        if term.outcome is not Outcome.ALLOW and strength is not Strength.NOTHING:
            yield Hit(*match.span(), kind=Kind.PORTION, strength=strength, term=term)


def _strength(text: str, match: re.Match[str], letters: set[str], vocabulary: Vocabulary) -> Strength:
    mark, caveat = match["letters"], match["caveat"]
    if _OTHER_SENSE.match(text, match.end()) or _is_list_item(mark, letters, vocabulary):
        return Strength.NOTHING
    place = place_at(text, match.start(), match.end())
    is_attached = place.left[-1:].isalnum()
    if is_attached and not place.right.strip():
        return Strength.NOTHING
    is_sure = caveat is not None or (mark != _DOUBTFUL and match["open"] == "(" and not is_attached)
    if place.starts_line:
        return Strength.APPLIED if is_sure else Strength.DECISION
    if not _AFTER_SENTENCE.search(place.left):
        return Strength.NOTHING
    return Strength.APPLIED if caveat or len(mark) > 1 else Strength.DECISION


def _is_list_item(mark: str, letters: set[str], vocabulary: Vocabulary) -> bool:
    """Tell whether the letter before `mark` begins a line as well, and one more where that may be a portion mark."""
    if len(mark) != 1 or (before := chr(ord(mark) - 1)) not in letters:
        return False
    return before not in vocabulary.portions or chr(ord(mark) - 2) in letters
