"""Where the texts of the Checklist and the Statement are kept: the services behind one way to keep what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from app.desktop.session import Session
from app.desktop.widgets.statement_pane import CANNOT_ASSURE, WORDING
from app.domain.record import Entry
from app.domain.records import Answer, Declaration, Statement
from app.domain.references import ESTABLISHMENT
from app.domain.scan import Finding
from app.domain.text import Passage
from app.services import answering, stating
from app.services.answering import Question
from app.services.stating import Field, Place, Words

Slot = tuple[str, str]
"""The key of what is on show, and the name of one of its texts, as `ProseBoard` has them."""

Kept = Entry[Answer] | Entry[Statement | Declaration]


class ProseHome(Protocol):
    """What a keeper of typed texts asks of the records they belong to; the last five write, or raise UserError."""

    def owner(self, slot: Slot) -> Kept | None:
        """Return the record that a text belongs to; None where nothing is written yet."""

    def column(self, slot: Slot) -> str:
        """Return the field of that record."""

    def words(self, slot: Slot) -> str:
        """Return what the Edit menu calls a change of it."""

    def draft(self, slot: Slot, text: Sequence[Passage]) -> object:
        """Save what is being typed."""

    def write(self, slot: Slot, text: Sequence[Passage]) -> object:
        """Cut a revision; return the step that takes it back."""

    def seal(self, slot: Slot, text: Sequence[Passage]) -> None:
        """Cut a revision in which a passage is sealed now."""

    def discard(self, slot: Slot) -> None:
        """Take a text out with all its saved versions."""

    def keep(self, slot: Slot, position: int, found: Finding, reason: str) -> None:
        """Record why something that the scan asks about may stay."""


class NarrativeHome:
    """The narratives and reasons of answers; a slot's key is the question's reference, its name the answer's field."""

    def __init__(self, session: Session, question: Callable[[str], Question]) -> None:
        self._session = session
        self._question = question

    def owner(self, slot: Slot) -> Entry[Answer] | None:
        """Return the answer to a question."""
        made = (entry for entry in self._session.content().answers if entry.record.item_ref == slot[0])
        return next(made, None)

    def column(self, slot: Slot) -> str:
        """Return the narrative or the reason."""
        return slot[1]

    def words(self, slot: Slot) -> str:
        """Name the narrative of a question, or its reason."""
        return f"{slot[1]} of {slot[0]}"

    def draft(self, slot: Slot, text: Sequence[Passage]) -> object:
        """Save what is typed."""
        session = self._session
        question = self._question(slot[0])
        return answering.draft_narrative(session.file, question, text, person_id=session.person_id, field=slot[1])

    def write(self, slot: Slot, text: Sequence[Passage]) -> object:
        """Cut a revision."""
        session = self._session
        question = self._question(slot[0])
        return answering.write_narrative(session.file, question, text, person_id=session.person_id, field=slot[1])

    def seal(self, slot: Slot, text: Sequence[Passage]) -> None:
        """Seal a passage."""
        session = self._session
        question = self._question(slot[0])
        answering.seal_in_narrative(session.file, question, text, person_id=session.person_id, field=slot[1])

    def discard(self, slot: Slot) -> None:
        """Take it out."""
        session = self._session
        question = self._question(slot[0])
        answering.discard_narrative(session.file, question, person_id=session.person_id, field=slot[1])

    def keep(self, slot: Slot, position: int, found: Finding, reason: str) -> None:
        """Record a decision on it."""
        session, question = self._session, self._question(slot[0])
        answering.keep_found(
            session.file, question, position, found, reason, person_id=session.person_id, field=slot[1]
        )


class StatementHome:
    """The words of statements and the comments of declarations; a slot's key is the statement's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def owner(self, slot: Slot) -> Entry[Statement | Declaration] | None:
        """Return the statement, or the declaration that is commented on."""
        content, words = self._session.content(), self._words(slot)
        if words.expectation_key is None:
            return content.statement(words.place.intention_ref)
        made = (entry for entry in content.declarations if entry.record.expectation_key == words.expectation_key)
        return next(made, None)

    def column(self, slot: Slot) -> str:
        """Return the field of the statement, or a declaration's comment."""
        return self._words(slot).column

    def words(self, slot: Slot) -> str:
        """Name the words of a statement."""
        return f"words of {slot[0]}"

    def draft(self, slot: Slot, text: Sequence[Passage]) -> object:
        """Save some words as they are typed."""
        session = self._session
        return stating.draft_words(
            session.file, self._words(slot), text, now=session.now(), person_id=session.person_id
        )

    def write(self, slot: Slot, text: Sequence[Passage]) -> object:
        """Cut a revision of some words."""
        return stating.write_words(self._session.file, self._words(slot), text, person_id=self._session.person_id)

    def seal(self, slot: Slot, text: Sequence[Passage]) -> None:
        """Seal a passage of some words."""
        stating.seal_in_words(self._session.file, self._words(slot), text, person_id=self._session.person_id)

    def discard(self, slot: Slot) -> None:
        """Take some words out."""
        stating.discard_words(self._session.file, self._words(slot), person_id=self._session.person_id)

    def keep(self, slot: Slot, position: int, found: Finding, reason: str) -> None:
        """Record a decision on some words."""
        session, words = self._session, self._words(slot)
        stating.keep_in_words(session.file, words, position, found, reason, person_id=session.person_id)

    def _words(self, slot: Slot) -> Words:
        key, field = slot
        place = Place(self._session.period_id, None if key == ESTABLISHMENT else key)
        if field in (WORDING, CANNOT_ASSURE):
            return Words(place, cast("Field", field))
        return Words(place, expectation_key=field)
