"""Turns one checklist item with its answer into what the Checklist shows in the middle and beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.desktop.presenters.checklist_views import (
    Listing,
    action_line,
    evidence_views,
    found_views,
    sample_of,
    sample_view,
)
from app.desktop.presenters.home_views import as_result
from app.desktop.views.checklist_view import LastPeriodView, QuestionView
from app.desktop.views.home_view import RESULT_WORDS
from app.desktop.views.statement_view import ProseView
from app.domain.carrying import trace_words
from app.domain.catalogue import ChecklistItem, Intention
from app.domain.catalogue_terms import Method
from app.domain.item_results import result_of
from app.domain.record import Entry
from app.domain.records import Answer


@dataclass(frozen=True)
class Beside:
    """What a question's view needs beyond the period's content."""

    narrative: ProseView
    reason: ProseView
    last: LastPeriodView | None
    has_previous: bool
    is_read_only: bool
    can_add_evidence: bool


def question_view(listing: Listing, ref: str, today: date, beside: Beside) -> QuestionView:
    """Return a question with its answer."""
    content = listing.content
    intention, item = listing.items[ref]
    answer = listing.answers.get(ref)
    is_withheld = answer is not None and bool(answer.record.sealed_id) and answer.record.result is None
    others = [other for other in listing.left if other != ref]
    return QuestionView(
        ref=ref,
        intention=intention.short,
        place=_place(listing, intention, ref),
        about=f"{item.method.value.capitalize()}  ·  Weight {item.weight}",
        question=item.question,
        result=as_result(result_of(content, item, answer)) if _is_looked_at(answer) else "not_answered",
        narrative=() if is_withheld else beside.narrative.passages,
        reason=() if is_withheld else beside.reason.passages,
        findings=() if is_withheld else beside.narrative.findings,
        reason_findings=() if is_withheld else beside.reason.findings,
        sample=sample_view(content, item, sample_of(answer)) if item.method is Method.SAMPLE else None,
        action=action_line(content, ref, today),
        found=found_views(content, ref),
        evidence=evidence_views(content, ref, today),
        guidance="\n\n".join(filter(None, (item.guidance, trace_words(content.pack, intention.ref)))),
        evidence_expected="\n".join(item.evidence_expected),
        source=f"{item.source.part}, {item.source.reference}, {item.source.place}",
        last=beside.last,
        position=_position(listing, ref),
        remaining=f"{len(others)} more left to do" if others else "Nothing more left to do",
        has_previous=beside.has_previous,
        has_next=bool(others),
        due_note=_note(listing, item, beside.last),
        is_read_only=beside.is_read_only,
        is_withheld=is_withheld,
        can_add_evidence=beside.can_add_evidence and not beside.is_read_only,
        can_record_finding=_is_looked_at(answer) and not beside.is_read_only and not is_withheld,
    )


def _is_looked_at(answer: Entry[Answer] | None) -> bool:
    """Tell whether somebody chose a result: one that only follows from the plan is not shown as chosen."""
    return answer is not None and answer.record.result is not None


def _place(listing: Listing, intention: Intention, ref: str) -> str:
    refs = [item.ref for item in listing.content.items_of(intention)]
    return f"{refs.index(ref) + 1} of {len(refs)}"


def _position(listing: Listing, ref: str) -> str:
    left = [other for other in listing.order if other in listing.left]
    return f"{left.index(ref) + 1} of {len(left)} left to do" if ref in left else f"{len(left)} left to do"


def _note(listing: Listing, item: ChecklistItem, last: LastPeriodView | None) -> str:
    answer, scheme = listing.answers.get(item.ref), listing.content.scheme
    if answer is not None and answer.record.sealed_id:
        return (
            f"The whole answer is sealed: {scheme.level(scheme.sealed_from).word}. Nothing of it leaves in the return."
        )
    if listing.content.is_due(item.ref):
        return ""
    if last is None or not last.date:
        return "Not due in this period."
    return f"Not due in this period. Last tested {last.date}: {RESULT_WORDS[last.result]}."
