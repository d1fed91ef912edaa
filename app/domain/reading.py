"""What whoever signs a statement has to have read first: its exceptions, and what of it is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.domain.catalogue import Intention
from app.domain.exceptions import EXCEPTIONS, urgency
from app.domain.period_content import PeriodContent
from app.domain.record import Entry, Record
from app.domain.records import Action, Answer, Finding, Grade, Result
from app.domain.text import has_sealed

B = TypeVar("B", Finding, Action)

_GRADES = list(Grade)


@dataclass(frozen=True)
class Reading:
    """One thing to be read: an answer with its findings and actions, or a finding or action that is sealed whole.

    `key` changes when what is to be read changes, so that a tick given to the old one no longer counts.
    `item_ref` is None where a finding or action names no item, or does not say which while the store is locked.
    """

    key: str
    intention_ref: str
    item_ref: str | None
    answer: Entry[Answer] | None = None
    findings: tuple[Entry[Finding], ...] = ()
    actions: tuple[Entry[Action], ...] = ()
    has_sealed: bool = False
    is_readable: bool = True
    """Whether all of it can be read now: not while something in it is sealed and the store is locked."""

    @property
    def result(self) -> Result | None:
        """The answer's result, as far as it can be read."""
        return self.answer.record.result if self.answer else None


def readings(content: PeriodContent, intention_ref: str | None, *, is_unlocked: bool) -> tuple[Reading, ...]:
    """Return what has to be read before an intention's statement is signed off; the establishment's for None.

    Not met, then Partly met; major first, then by reference: the order of the return's exceptions. After them
    whatever else of the intention is sealed: it is left out of the score, so nobody else will see it.
    """
    findings, actions = _by_item(content.findings), _by_item(content.actions)
    found = [
        reading
        for intention in content.pack.intentions
        if content.applies(intention) and intention_ref in (None, intention.ref)
        for reading in (
            *_answers(content, intention, findings, actions, is_unlocked),
            *_withheld(content, intention.ref, is_unlocked),
        )
    ]
    return tuple(sorted(found, key=_place))


def _place(reading: Reading) -> tuple[int, int, str]:
    grades = [finding.record.grade for finding in reading.findings if finding.record.grade]
    worst = min(grades, key=_GRADES.index, default=None)
    return urgency(reading.result, worst, f"{reading.item_ref or reading.intention_ref}{reading.key}")


def _by_item(entries: Iterable[Entry[B]]) -> dict[str, list[Entry[B]]]:
    """Return findings or actions by item; those sealed whole have cards of their own."""
    found: dict[str, list[Entry[B]]] = {}
    for entry in entries:
        if entry.record.item_ref and not entry.record.sealed_id:
            found.setdefault(entry.record.item_ref, []).append(entry)
    return found


def _answers(
    content: PeriodContent,
    intention: Intention,
    findings: Mapping[str, Sequence[Entry[Finding]]],
    actions: Mapping[str, Sequence[Entry[Action]]],
    is_unlocked: bool,
) -> Iterator[Reading]:
    answers = content.answers_by_item()
    for item in content.items_of(intention):
        answer = answers.get(item.ref)
        if answer is None:
            continue
        found, acted = tuple(findings.get(item.ref, ())), tuple(actions.get(item.ref, ()))
        is_sealed = _has_sealed((answer, *found, *acted))
        if answer.record.result in EXCEPTIONS or is_sealed:
            yield Reading(
                key=_key(answer, *found, *acted),
                intention_ref=intention.ref,
                item_ref=item.ref,
                answer=answer,
                findings=found,
                actions=acted,
                has_sealed=is_sealed,
                is_readable=is_unlocked or not is_sealed,
            )


def _withheld(content: PeriodContent, ref: str, is_unlocked: bool) -> Iterator[Reading]:
    audit = content.self_audit(ref)
    for finding in content.findings:
        if audit and finding.record.sealed_id and finding.record.self_audit_id == audit.record.id:
            item = finding.record.item_ref
            yield Reading(_key(finding), ref, item, findings=(finding,), has_sealed=True, is_readable=is_unlocked)
    for action in content.actions:
        if audit and action.record.sealed_id and action.record.self_audit_id == audit.record.id:
            item = action.record.item_ref
            yield Reading(_key(action), ref, item, actions=(action,), has_sealed=True, is_readable=is_unlocked)


def _has_sealed(entries: Iterable[Entry[Record]]) -> bool:
    return any(e.record.sealed_id is not None or any(has_sealed(text) for text in e.texts.values()) for e in entries)


def _key(*entries: Entry[Record]) -> str:
    return " ".join(f"{entry.record.id}:{entry.revision_id}" for entry in entries)
