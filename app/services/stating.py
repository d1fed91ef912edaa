"""Stating: a statement's level and words, the declarations, and the sign-off by whoever has read its exceptions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from app.domain.errors import FaultsError, UserError
from app.domain.records import Declaration, Level, Period, SignOff, Statement
from app.domain.statement_readiness import missing
from app.domain.steps import Step
from app.domain.text import Passage
from app.services.deciding import keep_with_reason
from app.services.period_content import load_content
from app.services.signing_off import ESTABLISHMENT, sign_off

if TYPE_CHECKING:
    from app.domain.record import Entry
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
    """State an assurance level; None where it stands already. A statement that was signed off no longer is."""
    with file.work("Stated an assurance level", person_id) as work:
        entry = _statement(work, place)
        before = entry.record.level
        if before is level:
            return None
        work.put(entry.record.model_copy(update={"level": level}))
    change = partial(state_level, file, place, person_id=person_id)
    return Step(undo=partial(change, before), redo=partial(change, level))


def state_text(
    file: EstablishmentFile, place: Place, field: Field, text: Sequence[Passage], *, person_id: str | None
) -> Step | None:
    """Cut a revision of a statement's words; None where they stand already, and then a draft of them is dropped.

    TextRefused, SealNeeded or SealedStoreLocked: nothing was written.
    """
    with file.work("Worded a statement", person_id) as work:
        before = _statement(work, place)
        after = work.put(before.record, {field: text})
        if after.revision_id == before.revision_id:
            return None
    change = partial(state_text, file, place, field, person_id=person_id)
    said, says = (tuple(_without_sealed(passage) for passage in entry.text(field)) for entry in (before, after))
    return Step(undo=partial(change, said), redo=partial(change, says))


def draft_text(
    file: EstablishmentFile, place: Place, field: Field, text: Sequence[Passage], *, person_id: str | None
) -> datetime:
    """Save what is being typed, through the same door as a revision, and return when."""
    with file.work("Began a statement", person_id) as work:
        return work.save_draft(Statement, _statement(work, place).record.id, field, text)


def discard_text(file: EstablishmentFile, place: Place, field: Field, *, person_id: str | None) -> None:
    """Take a field's words out with all their saved versions: what was typed after them may not be held here."""
    with file.work("Took out refused words", person_id) as work:
        work.purge_field(Statement, _statement(work, place).record.id, field)


def keep_found(
    file: EstablishmentFile, place: Place, field: Field, position: int, reason: str, *, person_id: str | None
) -> None:
    """Record why what the scan asks about in one passage may stay and leave; UserError without a reason."""
    if not reason.strip():
        raise UserError(_NO_REASON)
    with file.work("Kept what the scan asked about", person_id) as work:
        entry = _statement(work, place)
        keep_with_reason(work, entry, entry.text(field)[position], reason.strip(), work.scheme, person_id)


def declare(
    file: EstablishmentFile,
    period_id: str,
    expectation_key: str,
    is_declared: bool,
    comment: Sequence[Passage] | None = None,
    *,
    person_id: str | None,
) -> Step | None:
    """Declare on one expectation, or say that it cannot be declared; None where that stands already.

    `comment` of None leaves the comment as it is. The declarations are part of the establishment's statement: a change
    takes its sign-off away. UserError for a key that the period's pack has not.
    """
    with file.work("Declared on an expectation", person_id) as work:
        before = _declaration(work, period_id, expectation_key)
        record = before.record if before else _new_declaration(work, period_id, expectation_key, is_declared)
        record = record.model_copy(update={"is_declared": is_declared})
        after = work.put(record, {} if comment is None else {"comment": comment})
        if before is not None and after.revision_id == before.revision_id:
            return None
        _take_sign_off(work, period_id)
    change = partial(declare, file, period_id, expectation_key, person_id=person_id)
    redo = partial(change, is_declared, tuple(_without_sealed(passage) for passage in after.text("comment")))
    if before is None:
        return Step(undo=partial(_take_back, file, period_id, expectation_key, person_id), redo=redo)
    said = tuple(_without_sealed(passage) for passage in before.text("comment"))
    return Step(undo=partial(change, before.record.is_declared, said), redo=redo)


def sign_off_read(
    file: EstablishmentFile, place: Place, read: Collection[str], *, person_id: str | None, now: datetime
) -> None:
    """Sign off one statement as the person who holds the post that signs it, all its exceptions ticked as read.

    `read` holds the keys of what was read (`app.domain.reading`). FaultsError lists what is missing; nothing is
    signed off then. What is still a draft is not signed: cut it as a revision first.
    """
    with file.reading() as work:
        content = load_content(work, place.period_id)
        statement = content.statement(place.intention_ref)
        has_draft = statement is not None and bool(work.drafts(Statement, statement.record.id))
    faults = missing(
        content, place.intention_ref, read, person_id=person_id, on=now.date(), is_unlocked=file.is_unlocked
    )
    if has_draft:
        faults = (*faults, "Some of its words are not saved yet. Finish them first.")
    if faults:
        raise FaultsError("The statement was not signed off.", list(faults))
    ref = place.intention_ref or ESTABLISHMENT
    sign_off(file, content.period.record.name, [ref], now=now, person_id=person_id)


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


def _without_sealed(passage: Passage) -> Passage:
    """Return a passage as a step may remember it: of a sealed one only that it is there."""
    return passage.model_copy(update={"content": None}) if passage.is_sealed else passage
