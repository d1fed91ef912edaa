"""Whether a statement can be signed off: what its answers come to, who signs it, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.contradictions import exceptions_to_state
from app.domain.period_content import PeriodContent
from app.domain.reading import readings
from app.domain.record import Entry
from app.domain.records import Person, Post
from app.domain.text import has_sealed

_UNLOCK_FIRST = "Something in the statement is sealed. Unlock the sealed store to read it before you sign."
_FEW = 4
"""So many references may stand in a sentence beside the button."""


@dataclass(frozen=True)
class Signer:
    """The post that signs a statement, and who holds it that day, or acts for its holder."""

    post: Entry[Post]
    person: Entry[Person] | None


def signer_of(
    content: PeriodContent, intention_ref: str | None, on: date, person_id: str | None = None
) -> Signer | None:
    """Return who signs off a statement: the owner of its intention, or the head of the establishment.

    The head signs for an intention that nobody owns. None where there is no such post. Where `person_id` is a deputy
    of the post that day, it is the deputy; so it is where nobody holds the post but somebody acts.
    """
    head = next((post for post in content.posts if post.record.is_head), None)
    post = (content.owner_post(intention_ref) if intention_ref else None) or head
    if post is None:
        return None
    deputies = content.deputies(post.record.id, on)
    acting = next((person for person in deputies if person.record.id == person_id), None)
    return Signer(post, acting or content.holder(post.record.id, on) or next(iter(deputies), None))


def is_signed_off(content: PeriodContent, intention_ref: str | None) -> bool:
    """Tell whether a statement, as it now reads, is signed off."""
    statement = content.statement(intention_ref)
    return statement is not None and content.sign_off_of(statement) is not None


def waits_for(content: PeriodContent) -> tuple[str, ...]:
    """Return the intentions whose statements have to be signed off before the establishment's may be.

    The head states what the owners' statements bear out: signed earlier, they could still say something else. An
    intention in which nothing was begun holds nothing up: the return shows it as not answered, and that is honest.
    """
    begun = content.begun()
    return tuple(
        intention.ref
        for intention in content.pack.intentions
        if intention.ref in begun and content.applies(intention) and not is_signed_off(content, intention.ref)
    )


def changed_since(content: PeriodContent, signed_at: datetime) -> tuple[str, ...]:
    """Return the intentions whose statements no longer stand as they did when the establishment's was signed off."""
    changed = []
    for entry in content.statements:
        ref, signed = entry.record.intention_ref, content.sign_off_of(entry)
        if ref is not None and (signed is None or signed.record.signed_at > signed_at):
            changed.append(ref)
    return tuple(sorted(changed))


def missing(
    content: PeriodContent,
    intention_ref: str | None,
    read: Collection[str] | None,
    *,
    person_id: str | None,
    on: date,
    is_unlocked: bool,
) -> tuple[str, ...]:
    """Return a sentence for each thing missing before this person may sign off a statement, most pressing first.

    `read` holds the keys of what was ticked as read (`readings`); None where whoever signs answers for all of it.
    """
    is_sealed = _has_sealed(content, intention_ref) and not is_unlocked
    return (
        *((_UNLOCK_FIRST,) if is_sealed and read is not None else ()),
        *_missing_statement(content, intention_ref, is_unlocked),
        *(() if read is None else _missing_declarations(content, intention_ref)),
        *(() if read is None else _missing_readings(content, intention_ref, read, is_unlocked)),
        *_missing_sign_offs(content, intention_ref),
        *(exceptions_to_state(content) if intention_ref is None else ()),
        *_missing_signer(content, intention_ref, person_id, on),
    )


def _has_sealed(content: PeriodContent, intention_ref: str | None) -> bool:
    statement = content.statement(intention_ref)
    if statement is None:
        return False
    return statement.record.sealed_id is not None or any(has_sealed(text) for text in statement.texts.values())


def _missing_statement(content: PeriodContent, intention_ref: str | None, is_unlocked: bool) -> Iterator[str]:
    statement = content.statement(intention_ref)
    if statement is not None and statement.record.sealed_id is not None and not is_unlocked:
        return
    if statement is None or statement.record.level is None:
        yield "No assurance level is chosen yet."
    if statement is None or not statement.text("wording"):
        yield "There is no wording yet."


def _missing_declarations(content: PeriodContent, intention_ref: str | None) -> Iterator[str]:
    made = {entry.record.expectation_key for entry in content.declarations}
    open_ones = sum(expectation.key not in made for expectation in content.pack.expectations)
    if intention_ref is None and open_ones:
        yield f"{_number(open_ones, 'expectation is', 'expectations are')} still to be declared on."


def _missing_readings(
    content: PeriodContent, intention_ref: str | None, read: Collection[str], is_unlocked: bool
) -> Iterator[str]:
    unread = [each for each in readings(content, intention_ref, is_unlocked=is_unlocked) if each.key not in read]
    sealed = sum(not each.is_readable for each in unread)
    if len(unread) > sealed:
        yield f"{_number(len(unread) - sealed, 'exception is', 'exceptions are')} still to be read."
    if sealed:
        words = _number(sealed, "sealed item is", "sealed items are")
        yield f"{words} still to be read. Unlock the sealed store to read {'it' if sealed == 1 else 'them'}."


def _missing_sign_offs(content: PeriodContent, intention_ref: str | None) -> Iterator[str]:
    waiting = waits_for(content) if intention_ref is None else ()
    if waiting:
        named = f": {', '.join(waiting)}" if len(waiting) <= _FEW else ""
        yield f"{_number(len(waiting), 'statement is', 'statements are')} still to be signed off{named}."


def _missing_signer(
    content: PeriodContent, intention_ref: str | None, person_id: str | None, on: date
) -> Iterator[str]:
    signer = signer_of(content, intention_ref, on, person_id)
    if signer is None or signer.person is None:
        yield "Nobody holds the post that signs this. Record who holds it, then sign off."
    elif person_id != signer.person.record.id:
        yield "Whoever holds the post that it belongs to, or a deputy, signs it off, and you work here as someone else."


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
