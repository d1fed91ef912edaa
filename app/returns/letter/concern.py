"""What a concern says: what was seen, where, when; one page."""

from __future__ import annotations

from reportlab.platypus import Flowable

from app.domain.response import ReleasedConcern
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import labelled
from app.returns.pdf.prose import Text, escaped, inline, paragraphs
from app.returns.words import long_date

_ASKED = (
    "Say in writing, within the days that your agreement sets, what was found, what is done about it, and by when. "
    "This concern needs no return, and is kept with the record of the next one."
)


def concern_story(letter: ReleasedConcern) -> list[Flowable]:
    """Return the concern, under its labels."""
    seen = letter.observation
    facts: list[Flowable] = [labelled("Seen on", long_date(seen.observed_on), after=3.5)]
    if seen.place:
        facts.append(labelled("Where", inline(seen.place), after=3.5))
    if seen.intention:
        facts.append(labelled("Intention", escaped(seen.intention), after=3.5))
    facts.append(labelled("Concern", inline(seen.title), after=7))
    if seen.detail:
        facts.append(Labelled([Text("What was seen", theme.LABEL)], paragraphs(seen.detail), after=7))
    return [*facts, labelled("What is asked", _ASKED)]
