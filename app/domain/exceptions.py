"""What needs someone to act, in the order a reader needs it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.records import Grade, Result
from app.domain.released import ReleasedAction, ReleasedFinding, ReleasedIntention, ReleasedItem, ReleasedReturn

_GRADES = list(Grade)
EXCEPTIONS = (Result.NOT_MET, Result.PARTLY_MET)
"""The results that need someone to act, the graver first."""


@dataclass(frozen=True)
class AuditException:
    """A released answer of Not met or Partly met, with what was found and what will be done."""

    intention: ReleasedIntention
    item: ReleasedItem
    result: Result
    findings: tuple[ReleasedFinding, ...]
    actions: tuple[ReleasedAction, ...]

    @property
    def worst_grade(self) -> Grade | None:
        """The gravest grade among its findings."""
        return min((finding.grade for finding in self.findings), key=_GRADES.index, default=None)


def exceptions(released: ReleasedReturn) -> tuple[AuditException, ...]:
    """Return the exceptions: Not met, then Partly met; major first, then by reference."""
    found = [
        AuditException(
            intention=intention,
            item=item,
            result=item.answer.result,
            findings=tuple(finding for finding in intention.findings if finding.item == item.ref),
            actions=tuple(action for action in released.actions if action.item == item.ref),
        )
        for intention in released.intentions
        for item in intention.items
        if item.answer is not None and item.answer.result in EXCEPTIONS
    ]
    return tuple(sorted(found, key=lambda each: urgency(each.result, each.worst_grade, each.item.ref)))


def urgency(result: Result | None, worst: Grade | None, item_ref: str) -> tuple[int, int, str]:
    """Return the place of an exception among others: Not met, then Partly met, then the rest; major first."""
    place = EXCEPTIONS.index(result) if result in EXCEPTIONS else len(EXCEPTIONS)
    return place, _GRADES.index(worst) if worst else len(_GRADES), item_ref
