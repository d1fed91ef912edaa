"""Turns a period's content into what the Statement page shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.desktop.presenters.reading_views import reading_views
from app.desktop.presenters.statement_lists import Sitting, level_word, order_of, ref_of
from app.desktop.views.home_view import ResultKey
from app.desktop.views.reading_view import ReadingView
from app.desktop.views.statement_view import (
    DeclarationView,
    LevelLineView,
    LevelView,
    ProseView,
    RestsOnView,
    SignatureView,
    StatementView,
    StepView,
    SuggestionView,
)
from app.desktop.widgets.statement_pane import CANNOT_ASSURE, WORDING
from app.domain.content_counts import counts_of, signers_score
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.reading import readings
from app.domain.record import Entry
from app.domain.records import SignOff
from app.domain.score import suggested_level
from app.domain.statement_readiness import (
    changed_since,
    is_signed_off,
    missing,
    signer_of,
    waits_for,
)
from app.domain.text import Text, has_sealed, shown
from app.services.stating import Earlier, Prepared

_REFS_SHOWN = 5
_COUNTED: tuple[ResultKey, ...] = ("met", "partly_met", "not_met", "not_tested", "not_applicable", "not_answered")


@dataclass(frozen=True)
class Beside:
    """What the file says of one statement besides its content: who prepared it, what was stated before."""

    prepared: Prepared | None = None
    earlier: Earlier | None = None
    is_reopened: bool = False


def statement_view(
    sitting: Sitting,
    key: str,
    read: Collection[str],
    show: Callable[[str], ProseView],
    beside: Beside,
) -> StatementView:
    """Return one statement; `show` gives a text by its name (`StatementPane`), as it is held, typed or kept."""
    content, ref = sitting.content, ref_of(key)
    statement = content.statement(ref)
    signed = content.sign_off_of(statement) if statement else None
    is_withheld = statement is not None and statement.record.sealed_id is not None
    can_edit = sitting.is_writable and (signed is None or beside.is_reopened)
    found = readings(content, ref, is_unlocked=sitting.is_unlocked)
    cards = reading_views(content, ref, found, read, sitting.today)
    left = sum(not is_signed_off(content, ref_of(other)) for other in order_of(content))
    view = StatementView(
        key=key,
        ref=ref or "",
        title=content.pack.intention(ref).title if ref else shown(content.establishment.text("name")),
        status="signed" if signed else "unsigned",
        status_words="Signed off" if signed else "Not signed off",
        levels=_levels(content),
        level=statement.record.level.value if statement and statement.record.level and not is_withheld else "",
        suggestion=_suggestion(sitting, ref),
        wording=ProseView() if is_withheld else show(WORDING),
        cannot_assure=ProseView() if is_withheld else show(CANNOT_ASSURE),
        signature=_signature(sitting, ref, signed, read, beside),
        readings=cards,
        rests_on=_rests_on(content, ref),
        notices=tuple(_notices(sitting, ref, signed, beside)),
        can_edit=can_edit,
        can_reopen=signed is not None and sitting.is_writable and not beside.is_reopened and not is_withheld,
        is_withheld=is_withheld,
        is_unlocked=sitting.is_unlocked,
        remaining=_remaining(left),
        has_next=left > (0 if signed else 1),
    )
    return view if ref else _with_whole(view, content, show, signed)


def _with_whole(
    view: StatementView, content: PeriodContent, show: Callable[[str], ProseView], signed: Entry[SignOff] | None
) -> StatementView:
    """Return the establishment's statement with what it alone has."""
    return replace(
        view,
        level_lines=tuple(_level_lines(content)),
        declarations=tuple(_declarations(content, show)),
        steps=_steps(view.readings, signed),
    )


def sealed_statement(content: PeriodContent, ref: str | None) -> str:
    """Return what a statement says that is sealed whole, as far as it can be read; to be shown in a note."""
    statement = content.statement(ref)
    if statement is None:
        return ""
    words = {step.key: step.word for step in content.pack.scales.levels}
    level = words[statement.record.level.value] if statement.record.level else ""
    said = ["".join(part.content or "" for part in statement.text(name)) for name in (WORDING, CANNOT_ASSURE)]
    return "\n\n".join(part for part in (level, *said) if part)


def _levels(content: PeriodContent) -> tuple[LevelView, ...]:
    return tuple(
        LevelView(step.key, step.word, f"{step.definition.split('. ')[0].rstrip('.')}.", step.definition)
        for step in content.pack.scales.levels
    )


def _suggestion(sitting: Sitting, ref: str | None) -> SuggestionView:
    """Return what the released answers come to, and while unlocked what all answers together would."""
    content, scales = sitting.content, sitting.content.pack.scales
    found = signers_score(content, ref, is_unlocked=sitting.is_unlocked)
    level = suggested_level(found.score, scales)
    words: dict[str, str] = {step.key: step.word for step in scales.levels}
    key = level.value if level else ""
    return SuggestionView(key, words.get(key, ""), found.score.words, found.with_sealed, found.warning)


def _signature(
    sitting: Sitting, ref: str | None, signed: Entry[SignOff] | None, read: Collection[str], beside: Beside
) -> SignatureView:
    content = sitting.content
    signer, prepared, earlier = signer_of(content, ref, sitting.today), beside.prepared, beside.earlier
    faults = missing(content, ref, read, person_id=sitting.person_id, on=sitting.today, is_unlocked=sitting.is_unlocked)
    words: dict[str, str] = {step.key: step.word for step in content.pack.scales.levels}
    preparer = content.person(prepared.person_id) if prepared else None
    who = content.person(signed.record.person_id if signed else None) or (signer.person if signer else None)
    post = content.post(signed.record.post_id) if signed else (signer.post if signer else None)
    reason = faults[0] if faults else ("" if sitting.is_writable else "This file can only be read here.")
    return SignatureView(
        prepared_by=_name(preparer.text("name")) if preparer else ("Not recorded" if prepared else ""),
        prepared_as=_post_of(sitting, prepared.person_id) if prepared else "",
        prepared_on=spell_day(prepared.at.date()) if prepared else "Nothing is written yet",
        post=_name(post.text("title")) if post else "Governor or Director",
        signer=_name(who.text("name")) if who else "",
        reason=reason,
        signed=_signed_words(content, signed),
        earlier=f"{earlier.period} stated" if earlier else "",
        earlier_level=earlier.level.value if earlier else "",
        earlier_word=words[earlier.level.value] if earlier else "",
    )


def _signed_words(content: PeriodContent, signed: Entry[SignOff] | None) -> str:
    if signed is None:
        return ""
    person, post = content.person(signed.record.person_id), content.post(signed.record.post_id)
    who = ", ".join(_name(text) for text in (person and person.text("name"), post and post.text("title")) if text)
    return f"Signed off by {who}, on {spell_day(signed.record.signed_at.date())}"


def _post_of(sitting: Sitting, person_id: str | None) -> str:
    for post in sitting.content.posts:
        holder = sitting.content.holder(post.record.id, sitting.today)
        if holder is not None and holder.record.id == person_id:
            return _name(post.text("title"))
    return ""


def _name(text: Text) -> str:
    return "Withheld" if has_sealed(text) else shown(text)


def _rests_on(content: PeriodContent, ref: str | None) -> RestsOnView:
    counts = counts_of(content, ref).model_dump()
    audits = {e.record.id for e in content.self_audits if ref in (None, e.record.intention_ref)}
    return RestsOnView(
        counts=tuple((key, counts[key]) for key in _COUNTED if counts[key]),
        withheld=counts["withheld"],
        evidence=sum(entry.record.self_audit_id in audits for entry in content.evidence),
        samples=sum(
            entry.record.self_audit_id in audits and entry.record.sample_size is not None for entry in content.answers
        ),
    )


def _notices(sitting: Sitting, ref: str | None, signed: Entry[SignOff] | None, beside: Beside) -> Iterator[str]:
    content = sitting.content
    if signed is not None and beside.is_reopened:
        yield "It is signed off as it stands. The first change takes that away, and it needs signing off again."
    waiting = waits_for(content) if ref is None else ()
    if waiting and signed is None:
        count = f"{len(waiting)} statement is" if len(waiting) == 1 else f"{len(waiting)} statements are"
        yield f"{count} still to be signed off: {_refs(waiting)}. The establishment's own comes last: it rests on them."
    if ref is None and signed is not None:
        later = changed_since(content, signed.record.signed_at)
        if later:
            yield f"Changed or signed off again since then: {_refs(later)}. Read it; it may change what you say."


def _refs(refs: Sequence[str]) -> str:
    named = ", ".join(refs[:_REFS_SHOWN])
    return f"{named} and {len(refs) - _REFS_SHOWN} more" if len(refs) > _REFS_SHOWN else named


def _level_lines(content: PeriodContent) -> Iterator[LevelLineView]:
    for key in order_of(content)[:-1]:
        statement = content.statement(key)
        level = statement.record.level.value if statement and statement.record.level else ""
        is_withheld = statement is not None and statement.record.sealed_id is not None
        word = level_word(content, statement) or ("Withheld" if is_withheld else "No level")
        yield LevelLineView(key, content.pack.intention(key).short, level, word, is_signed_off(content, key))


def _declarations(content: PeriodContent, show: Callable[[str], ProseView]) -> Iterator[DeclarationView]:
    made = {entry.record.expectation_key: entry.record.is_declared for entry in content.declarations}
    for expectation in content.pack.expectations:
        key = expectation.key
        said: Literal["", "yes", "no"] = "" if key not in made else ("yes" if made[key] else "no")
        comment = show(key) if key in made else ProseView()
        yield DeclarationView(key, expectation.title, expectation.says, said, comment)


def _steps(cards: Sequence[ReadingView], signed: Entry[SignOff] | None) -> tuple[StepView, ...]:
    read = sum(card.is_read for card in cards)
    is_read = read == len(cards) or signed is not None
    return (
        StepView("exceptions", "1  Exceptions", "Read" if signed else f"{read} of {len(cards)} read", is_read),
        StepView("statement", "2  Statement", "Signed off" if signed else "Not signed off", signed is not None),
        StepView("return", "3  Return", ""),
    )


def _remaining(left: int) -> str:
    if left == 0:
        return "Every statement is signed off"
    return "1 statement is still to be signed off" if left == 1 else f"{left} statements are still to be signed off"
