"""What a fill file must hold to beyond its form: rules that look at several records, or at several fields of one.

Each rule yields its faults by place, without the text that stands there; a rule for a further list is one more line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pydantic import BaseModel

from app.domain.registers.every import REGISTERS
from app.services.fill_form import Fill, FillEvidence
from app.services.fill_words import FillPassage

_TWICE = "{place}: It says the same {what} as {first} does. Leave one of them."


def rule_faults(form: Fill) -> list[str]:
    """Return every fault of every rule, in the order of the rules."""
    return [fault for rule in _RULES for fault in rule(form)]


def _repeated(form: Fill) -> Iterator[str]:
    yield from _twice("not_due", "item", form.not_due)
    yield from _twice("plans", "intention", (plan.intention for plan in form.plans))
    yield from _twice("answers", "item", (answer.item for answer in form.answers))
    yield from _twice("findings", "key", (finding.key for finding in form.findings))
    yield from _twice("statements", "intention", (said.intention or "" for said in form.statements))
    yield from _twice("declarations", "expectation", (said.expectation for said in form.declarations))
    for register in REGISTERS:
        keys = (getattr(entry, "key", None) for entry in getattr(form.registers, register.key))
        yield from _twice(f"registers.{register.key}", "key", keys)
    for index, evidence in enumerate(form.evidence):
        yield from _twice(f"evidence[{index}].items", "item", evidence.items)


def _twice(name: str, what: str, keys: Iterable[str | None]) -> Iterator[str]:
    first: dict[str, int] = {}
    for index, key in enumerate(keys):
        if key is not None and first.setdefault(key, index) != index:
            yield _TWICE.format(place=f"{name}[{index}]", what=what, first=f"{name}[{first[key]}]")


def _actions_in_order(form: Fill) -> Iterator[str]:
    for index, action in enumerate(form.actions):
        completed, verified = action.completed_on, action.verified_on
        if completed is not None and verified is not None and verified < completed:
            yield f"actions[{index}].verified_on: It was verified before it was completed. Put one of the dates right."


def _evidence_of_one_kind(form: Fill) -> Iterator[str]:
    for index, evidence in enumerate(form.evidence):
        if (fault := _kind_fault(evidence)) is not None:
            yield f"evidence[{index}]: {fault}"


def _kind_fault(evidence: FillEvidence) -> str | None:
    if evidence.file is not None and evidence.seen is not None:
        return "It has a file and was seen, not attached. Give one of the two."
    if evidence.file is None and evidence.seen is None:
        return "It has no file and does not say where it was seen. Give one of the two."
    return None


def _reasons_to_keep(form: Fill) -> Iterator[str]:
    for place, passage in _passages(form, ""):
        if passage.keep is not None and not passage.keep.strip():
            yield f"{place}.keep: A reason to keep text says why. Write it, or leave keep out."


def _passages(value: object, place: str) -> Iterator[tuple[str, FillPassage]]:
    """Yield every passage of a form with its place."""
    if isinstance(value, FillPassage):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _passages(getattr(value, name), f"{place}.{name}" if place else name)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _passages(part, f"{place}[{index}]")


_RULES: Final[tuple[Callable[[Fill], Iterator[str]], ...]] = (
    _repeated,
    _actions_in_order,
    _evidence_of_one_kind,
    _reasons_to_keep,
)
