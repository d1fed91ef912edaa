"""Looks inside finished returns in a child process: the third gate's verdict, and the texts for the fourth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.services.sandbox import GARBLED, JobFailed, Limits, run_limited

_LIMITS = Limits(max_output=64 << 20)


class Inside(BaseModel):
    """What was found inside a finished file. `texts` are words with spaces between, by place."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    payload_digest: str | None = Field(max_length=64)
    foreign: tuple[str, ...]
    texts: Mapping[str, str] = Field(repr=False)
    text_count: int
    streams: int
    revisions: int


def look_inside(content: bytes, signer_words: Sequence[str] = ()) -> Inside:
    """Read a finished return, PDF or workbook, apart; UserError where it cannot be read.

    `foreign` says for each place that holds words from elsewhere where it is; `signer_words` may stand in signatures.
    """
    answer = run_limited("look_inside", content, options={"signer_words": list(signer_words)}, limits=_LIMITS)
    try:
        return Inside.model_validate(answer)
    except ValidationError:
        raise JobFailed(GARBLED) from None


def describe_inside(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Do the child's part: read all texts, hold them against the payload and the template, fold them."""
    from app.domain.errors import BadFile
    from app.domain.word_runs import words_of
    from app.returns.inside.gate import foreign_words, read_contents
    from app.returns.payload import digest
    from app.returns.reader import extract_payload

    try:
        _, payload = extract_payload(content)
    except BadFile:
        payload = b""
    contents = read_contents(content, payload)
    texts: dict[str, list[str]] = {}
    fold = cache(lambda text: " ".join(words_of(text)))
    for found in contents.texts:
        if said := fold(found.text):
            texts.setdefault(found.place, []).append(said)
    return {
        "payload_digest": digest(payload) if payload else None,
        "foreign": foreign_words(contents, payload, options["signer_words"]),
        "texts": {place: " ".join(words) for place, words in texts.items()},
        "text_count": len(contents.texts),
        "streams": contents.streams,
        "revisions": contents.revisions,
    }
