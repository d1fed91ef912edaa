"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, was added, or was removed."""

    kind: Literal["same", "added", "removed"]
    words: str


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order; what was removed stands before what was added in its place."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    found: list[Piece] = []
    for piece in _pieces(old, new):
        if found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].words + piece.words)
        else:
            found.append(piece)
    return tuple(found)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, old_from, old_to, new_from, new_to in _bridged(matcher.get_opcodes(), old):
        was, now = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if was == now:
            yield Piece("same", was)
            continue
        if was:
            yield Piece("removed", was)
        if now:
            yield Piece("added", now)


def _bridged(codes: Iterable[tuple[str, int, int, int, int]], old: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Join changes between which only a space stayed: words taken out one by one read worse than a phrase."""
    joined: list[tuple[str, int, int, int, int]] = []
    for tag, old_from, old_to, new_from, new_to in codes:
        is_gap = tag == "equal" and "".join(old[old_from:old_to]).isspace()
        if joined and joined[-1][0] == "change" and (tag != "equal" or is_gap):
            last = joined[-1]
            joined[-1] = ("change", last[1], old_to, last[3], new_to)
        else:
            joined.append(("equal" if tag == "equal" else "change", old_from, old_to, new_from, new_to))
    return [code for code in joined if code[1:3] != (0, 0) or code[3:5] != (0, 0)]
