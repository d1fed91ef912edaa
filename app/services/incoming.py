"""What comes from elsewhere and is kept as it came: it may say nothing in the open that may not be held here so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from app.domain.catalogue import MarkingScheme
from app.domain.errors import BadFile
from app.domain.scan import Outcome, scan


def require_unmarked(said: Iterable[str], scheme: MarkingScheme, what: str, to_do: str) -> None:
    """Refuse, with BadFile, words that the scheme seals or refuses; `what` they stand in and what `to_do`, in words."""
    for words in said:
        if scan(words, scheme).outcome in (Outcome.SEAL, Outcome.REFUSE):
            word = scheme.level(scheme.sealed_from).word
            raise BadFile(f"{what} says in the open something marked {word} or above, which it may not. {to_do}")


def words_of(payload: bytes) -> Iterator[str]:
    """Yield the marking that a payload carries, and what people wrote in it: released text, as far as it runs on."""
    pending: list[Any] = [json.loads(payload)]
    yield pending[0]["marking"]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            for is_text, runs in groupby(value, _is_text):
                if is_text:
                    yield "".join(run["text"] for run in runs)
                else:
                    pending += runs
        elif isinstance(value, dict):
            pending += value.values()


def _is_text(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"text"}
