"""The result of each checklist item in a period, as lists and counts show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from app.domain.catalogue import ChecklistItem, Intention
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Answer

NOT_ANSWERED = "not_answered"
NOT_TESTED = "not_tested"


@dataclass(frozen=True)
class ItemCounts:
    """Counts of an intention's items by result; what is withheld and cannot be read now is answered, without one."""

    counts: Counter[str]
    answered: int
    total: int


def result_of(content: PeriodContent, item: ChecklistItem, answer: Entry[Answer] | None) -> str:
    """Return a result's key, `not_answered`, or `""` for an answer that is withheld and cannot be read now.

    An item that is not due and was not looked at stands as not tested (DESIGN section 2).
    """
    if answer is not None and answer.record.result is not None:
        return answer.record.result.value
    if answer is not None and answer.record.sealed_id:
        return ""
    return NOT_ANSWERED if content.is_due(item.ref) else NOT_TESTED


def count_results(content: PeriodContent, intention: Intention, answers: dict[str, Entry[Answer]]) -> ItemCounts:
    """Count an intention's items that apply here."""
    items = content.items_of(intention)
    counts = Counter(result_of(content, item, answers.get(item.ref)) for item in items)
    answered = len(items) - counts[NOT_ANSWERED]
    counts.pop("", None)
    return ItemCounts(counts, answered, len(items))
