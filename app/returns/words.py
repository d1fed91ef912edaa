"""The words that returns print for the released types: levels, results, dates, references."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.dates import spell_day
from app.domain.records import ActionState, Grade
from app.domain.released import (
    ReleasedAnswer,
    ReleasedPost,
    ReleasedReturn,
    ReleasedText,
    WithheldPlace,
    as_words,
)

GRADES = {
    Grade.MAJOR: "Major nonconformity",
    Grade.MINOR: "Minor nonconformity",
    Grade.OBSERVATION: "Observation",
    Grade.OPPORTUNITY: "Opportunity",
    Grade.GOOD_PRACTICE: "Good practice",
}
STATES = {
    ActionState.OPEN: "Open",
    ActionState.IN_PROGRESS: "In progress",
    ActionState.COMPLETED_BY_OWNER: "Completed by owner",
    ActionState.VERIFIED: "Verified",
    ActionState.CLOSED: "Closed",
    ActionState.RISK_ACCEPTED: "Risk accepted",
}
PLACES = {
    "answer": "A whole answer",
    "narrative": "What was found",
    "reason": "The reason given",
    "plan": "The plan",
    "statement": "The statement",
    "finding": "A finding",
    "action": "An action",
    "evidence": "Evidence",
    "declaration": "A declaration",
    "name": "A name or title",
}


def long_date(day: date) -> str:
    """Return `17 October 2014`; no line break parts the day from its month."""
    return spell_day(day).replace(" ", "\N{NO-BREAK SPACE}", 1)


def name_of(released: ReleasedReturn) -> str:
    """Return the establishment's name."""
    return as_words(released.establishment.name)


def result_word(released: ReleasedReturn, answer: ReleasedAnswer | None) -> str:
    """Return an answer's word: a result, Not answered, or the fixed words for what is withheld."""
    if answer is None or (answer.result is None and answer.withheld is None):
        return "Not answered"
    if answer.withheld is not None:
        return f"Withheld: {answer.withheld}"
    return next(meaning.word for meaning in released.result_meanings if meaning.key == answer.result)


def level_word(released: ReleasedReturn, level: str | None) -> str:
    """Return a level's word, or "No statement"."""
    return next((meaning.word for meaning in released.level_meanings if meaning.key == level), "No statement")


def post_words(post: ReleasedPost | None) -> str:
    """Return a post's title; empty for no post."""
    return as_words(post.title) if post else ""


def place_words(place: WithheldPlace) -> str:
    """Return in words where something is withheld."""
    return PLACES[place.place]


def paragraphs(text: ReleasedText) -> list[str]:
    """Return the text's paragraphs, the fixed words in place of what is withheld."""
    return [" ".join(block.split()) for block in as_words(text).split("\n\n") if block.strip()]


def listed(references: Iterable[str]) -> str:
    """Return references in one cell."""
    return ", ".join(references)


def covers(released: ReleasedReturn) -> str:
    """Return the days a return covers: `1 July to 30 September 2014`."""
    starts, ends = released.period.starts, released.period.ends
    first = long_date(starts)
    if starts.year == ends.year:
        first = first.removesuffix(f" {starts.year}")
    return f"{first} to {long_date(ends)}"
