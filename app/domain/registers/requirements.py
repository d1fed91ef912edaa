"""Delivery requirements (Annex C): the negotiated figure, what was delivered month by month, met or not, the trend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.domain.catalogue import DeliveryRequirement
from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.register import Around, Derived, Fault, Register, State

_TREND = 2
"""How many results a trend needs."""


def requirement_of(record: RegisterRecord, around: Around) -> DeliveryRequirement | None:
    """Return the requirement of Annex C; None where no pack has it any longer."""
    key = record.word_in("requirement")
    return next((each for each in around.pack.delivery_requirements if each.id == key), None)


def results(record: RegisterRecord, around: Around) -> list[tuple[date, Decimal]]:
    """Return the results of a requirement in the period, by the day on which each ends, oldest first."""
    made = around.children("delivery_result", "requirement_id", record.id)
    found = ((each.day_in("ends"), each.figure_in("actual")) for each in made)
    return sorted((day, figure) for day, figure in found if day is not None and figure is not None)


def is_met(comparator: str, target: Decimal, actual: Decimal) -> bool:
    """Tell whether an actual figure meets its target."""
    return {
        "at_least": actual >= target,
        "at_most": actual <= target,
        "less_than": actual < target,
        "equal": actual == target,
        "none_at_all": actual == 0,
    }[comparator]


def _state(record: RegisterRecord, around: Around) -> State:
    if record.is_so("not_in_sla"):
        return State("Not in our SLA", "not_applicable")
    target, comparator = _target(record, around), record.word_in("comparator")
    had = results(record, around)
    if not had:
        is_late = around.today > around.period.ends
        return State("No result", "overdue" if is_late else "not_answered", is_late)
    if target is None or not comparator:
        return State("No target", "not_answered", True)
    return State("Met", "met") if is_met(comparator, target, had[-1][1]) else State("Not met", "not_met")


def _target(record: RegisterRecord, around: Around) -> Decimal | None:
    return Decimal(0) if record.word_in("comparator") == "none_at_all" else record.figure_in("target")


def _latest(record: RegisterRecord, around: Around) -> str:
    had = results(record, around)
    return _figure(had[-1][1]) if had else ""


def _trend(record: RegisterRecord, around: Around) -> str:
    """Say how the last two results compare, by the direction that is better."""
    had, found = results(record, around), requirement_of(record, around)
    direction = record.word_in("direction") or (found.direction if found else "")
    if len(had) < _TREND or not direction:
        return ""
    change = had[-1][1] - had[-2][1]
    if change == 0:
        return f"Level at {_figure(had[-1][1])}"
    is_better = (change > 0) is (direction == "higher_is_better")
    return f"{'Better' if is_better else 'Worse'}: {_figure(had[-2][1])}, then {_figure(had[-1][1])}"


def _held(record: RegisterRecord, around: Around) -> str:
    """Say how many results met the target."""
    target, comparator, had = _target(record, around), record.word_in("comparator"), results(record, around)
    if target is None or not comparator or not had:
        return ""
    return f"{sum(is_met(comparator, target, figure) for _, figure in had)} of {len(had)}"


def _unit(record: RegisterRecord, around: Around) -> str:
    found = requirement_of(record, around)
    return found.unit if found else ""


def _bears_on(record: RegisterRecord, around: Around) -> str:
    found = requirement_of(record, around)
    return " ".join(found.bears_on) if found else ""


def _figure(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _target_fault(record: RegisterRecord) -> Fault | None:
    comparator, target = record.word_in("comparator"), record.figure_in("target")
    if target is not None and not comparator:
        return "comparator", "A target needs its direction: say whether it is at least, at most or less than this."
    if comparator and comparator != "none_at_all" and target is None:
        return "target", "Say which figure was agreed, or leave the comparison empty."
    if record.is_so("not_in_sla") and target is not None:
        return "not_in_sla", "It has a target, so it is in the SLA. Take one of the two away."
    return None


REQUIREMENTS = Register(
    kind="delivery_requirement",
    key="requirements",
    title="Delivery requirements",
    one="delivery requirement",
    letter="D",
    about="The custodial delivery requirements of Annex C: what was agreed, what was delivered, and how it moves.",
    intention="none",
    fields=(
        Field("requirement", "Requirement", FieldKind.CHOICE, "requirements", is_required=True),
        Field("not_in_sla", "Not in our SLA", FieldKind.YES),
        Field("comparator", "Comparison", FieldKind.CHOICE, "comparator"),
        Field("target", "Target", FieldKind.FIGURE, least=0, most=1_000_000),
        Field("direction", "Better is", FieldKind.CHOICE, "direction"),
        Field("commentary", "Commentary", FieldKind.PROSE),
        Field("post_id", "Owner", FieldKind.POST),
    ),
    state=_state,
    derived=(
        Derived("unit", "Unit", _unit),
        Derived("actual", "Latest result", _latest),
        Derived("held", "Target met", _held),
        Derived("trend", "Trend", _trend),
        Derived("bears_on", "Bears on", _bears_on, is_refs=True),
    ),
    rules=(_target_fault,),
    order=lambda record: record.word_in("requirement"),
    each_of="requirement",
)


def _span_fault(record: RegisterRecord) -> Fault | None:
    starts, ends = record.day_in("starts"), record.day_in("ends")
    return ("ends", "It ends before it begins. Give a later day.") if starts and ends and ends < starts else None


def _measure(record: RegisterRecord, around: Around) -> str:
    parents = around.entries.get("delivery_requirement", ())
    parent = next((each.record for each in parents if each.record.id == record.word_in("requirement_id")), None)
    return parent.word_in("requirement") if parent else ""


RESULTS = Register(
    kind="delivery_result",
    key="results",
    title="Delivery results",
    one="result",
    letter="N",
    about="The figures behind the delivery requirements, by month or quarter; an inspection's or survey's by its date.",
    intention="none",
    fields=(
        Field("requirement_id", "Requirement", FieldKind.PARENT, parent="delivery_requirement", is_required=True),
        Field("starts", "From", FieldKind.DAY),
        Field("ends", "To, or on", FieldKind.DAY, is_required=True),
        Field("actual", "Result", FieldKind.FIGURE, least=0, most=1_000_000, is_required=True),
        Field("comment", "Comment", FieldKind.PROSE),
    ),
    derived=(Derived("measure", "Measure", _measure),),
    rules=(_span_fault,),
    order=lambda record: record.day_in("ends") or date.min,
    beside=("ends", "actual"),
)
