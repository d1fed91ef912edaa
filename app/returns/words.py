"""The words that returns print for the released types: levels, results, dates, references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.catalogue import Sector
from app.domain.dates import MONTHS, spell_day
from app.domain.records import ActionState, Grade, Level
from app.domain.released import (
    Contradiction,
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
    "reply": "A reply to a query",
    "register": "An entry of the register",
}


def long_date(day: date) -> str:
    """Return `17 October 2014`; no line break parts the day from its month."""
    return spell_day(day).replace(" ", "\N{NO-BREAK SPACE}", 1)


def short_date(day: date) -> str:
    """Return `17 October`, which no line break parts."""
    return f"{day.day}\N{NO-BREAK SPACE}{MONTHS[day.month - 1]}"


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
    return place.register_title or PLACES[place.place]


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


NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def number_words(number: int) -> str:
    """Return a number as prose has it: in words to twelve, then in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun: `no items`, `one item`, `37 items`."""
    return f"{number_words(number) if number else 'no'} {noun if number == 1 else nouns or f'{noun}s'}"


def gainsaid(released: ReleasedReturn, each: Contradiction) -> str:
    """Return what an intention's own statement and answers say against the level of the whole."""
    said = [f"{level_word(released, each.level)} assurance"] if each.level else []
    if each.items:
        said.append(f"{', '.join(each.items)} not met")
    if each.findings:
        said.append(f"{counted(len(each.findings), 'major finding')} ({', '.join(each.findings)})")
    if each.suggested:
        said.append(f"the answers suggest {level_word(released, each.suggested)}")
    return ", ".join(said)


def joined(parts: Sequence[str]) -> str:
    """Return parts as prose lists them: `five Substantial, four Limited and one Unsatisfactory`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def sentence(text: str) -> str:
    """Return the text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def head_word(released: ReleasedReturn) -> str:
    """Return who heads the establishment: a Governor, or in the private sector a Director."""
    return "Governor" if released.establishment.sector is Sector.PUBLIC else "Director"


def level_rank(level: Level) -> int:
    """Return where a level stands; lower is better."""
    return list(Level).index(level)


def compared(released: ReleasedReturn, now: Level, last: Level) -> str:
    """Return how a level compares with the one of the last return, as prose has it: `up from Limited`."""
    if now is last:
        return "as last time"
    return f"{'up' if level_rank(now) < level_rank(last) else 'down'} from {level_word(released, last)}"


def change_words(released: ReleasedReturn, now: Level | None, last: Level | None) -> str:
    """Return how a level has moved since the last return; a dash where one of the two is missing."""
    if now is None or last is None:
        return "–"
    if now is last:
        return "no change"
    direction = "▲ up" if level_rank(now) < level_rank(last) else "▼ down"
    return f"{direction} from {level_word(released, last)}"
