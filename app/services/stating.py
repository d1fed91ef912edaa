"""Stating: a statement's level and words, and the declarations on what is expected of providers."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from app.domain.errors import UserError
from app.domain.records import Declaration, Level, Period, SignOff, Statement
from app.domain.steps import Step
from app.domain.text import Passage, Text
from app.services.deciding import keep_passage
from app.services.period_content import load_content

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.scan import Finding
    from app.store.file import EstablishmentFile
    from app.store.work import Work

Field = Literal["wording", "cannot_assure"]

_NO_REASON = "Say in a few words why it may stay, so that whoever reads the decision later can follow it."


@dataclass(frozen=True)
class Place:
    """Where a statement stands: its period, and its intention or None for the establishment's own."""

    period_id: str
    intention_ref: str | None


@dataclass(frozen=True)
class Words:
    """Which words of a statement: its wording, what cannot be assured, or its comment on an expectation."""

    place: Place
    field: Field = "wording"
    expectation_key: str | None = None

    @property
    def column(self) -> str:
        """The field of the record that holds them."""
        return "comment" if self.expectation_key is not None else self.field


@dataclass(frozen=True)
class Prepared:
    """Who last changed a statement, where that is known, and when."""

    person_id: str | None
    at: datetime


@dataclass(frozen=True)
class Earlier:
    """What the statement of the period before said."""

    period: str
    level: Level


def state_level(file: EstablishmentFile, place: Place, level: Level | None, *, person_id: str | None) -> Step | None:
    """State an assurance level; None where it stands already, or is sealed and so in no step.

    A statement that was signed off no longer is.
    """
    with file.work("Stated an assurance level", person_id) as work:
        entry = _statement(work, place)
        before = entry.record.level
        if before is level:
            return None
        after = work.put(entry.record.model_copy(update={"level": level}))
    if after.record.sealed_id:
        return None
    change = partial(state_level, file, place, person_id=person_id)
    return Step(undo=partial(change, before), redo=partial(change, level))


def write_words(
    file: EstablishmentFile, words: Words, text: Sequence[Passage], *, person_id: str | None
) -> Step | None:
    """Cut a revision of some words; None where they stand already, and then a draft of them is dropped.

    TextRefused, SealNeeded or SealedStoreLocked: nothing was written.
    """
    with file.work("Worded a statement", person_id) as work:
        before, after = _put_words(work, words, text)
    if after.revision_id == before.revision_id or after.record.sealed_id:
        return None
    change = partial(write_words, file, words, person_id=person_id)
    said, says = (_without_sealed(entry.text(words.column)) for entry in (before, after))
    return Step(undo=partial(change, said), redo=partial(change, says))


def seal_in_words(file: EstablishmentFile, words: Words, text: Sequence[Passage], *, person_id: str | None) -> None:
    """Cut a revision in which a passage is sealed now; it cannot be taken back by undo."""
    with file.work("Sealed a passage", person_id, is_sealing=True) as work:
        _put_words(work, words, text)


def draft_words(
    file: EstablishmentFile, words: Words, text: Sequence[Passage], *, now: datetime, person_id: str | None
) -> datetime:
    """Save what is being typed, through the same door as a revision, and return when.

    Of a statement that is sealed whole a revision is cut instead: a draft would stand in plain.
    """
    with file.work("Began a statement", person_id) as work:
        record = _owner(work, words).record
        if record.sealed_id:
            _put_words(work, words, text)
            return now
        return work.save_draft(type(record), record.id, words.column, text)


def discard_words(file: EstablishmentFile, words: Words, *, person_id: str | None) -> None:
    """Take some words out with all their saved versions: what was typed after them may not be held here.

    What is sealed in them stays: it went in by a decision of its own.
    """
    with file.work("Took out refused words", person_id, is_sealing=True) as work:
        entry = _owner(work, words)
        sealed = [passage for passage in entry.text(words.column) if passage.is_sealed]
        work.purge_field(type(entry.record), entry.record.id, words.column)
        if work.is_unlocked and sealed:
            anew = [passage.model_copy(update={"id": None, "sealed_id": None}) for passage in sealed]
            _put_words(work, words, anew)


def keep_in_words(
    file: EstablishmentFile, words: Words, position: int, found: Finding, reason: str, *, person_id: str | None
) -> None:
    """Record why one thing that the scan asks about in one passage may stay and leave; UserError without a reason."""
    if not reason.strip():
        raise UserError(_NO_REASON)
    with file.work("Kept what the scan asked about", person_id) as work:
        entry = _owner(work, words)
        passage = entry.text(words.column)[position]
        keep_passage(work, passage, reason.strip(), work.scheme, person_id, only=found)


def adopt_drafts(file: EstablishmentFile, *, person_id: str | None) -> int:
    """Cut a revision of what was typed into statements and never finished; return of how many texts.

    One that may not be written now, because the sealed store is locked, stays a draft.
    """
    adopted = 0
    with file.work("Recovered what was typed", person_id) as work:
        for draft in (*work.drafts(Statement), *work.drafts(Declaration)):
            kind: type[Statement] | type[Declaration] = Statement if draft.kind == Statement.KIND else Declaration
            entry = work.get(kind, draft.owner_id)
            if entry is not None:
                with contextlib.suppress(UserError):
                    work.put(entry.record, {draft.field: draft.text})
                    adopted += 1
    return adopted


def declare(
    file: EstablishmentFile, period_id: str, expectation_key: str, is_declared: bool, *, person_id: str | None
) -> Step | None:
    """Declare on one expectation, or say that it cannot be declared; None where that stands already.

    The declarations are part of the establishment's statement: a change takes its sign-off away. UserError for a key
    that the period's pack has not.
    """
    with file.work("Declared on an expectation", person_id) as work:
        before = _declaration(work, period_id, expectation_key)
        if not put_declaration(work, period_id, expectation_key, is_declared):
            return None
    change = partial(declare, file, period_id, expectation_key, person_id=person_id)
    if before is None:
        return Step(partial(_take_back, file, period_id, expectation_key, person_id), partial(change, is_declared))
    return Step(partial(change, not is_declared), partial(change, is_declared))


def put_declaration(work: Work, period_id: str, key: str, is_declared: bool) -> bool:
    """Declare on one expectation within a greater act, as `declare` does; return whether that changed anything."""
    before = _declaration(work, period_id, key)
    if before is not None and before.record.is_declared is is_declared:
        return False
    record = before.record if before else _new_declaration(work, period_id, key, is_declared)
    work.put(record.model_copy(update={"is_declared": is_declared}))
    _take_sign_off(work, period_id)
    return True


def read_prepared(file: EstablishmentFile, statement_id: str) -> Prepared | None:
    """Return who last changed a statement; None where it has no revision."""
    with file.reading() as work:
        history = work.history(Statement, statement_id)
    return Prepared(history[-1].person_id, history[-1].at) if history else None


def read_earlier(file: EstablishmentFile, place: Place) -> Earlier | None:
    """Return the level stated in the period before; None where there was none."""
    with file.reading() as work:
        period = work.get(Period, place.period_id)
        before = work.get(Period, period.record.predecessor_id) if period and period.record.predecessor_id else None
        if before is None:
            return None
        found = work.list(Statement, period_id=before.record.id, intention_ref=place.intention_ref)
    level = next((entry.record.level for entry in found if not entry.record.sealed_id), None)
    return Earlier(before.record.name, level) if level else None


def _statement(work: Work, place: Place) -> Entry[Statement]:
    """Return a statement, begun now where there is none."""
    found = work.list(Statement, period_id=place.period_id, intention_ref=place.intention_ref)
    return found[0] if found else work.put(Statement(period_id=place.period_id, intention_ref=place.intention_ref))


def _owner(work: Work, words: Words) -> Entry[Statement | Declaration]:
    """Return the record that some words belong to; UserError where nothing is declared to comment on."""
    if words.expectation_key is None:
        return _statement(work, words.place)
    declaration = _declaration(work, words.place.period_id, words.expectation_key)
    if declaration is None:
        raise UserError("Nothing is declared on this expectation yet. Declare on it first, then comment.")
    return declaration


def _put_words(
    work: Work, words: Words, text: Sequence[Passage]
) -> tuple[Entry[Statement | Declaration], Entry[Statement | Declaration]]:
    """Write some words; return their record as it was and as it is. A comment's change takes the sign-off away."""
    before = _owner(work, words)
    after: Entry[Statement | Declaration] = work.put(before.record, {words.column: text})
    if words.expectation_key is not None and after.revision_id != before.revision_id:
        _take_sign_off(work, words.place.period_id)
    return before, after


def _declaration(work: Work, period_id: str, key: str) -> Entry[Declaration] | None:
    return next(iter(work.list(Declaration, period_id=period_id, expectation_key=key)), None)


def _new_declaration(work: Work, period_id: str, key: str, is_declared: bool) -> Declaration:
    pack = load_content(work, period_id).pack
    if key not in {expectation.key for expectation in pack.expectations}:
        raise UserError("The catalogue has no expectation of this key.")
    return Declaration(period_id=period_id, expectation_key=key, is_declared=is_declared)


def _take_back(file: EstablishmentFile, period_id: str, key: str, person_id: str | None) -> None:
    with file.work("Took a declaration back", person_id) as work:
        entry = _declaration(work, period_id, key)
        if entry is not None:
            work.delete(Declaration, entry.record.id)
            _take_sign_off(work, period_id)


def _take_sign_off(work: Work, period_id: str) -> None:
    """Take away what signs off the establishment's statement as it now reads."""
    for statement in work.list(Statement, period_id=period_id, intention_ref=None):
        for signed in work.list(SignOff, statement_id=statement.record.id, revision_id=statement.revision_id):
            work.delete(SignOff, signed.record.id)


def _without_sealed(text: Text) -> Text:
    """Return a text as a step may remember it: of a sealed passage only that it is there."""
    return tuple(p.model_copy(update={"content": None}) if p.is_sealed else p for p in text)
