"""What changed from one return of an establishment to the next, in the order of its intentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.dates import spell_day
from app.domain.left_to_do import FINISHED_STATES
from app.domain.records import Level, Result
from app.domain.released import (
    ReleasedAction,
    ReleasedAnswer,
    ReleasedIntention,
    ReleasedItem,
    ReleasedReturn,
    ReleasedStatement,
    as_words,
)


class Change(StrEnum):
    """A kind of difference, the gravest first."""

    BECAME_WITHHELD = "became_withheld"
    LEVEL_DOWN = "level_down"
    RESULT_DOWN = "result_down"
    ACTION_SLIPPED = "action_slipped"
    ACTION_GONE = "action_gone"
    EVIDENCE_GONE = "evidence_gone"
    LEVEL_UP = "level_up"
    RESULT_UP = "result_up"
    RESULT_CHANGED = "result_changed"
    WORDING_CHANGED = "wording_changed"
    NO_LONGER_WITHHELD = "no_longer_withheld"
    ITEM_ADDED = "item_added"
    ITEM_WITHDRAWN = "item_withdrawn"
    ITEM_REWORDED = "item_reworded"
    APPLIES_CHANGED = "applies_changed"


CHANGE_WORDS = {
    Change.BECAME_WITHHELD: "Now withheld",
    Change.LEVEL_DOWN: "Level down",
    Change.RESULT_DOWN: "Result down",
    Change.ACTION_SLIPPED: "Action slipped",
    Change.ACTION_GONE: "Action gone",
    Change.EVIDENCE_GONE: "Evidence gone",
    Change.LEVEL_UP: "Level up",
    Change.RESULT_UP: "Result up",
    Change.RESULT_CHANGED: "Result changed",
    Change.WORDING_CHANGED: "Wording changed",
    Change.NO_LONGER_WITHHELD: "No longer withheld",
    Change.ITEM_ADDED: "Item added",
    Change.ITEM_WITHDRAWN: "Item withdrawn",
    Change.ITEM_REWORDED: "Item reworded",
    Change.APPLIES_CHANGED: "Application changed",
}


@dataclass(frozen=True)
class Difference:
    """One difference: under which intention, at which item or reference, what stood there and what stands there now."""

    change: Change
    intention: str
    place: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The difference in one line."""
        return f"{self.place}: {CHANGE_WORDS[self.change].lower()}, from {self.before} to {self.after}"


def compare_returns(earlier: ReleasedReturn, later: ReleasedReturn) -> tuple[Difference, ...]:
    """Return every difference, by intention, then the gravest kind first."""
    return _Comparison(earlier, later).differences()


class _Comparison:
    def __init__(self, earlier: ReleasedReturn, later: ReleasedReturn) -> None:
        self._earlier, self._later = earlier, later
        self._levels = {each.key: each.word for each in (*earlier.level_meanings, *later.level_meanings)}
        self._results = {each.key: each.word for each in (*earlier.result_meanings, *later.result_meanings)}
        self._actions = {each.reference: each for each in later.actions}
        self._evidence = {each.reference for each in later.evidence}

    def differences(self) -> tuple[Difference, ...]:
        earlier = {each.ref: each for each in self._earlier.intentions}
        later = {each.ref: each for each in self._later.intentions}
        refs = sorted({*earlier, *later})
        order = list(Change)
        whole = self._levels_of("The whole", self._earlier.statement, self._later.statement, "")
        found = [list(whole)]
        for ref in refs:
            if ref in earlier and ref in later:
                found.append(sorted(self._intention(earlier[ref], later[ref]), key=lambda d: order.index(d.change)))
        return tuple(difference for each in found for difference in each)

    def _intention(self, old: ReleasedIntention, new: ReleasedIntention) -> Iterator[Difference]:
        if bool(old.does_not_apply) != bool(new.does_not_apply):
            words = ("does not apply" if each.does_not_apply else "applies" for each in (old, new))
            yield Difference(Change.APPLIES_CHANGED, new.ref, new.ref, *words)
            return
        yield from self._levels_of(new.ref, old.statement, new.statement, new.ref)
        yield from self._items(old, new)
        yield from self._slipped(new.ref)
        yield from self._gone(new.ref)

    def _levels_of(
        self, place: str, old: ReleasedStatement | None, new: ReleasedStatement | None, intention: str
    ) -> Iterator[Difference]:
        before, after = (each.level if each else None for each in (old, new))
        if new and new.withheld and not (old and old.withheld):
            yield Difference(Change.BECAME_WITHHELD, intention, place, self._level(before), "withheld")
        elif before is not after and before and after:
            is_down = list(Level).index(after) > list(Level).index(before)
            kind = Change.LEVEL_DOWN if is_down else Change.LEVEL_UP
            yield Difference(kind, intention, place, self._level(before), self._level(after))
        elif before and after is None:
            yield Difference(Change.LEVEL_DOWN, intention, place, self._level(before), self._level(after))
        elif after and before is None:
            yield Difference(Change.LEVEL_UP, intention, place, self._level(before), self._level(after))

    def _items(self, old: ReleasedIntention, new: ReleasedIntention) -> Iterator[Difference]:
        before, after = ({item.ref: item for item in each.items} for each in (old, new))
        for ref in sorted({*before, *after}):
            if ref not in before:
                yield Difference(Change.ITEM_ADDED, new.ref, ref, "not asked", "asked")
            elif ref not in after:
                yield Difference(Change.ITEM_WITHDRAWN, new.ref, ref, "asked", "not asked")
            else:
                yield from self._item(new.ref, before[ref], after[ref])

    def _item(self, intention: str, old: ReleasedItem, new: ReleasedItem) -> Iterator[Difference]:
        before, after = self._answer(old.answer), self._answer(new.answer)
        was, now = bool(old.answer and old.answer.withheld), bool(new.answer and new.answer.withheld)
        if new.version != old.version:
            versions = f"version {old.version}", f"version {new.version}"
            yield Difference(Change.ITEM_REWORDED, intention, new.ref, *versions)
        if now and not was:
            yield Difference(Change.BECAME_WITHHELD, intention, new.ref, before, after)
        elif was and not now:
            yield Difference(Change.NO_LONGER_WITHHELD, intention, new.ref, before, after)
        elif before != after:
            yield Difference(_direction(old.answer, new.answer), intention, new.ref, before, after)
        elif old.answer and new.answer and _is_reworded(old.answer, new.answer):
            yield Difference(Change.WORDING_CHANGED, intention, new.ref, "other words", "these words")

    def _slipped(self, intention: str) -> Iterator[Difference]:
        for old in self._earlier.actions:
            if old.intention != intention or old.state in FINISHED_STATES:
                continue
            new = self._actions.get(old.reference)
            if new is None:
                yield Difference(Change.ACTION_GONE, intention, old.reference, _due(old), "not in this return")
            elif new.state not in FINISHED_STATES and (_is_later(old, new) or (new.is_overdue and not old.is_overdue)):
                yield Difference(Change.ACTION_SLIPPED, intention, old.reference, _due(old), _due(new))

    def _gone(self, intention: str) -> Iterator[Difference]:
        for old in self._earlier.evidence:
            if old.intention == intention and old.reference not in self._evidence:
                yield Difference(Change.EVIDENCE_GONE, intention, old.reference, "cited", "not in this return")

    def _level(self, level: Level | None) -> str:
        return self._levels.get(level, "no level") if level else "no level"

    def _answer(self, answer: ReleasedAnswer | None) -> str:
        if answer is not None and answer.withheld:
            return "withheld"
        return self._results[answer.result] if answer is not None and answer.result else "not answered"


_RANKS = {Result.MET: 2, Result.PARTLY_MET: 1, Result.NOT_MET: 0}


def _direction(old: ReleasedAnswer | None, new: ReleasedAnswer | None) -> Change:
    ranks = [_RANKS.get(each.result) if each and each.result else None for each in (old, new)]
    before, after = ranks
    if before is None or after is None:
        return Change.RESULT_CHANGED
    return Change.RESULT_DOWN if after < before else Change.RESULT_UP


def _is_reworded(old: ReleasedAnswer, new: ReleasedAnswer) -> bool:
    return as_words(old.narrative) != as_words(new.narrative) or as_words(old.reason) != as_words(new.reason)


def _is_later(old: ReleasedAction, new: ReleasedAction) -> bool:
    return old.due is not None and (new.due is None or new.due > old.due)


def _due(action: ReleasedAction) -> str:
    late = ", overdue" if action.is_overdue else ""
    return f"due {spell_day(action.due)}{late}" if action.due else "no date"
