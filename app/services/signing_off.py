"""Sign-off: the recorded act by which an owner, or the head of the establishment, stands by a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.contradictions import exception_words, exceptions_to_state
from app.domain.errors import FaultsError
from app.domain.records import SignOff
from app.domain.references import ESTABLISHMENT
from app.domain.statement_readiness import signer_of, waits_for
from app.domain.text import plain
from app.services.period_content import find_period, load_content

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.domain.record import Entry
    from app.domain.records import Person, Post, Statement
    from app.store.file import EstablishmentFile
    from app.store.work import Work


@dataclass(frozen=True)
class SignedOff:
    """Which statements were signed off now, and which stood signed off already.

    `named` is what was written under what the establishment cannot assure, so that its answers do not gainsay it.
    """

    signed: tuple[str, ...]
    already: tuple[str, ...]
    named: str = ""


def sign_off(
    file: EstablishmentFile,
    period: str | None,
    intentions: Sequence[str] = (),
    *,
    now: datetime,
    person_id: str | None = None,
    names_exceptions: bool = False,
) -> SignedOff:
    """Sign off the statements of these intentions, or every one that is written where none is named.

    Each is signed off in the name of who holds the owning post that day, or of `person_id`, who sits at the window,
    where that is a deputy; the establishment's once those of all intentions that were begun are, and once it names
    each intention whose answers say otherwise. `names_exceptions` writes those in, for whoever signs without a window.
    FaultsError lists what stands in the way, and then nothing is signed.
    """
    with file.work("Signed off", person_id) as work:
        content = load_content(work, find_period(work, period).record.id)
        wanted = _wanted(content, intentions)
        named = exception_words(content) if names_exceptions and _is_to_sign(content, wanted) else ""
        if named:
            content = _name_exceptions(work, content, named)
        faults = [fault for ref in wanted if (fault := _obstacle(content, ref, wanted, now, person_id))]
        if faults:
            raise FaultsError("Nothing was signed off.", faults)
        statements = {ref: _statement(content, ref) for ref in wanted}
        already = [ref for ref in wanted if content.sign_off_of(statements[ref])]
        for ref in wanted:
            if ref not in already:
                work.put(_signature(content, ref, statements[ref], now, person_id))
    return SignedOff(tuple(ref for ref in wanted if ref not in already), tuple(already), named)


def _is_to_sign(content: PeriodContent, wanted: Sequence[str]) -> bool:
    """Tell whether the establishment's statement is among those wanted, and not signed off as it reads."""
    whole = content.statement(None)
    return ESTABLISHMENT in wanted and whole is not None and content.sign_off_of(whole) is None


def _name_exceptions(work: Work, content: PeriodContent, words: str) -> PeriodContent:
    said = _statement(content, ESTABLISHMENT).text("cannot_assure")
    added = plain(f"\n{words}" if said else words, content.scheme)
    work.put(_statement(content, ESTABLISHMENT).record, {"cannot_assure": (*said, *added)})
    return load_content(work, content.period.record.id)


def _wanted(content: PeriodContent, intentions: Sequence[str]) -> list[str]:
    if intentions:
        return list(dict.fromkeys(intentions))
    written = [e.record.intention_ref or ESTABLISHMENT for e in content.statements if e.record.level]
    return sorted(written, key=lambda ref: (ref == ESTABLISHMENT, ref))


def _statement(content: PeriodContent, ref: str) -> Entry[Statement]:
    statement = content.statement(None if ref == ESTABLISHMENT else ref)
    if statement is None:
        raise KeyError(ref)
    return statement


def _obstacle(
    content: PeriodContent, ref: str, wanted: Sequence[str], now: datetime, person_id: str | None
) -> str | None:
    """Say what stands in the way of signing off a statement; None where nothing does."""
    statement = content.statement(None if ref == ESTABLISHMENT else ref)
    if statement is None or (statement.record.level is None and not statement.record.sealed_id):
        return f"{ref}: there is no statement with an assurance level yet. Write it first."
    if not statement.record.sealed_id and not statement.text("wording"):
        return f"{ref}: the statement has no wording yet. Write it first."
    if _signer(content, ref, now, person_id) is None:
        return f"{ref}: nobody holds the post that signs it. Record who holds it, then sign off."
    others = [other for other in waits_for(content) if other not in wanted] if ref == ESTABLISHMENT else []
    if others:
        return f"{ref}: first the statements of its intentions are signed off. Left: {', '.join(others)}."
    unnamed = exceptions_to_state(content) if ref == ESTABLISHMENT and _is_to_sign(content, wanted) else ()
    return f"{ref}: {unnamed[0]}" if unnamed else None


def _signer(
    content: PeriodContent, ref: str, now: datetime, person_id: str | None
) -> tuple[Entry[Post], Entry[Person]] | None:
    signer = signer_of(content, None if ref == ESTABLISHMENT else ref, now.date(), person_id)
    return (signer.post, signer.person) if signer and signer.person else None


def _signature(
    content: PeriodContent, ref: str, statement: Entry[Statement], now: datetime, person_id: str | None
) -> SignOff:
    signer = _signer(content, ref, now, person_id)
    if signer is None or statement.revision_id is None:
        raise KeyError(ref)
    post, person = signer
    return SignOff(
        statement_id=statement.record.id,
        revision_id=statement.revision_id,
        person_id=person.record.id,
        post_id=post.record.id,
        signed_at=now,
    )
