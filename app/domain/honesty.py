"""The honesty lens: what in a return a reader should ask about before believing it. A prompt, never a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from app.domain.records import Level, Result
from app.domain.released import (
    ReleasedAnswer,
    ReleasedIntention,
    ReleasedItem,
    ReleasedReturn,
    ReleasedSample,
    as_words,
)


class Doubt(StrEnum):
    """What a prompt is about."""

    NO_EVIDENCE = "no_evidence"
    COPIED_ACROSS_ITEMS = "copied_across_items"
    COPIED_FROM_LAST = "copied_from_last"
    SMALL_SAMPLE = "small_sample"
    LEVEL_CONTRADICTED = "level_contradicted"


DOUBT_WORDS = {
    Doubt.NO_EVIDENCE: "Met without evidence",
    Doubt.COPIED_ACROSS_ITEMS: "Same words at other items",
    Doubt.COPIED_FROM_LAST: "Same words as last time",
    Doubt.SMALL_SAMPLE: "Sample too small for the claim",
    Doubt.LEVEL_CONTRADICTED: "Level not borne out",
}


@dataclass(frozen=True)
class Prompt:
    """One thing to ask about: at which intention, and item where it is one, in a sentence."""

    doubt: Doubt
    intention: str
    item: str | None
    sentence: str


_Z = 1.96
"""For an interval of 95 per cent."""
_LONG_ENOUGH = 40
"""Characters from which the same wording at two places is no accident."""


def look_for_doubts(released: ReleasedReturn, last: ReleasedReturn | None = None) -> tuple[Prompt, ...]:
    """Return every prompt, in the order of the intentions; `last` is the return before, where there is one."""
    copied = _copied(released)
    earlier = _narratives(last) if last else {}
    levels = {each.key: each.word for each in released.level_meanings}
    found: list[Prompt] = []
    for intention in released.intentions:
        found += _contradictions(intention, levels)
        for item in intention.items:
            if item.answer is not None and not item.answer.withheld:
                found += _in_answer(intention.ref, item, item.answer, copied, earlier)
    return tuple(found)


def sample_interval(sample: ReleasedSample) -> tuple[int, int]:
    """Return between which percentages the share that complies lies, with 95 per cent confidence.

    Wilson's interval, with the correction for a finite population: nothing is uncertain where everything was drawn.
    """
    n, total = sample.size, max(sample.population, sample.size)
    if n == 0:
        return 0, 100
    share = sample.compliant / n
    if n == total or total == 1:
        return round(100 * share), round(100 * share)
    z = _Z * sqrt((total - n) / (total - 1))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0, int(100 * (middle - half))), min(100, -int(-100 * (middle + half)))


def _in_answer(
    ref: str, item: ReleasedItem, answer: ReleasedAnswer, copied: dict[str, list[str]], earlier: dict[str, str]
) -> Iterator[Prompt]:
    if answer.result is Result.MET and not answer.evidence and answer.sample is None:
        yield Prompt(Doubt.NO_EVIDENCE, ref, item.ref, "It is Met, and no evidence is cited. Ask what shows it.")
    words = _folded(as_words(answer.narrative))
    others = [other for other in copied.get(words, ()) if other != item.ref]
    if others:
        where = ", ".join(others[:3]) + (" and others" if len(others) > 3 else "")
        yield Prompt(Doubt.COPIED_ACROSS_ITEMS, ref, item.ref, f"The same words stand at {where}.")
    if len(words) >= _LONG_ENOUGH and earlier.get(item.ref) == words:
        yield Prompt(Doubt.COPIED_FROM_LAST, ref, item.ref, "The words are those of the return before, unchanged.")
    if answer.sample is not None and answer.result in (Result.MET, Result.PARTLY_MET):
        yield from _about_sample(ref, item, answer.sample, answer.result)


def _about_sample(ref: str, item: ReleasedItem, sample: ReleasedSample, result: Result) -> Iterator[Prompt]:
    if item.pass_marks is None:
        return
    needed = item.pass_marks.met if result is Result.MET else item.pass_marks.partly_met
    low, high = sample_interval(sample)
    if low < needed:
        claim = "Met" if result is Result.MET else "Partly met"
        yield Prompt(
            Doubt.SMALL_SAMPLE, ref, item.ref,
            f"{sample.compliant} of {sample.size} complied, of {sample.population}: between {low} and {high} per cent, "
            f"and {claim} needs {needed}.",
        )  # fmt: skip


def _contradictions(intention: ReleasedIntention, levels: dict[Level, str]) -> Iterator[Prompt]:
    level = intention.statement.level if intention.statement else None
    suggested = intention.suggested_level
    if level is None:
        return
    steps = list(Level)
    if suggested is not None and steps.index(level) < steps.index(suggested):
        sentence = (
            f"{levels[level]} is stated; the released answers suggest {levels[suggested]} ({intention.score.words})."
        )
        yield Prompt(Doubt.LEVEL_CONTRADICTED, intention.ref, None, sentence)
    elif level is Level.SUBSTANTIAL and intention.counts.not_met:
        sentence = f"{levels[level]} is stated, with {intention.counts.not_met} Not met."
        yield Prompt(Doubt.LEVEL_CONTRADICTED, intention.ref, None, sentence)


def _copied(released: ReleasedReturn) -> dict[str, list[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for ref, words in _narratives(released).items():
        if len(words) >= _LONG_ENOUGH:
            places[words].append(ref)
    return {words: refs for words, refs in places.items() if len(refs) > 1}


def _narratives(released: ReleasedReturn) -> dict[str, str]:
    items = (item for intention in released.intentions for item in intention.items)
    return {item.ref: _folded(as_words(item.answer.narrative)) for item in items if item.answer}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
