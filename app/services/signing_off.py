"""Sign-off: the recorded act by which an owner, or the head of the establishment, stands by a statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.catalogue import Expectation
from app.domain.content_counts import SignersScore, signers_score
from app.domain.contradictions import exception_words
from app.domain.errors import FaultsError
from app.domain.reading import Reading, readings
from app.domain.records import Declaration, SignOff, Statement
from app.domain.references import ESTABLISHMENT
from app.domain.statement_readiness import is_signed_off, missing, signer_of
from app.domain.text import plain
from app.services.period_content import find_period, load_content
from app.services.stating import put_declaration

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NOT_SIGNED = "The statement was not signed off."


@dataclass(frozen=True)
class ReadFirst:
    """What stands before a sign-off: the statements left with their scores; what to read, declare and name, once each.

    `unnamed` is what the establishment's answers say otherwise than its statement, in words that would name it.
    """

    content: PeriodContent
    statements: tuple[str, ...]
    readings: tuple[Reading, ...]
    undeclared: tuple[Expectation, ...]
    unnamed: str
    scores: tuple[SignersScore, ...]


@dataclass(frozen=True)
class Confirmed:
    """What whoever signs says: which exceptions were read, by their keys (`app.domain.reading`).

    With the establishment's statement also `declared` on expectations, by their keys, and whether to write in what
    its answers say otherwise.
    """

    read: Collection[str] = ()
    declared: Mapping[str, bool] = field(default_factory=dict)
    names_exceptions: bool = False


@dataclass(frozen=True)
class SignedOff:
    """Which statements were signed off now, and which stood signed off already.

    `named` is what was written under what the establishment cannot assure, so that its answers do not gainsay it.
    """

    signed: tuple[str, ...]
    already: tuple[str, ...]
    named: str = ""


def read_first(file: EstablishmentFile, period: str | None, intentions: Sequence[str] = ()) -> ReadFirst:
    """Return what stands before the sign-off of these statements, or of all that are written where none is named.

    FaultsError where the period has no such intention.
    """
    with file.reading() as work:
        content = load_content(work, find_period(work, period).record.id)
    left = tuple(ref for ref in _wanted(content, intentions) if not is_signed_off(content, _intention(ref)))
    is_whole = ESTABLISHMENT in left
    found = readings(content, None, is_unlocked=file.is_unlocked)
    made = {entry.record.expectation_key for entry in content.declarations}
    return ReadFirst(
        content,
        left,
        tuple(each for each in found if is_whole or each.intention_ref in left),
        tuple(each for each in content.pack.expectations if is_whole and each.key not in made),
        exception_words(content) if is_whole else "",
        tuple(signers_score(content, _intention(ref), is_unlocked=file.is_unlocked) for ref in left),
    )


def sign_off(
    file: EstablishmentFile,
    period: str | None,
    intentions: Sequence[str] = (),
    *,
    now: datetime,
    confirmed: Confirmed | None,
    person_id: str | None = None,
    for_holders: bool = False,
) -> SignedOff:
    """Sign off the statements of these intentions, or every one that is written where none is named.

    `person_id` sits at the window and signs; without a window, `for_holders` signs each in the name of who holds the
    post that it belongs to. Where `confirmed` is None, whoever runs a script answers for what `read_first` gives:
    nothing is asked for, and what the answers say otherwise is named. FaultsError lists what is missing, and then
    nothing is written. What is still a draft is not signed: cut it as a revision first.
    """
    with file.work("Signed off", person_id) as work:
        content = load_content(work, find_period(work, period).record.id)
        wanted = _wanted(content, intentions)
        left = [ref for ref in wanted if not is_signed_off(content, _intention(ref))]
        named = _write_along(work, content, confirmed) if ESTABLISHMENT in left else ""
        faults: list[str] = []
        for ref in left:
            if ref == ESTABLISHMENT:
                content = load_content(work, content.period.record.id)
            read = confirmed.read if confirmed else None
            found = _sign(work, content, ref, read, now, person_id, for_holders=for_holders)
            faults += [f"{ref}: {fault}" if len(wanted) > 1 else fault for fault in found]
        if faults:
            raise FaultsError("Nothing was signed off." if len(wanted) > 1 else _NOT_SIGNED, faults)
    return SignedOff(tuple(left), tuple(ref for ref in wanted if ref not in left), named)


def _write_along(work: Work, content: PeriodContent, confirmed: Confirmed | None) -> str:
    """Declare, and name exceptions, as whoever signs the establishment's statement says; return what was named."""
    for key, is_declared in confirmed.declared.items() if confirmed else ():
        put_declaration(work, content.period.record.id, key, is_declared)
    statement = content.statement(None)
    is_to_name = confirmed is None or confirmed.names_exceptions
    words = exception_words(content) if is_to_name and statement else ""
    if statement and words:
        said = statement.text("cannot_assure")
        added = plain(f"\n{words}" if said else words, content.scheme)
        work.put(statement.record, {"cannot_assure": (*said, *added)})
    return words


def _wanted(content: PeriodContent, intentions: Sequence[str]) -> list[str]:
    """Return the references of the statements asked for, the establishment's last: it rests on the others."""
    known = {each.ref for each in content.pack.intentions if content.applies(each)} | {ESTABLISHMENT}
    if not known.issuperset(intentions):
        raise FaultsError("Nothing was signed off.", ["An intention that was named is not one of this period's."])
    written = [entry.record.intention_ref or ESTABLISHMENT for entry in content.statements if entry.record.level]
    return sorted(dict.fromkeys(intentions or written), key=lambda ref: (ref == ESTABLISHMENT, ref))


def _intention(ref: str) -> str | None:
    return None if ref == ESTABLISHMENT else ref


def _sign(
    work: Work,
    content: PeriodContent,
    ref: str,
    read: Collection[str] | None,
    now: datetime,
    person_id: str | None,
    *,
    for_holders: bool,
) -> tuple[str, ...]:
    """Sign one statement off, or return what is missing."""
    signer = signer_of(content, _intention(ref), now.date(), person_id)
    holder = signer.person if signer else None
    by = holder.record.id if holder and for_holders else person_id
    found = missing(content, _intention(ref), read, person_id=by, on=now.date(), is_unlocked=work.is_unlocked)
    found = (*found, *_unfinished(work, content, ref))
    statement = content.statement(_intention(ref))
    if found or signer is None or holder is None or statement is None or statement.revision_id is None:
        return found
    work.put(
        SignOff(
            statement_id=statement.record.id,
            revision_id=statement.revision_id,
            person_id=holder.record.id,
            post_id=signer.post.record.id,
            signed_at=now,
        )
    )
    return ()


def _unfinished(work: Work, content: PeriodContent, ref: str) -> tuple[str, ...]:
    """Say so where some of a statement's words are still a draft."""
    statement = content.statement(_intention(ref))
    has_draft = statement is not None and bool(work.drafts(Statement, statement.record.id))
    if ref == ESTABLISHMENT:
        has_draft = has_draft or any(work.drafts(Declaration, each.record.id) for each in content.declarations)
    return ("Some of its words are not saved yet. Finish them first.",) if has_draft else ()
