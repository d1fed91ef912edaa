"""What is typed in dialogs, read as values, with the faults by field."""

from __future__ import annotations

from datetime import date

from app.desktop.views.home_view import ScopeView
from app.domain.dates import read_day
from app.domain.errors import UserError
from app.domain.period_content import PeriodContent
from app.domain.text import Text, has_words, shown

NOBODY = ScopeView("", "Nobody yet")
HOW_TO_SEAL = "Choose words and press Ctrl+R to seal them."
"""What a form says in which words can be sealed."""
ALL_SEALED = "All of it is sealed, and what you type here too."
"""What the form of a record says that is sealed whole."""


class FormValues:
    """Reads fields one by one and collects what is wrong with them in `faults`."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def day(self, name: str, text: str) -> date | None:
        """Return a date, None for an empty field."""
        if not text.strip():
            return None
        try:
            return read_day(text)
        except UserError as error:
            self.faults[name] = error.sentence
            return None

    def text(self, name: str, text: Text, sentence: str) -> Text:
        """Return a text that must say something, sealed or not."""
        if not has_words(text):
            self.faults[name] = sentence
        return text

    def words(self, name: str, text: str, sentence: str) -> str:
        """Return words that must be there."""
        if not text.strip():
            self.faults[name] = sentence
        return text.strip()


def posts_to_choose(content: PeriodContent) -> tuple[ScopeView, ...]:
    """Return the posts that may own something, and nobody."""
    posts = sorted((shown(entry.text("title")), entry.record.id) for entry in content.posts)
    return (NOBODY, *(ScopeView(key, title) for title, key in posts))


def people_to_choose(content: PeriodContent) -> tuple[ScopeView, ...]:
    """Return the people of the establishment."""
    people = sorted((shown(entry.text("name")), entry.record.id) for entry in content.people)
    return tuple(ScopeView(key, name) for name, key in people)
