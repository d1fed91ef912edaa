"""The establishment's statement held against its own answers: what says otherwise has to be stated as an exception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.content_counts import score_of
from app.domain.period_content import PeriodContent
from app.domain.records import Answer
from app.domain.released import Contradiction
from app.domain.scales import Grade, Level, Result
from app.domain.score import suggested_level
from app.domain.text import has_sealed, shown

_LEVELS = list(Level)
_GOOD = (Level.SUBSTANTIAL, Level.MODERATE)
HEAVY = 3
"""The weight from which an item that is not met gainsays the whole."""
_JUDGEMENT = 1
"""A level is a judgement: whoever states one may differ from what the answers suggest by so many levels."""


@dataclass(frozen=True)
class Standing:
    """How one intention stands.

    Its statement's level, its heavy items that are not met, the references of its findings graded major, and the level
    that its answers suggest.
    """

    intention: str
    level: Level | None
    not_met: tuple[str, ...]
    major: tuple[str, ...] = ()
    suggested: Level | None = None


def held_against(whole: Level | None, standings: Iterator[Standing]) -> tuple[Contradiction, ...]:
    """Return what gainsays the level stated for the whole.

    That is a lower level; answers that suggest one lower by more than a judgement; and of Substantial and Moderate,
    which say that what is asked can be relied upon, heavy items that are not met and findings graded major.
    """
    if whole is None:
        return ()
    found = []
    for each in standings:
        said = Contradiction(
            intention=each.intention,
            level=each.level if _steps_below(whole, each.level) > 0 else None,
            items=each.not_met if whole in _GOOD else (),
            findings=(each.major or None) if whole in _GOOD else None,
            suggested=each.suggested if _steps_below(whole, each.suggested) > _JUDGEMENT else None,
        )
        if said != Contradiction(intention=each.intention):
            found.append(said)
    return tuple(found)


def _steps_below(whole: Level, level: Level | None) -> int:
    return 0 if level is None else _LEVELS.index(level) - _LEVELS.index(whole)


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


def exceptions_to_state(content: PeriodContent) -> tuple[str, ...]:
    """Return a sentence where the establishment's statement may not be signed off before it names exceptions."""
    refs = [each.intention for each in unstated(content)]
    if not refs:
        return ()
    named = ", ".join(refs)
    return (f"The answers say otherwise in {named}. Name each under what you cannot assure, or choose another level.",)


def exception_words(content: PeriodContent) -> str:
    """Return what the statement does not name, in words that would name it; `""` where it names everything."""
    levels: dict[str, str] = {step.key: step.word for step in content.pack.scales.levels}
    return "\n".join(f"{each.intention}: {', '.join(_said(each, levels))}." for each in unstated(content))


def _said(each: Contradiction, levels: Mapping[str, str]) -> Iterator[str]:
    if each.level:
        yield f"{levels[each.level.value]} assurance"
    if each.items:
        yield f"{', '.join(each.items)} not met"
    if each.findings:
        yield f"found as major: {', '.join(each.findings)}"
    if each.suggested:
        yield f"the answers suggest {levels[each.suggested.value]}"


def _standings(content: PeriodContent) -> Iterator[Standing]:
    answers = content.answers_by_item()
    major = _major_findings(content)
    for intention in content.pack.intentions:
        if not content.applies(intention):
            continue
        entry = content.statement(intention.ref)
        heavy = [item.ref for item in content.items_of(intention) if item.weight >= HEAVY]
        not_met = tuple(ref for ref in heavy if (answer := answers.get(ref)) and _is_open_fault(answer.record))
        level = entry.record.level if entry and not entry.record.sealed_id else None
        suggested = suggested_level(score_of(content, intention.ref), content.pack.scales)
        yield Standing(intention.ref, level, not_met, tuple(major.get(intention.ref, ())), suggested)


def _is_open_fault(answer: Answer) -> bool:
    """Tell whether an answer says Not met in public: of what is withheld nothing is worked out, unlocked or not."""
    return answer.result is Result.NOT_MET and answer.sealed_id is None


def _major_findings(content: PeriodContent) -> dict[str, list[str]]:
    """Return the references of findings graded major, by intention; of what is withheld nothing is worked out."""
    refs = {entry.record.id: entry.record.intention_ref for entry in content.self_audits}
    found: dict[str, list[str]] = {}
    for entry in content.findings:
        finding = entry.record
        if finding.grade is Grade.MAJOR and not finding.sealed_id and finding.self_audit_id in refs:
            found.setdefault(refs[finding.self_audit_id], []).append(finding.reference or "")
    return {ref: sorted(references) for ref, references in found.items()}
