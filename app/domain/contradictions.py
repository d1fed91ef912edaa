"""The establishment's statement held against its own answers: what says otherwise has to be stated as an exception."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.catalogue import Data
from app.domain.period_content import PeriodContent
from app.domain.scales import Level, Result
from app.domain.text import has_sealed, shown

_LEVELS = list(Level)
HEAVY = 3
"""The weight from which an item that is not met gainsays the whole."""


class Contradiction(Data):
    """An intention that says otherwise: its lower level, or heavy items of it that are not met."""

    intention: str
    level: Level | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How one intention stands: its statement's level, and its heavy items that are not met."""

    intention: str
    level: Level | None
    not_met: tuple[str, ...]


def held_against(whole: Level | None, standings: Iterator[Standing]) -> tuple[Contradiction, ...]:
    """Return what gainsays the level stated for the whole: lower levels, and below Substantial and Moderate alone."""
    if whole is None:
        return ()
    found = []
    for each in standings:
        is_lower = each.level is not None and _LEVELS.index(each.level) > _LEVELS.index(whole)
        items = each.not_met if whole in (Level.SUBSTANTIAL, Level.MODERATE) else ()
        if is_lower or items:
            found.append(Contradiction(intention=each.intention, level=each.level if is_lower else None, items=items))
    return tuple(found)


def unstated(content: PeriodContent) -> tuple[Contradiction, ...]:
    """Return what the establishment's statement does not name under what it cannot assure, by the intention's ref.

    Where part of those words is sealed and cannot be read, it cannot be told: nothing is returned.
    """
    statement = content.statement(None)
    if statement is None or statement.record.sealed_id:
        return ()
    said = statement.text("cannot_assure")
    if has_sealed(said) and any(passage.content is None for passage in said):
        return ()
    words = shown(said) + "".join(passage.content or "" for passage in said if passage.is_sealed)
    found = held_against(statement.record.level, _standings(content))
    return tuple(each for each in found if each.intention not in words)


def _standings(content: PeriodContent) -> Iterator[Standing]:
    answers = content.answers_by_item()
    for intention in content.pack.intentions:
        if not content.applies(intention):
            continue
        entry = content.statement(intention.ref)
        heavy = [item.ref for item in content.items_of(intention) if item.weight >= HEAVY]
        not_met = tuple(ref for ref in heavy if (answer := answers.get(ref)) and answer.record.result is Result.NOT_MET)
        yield Standing(intention.ref, entry.record.level if entry else None, not_met)
