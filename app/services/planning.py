"""A period's plan: which items are due in it, and when each was last tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.carrying import plan_why
from app.domain.errors import UserError
from app.domain.periods import period_dates
from app.domain.records import Answer, Period, PlannedItem, Result, SelfAudit
from app.services.period_content import read_kept_pack
from app.services.reversing import Changes
from app.services.self_audits import begun_audit

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.steps import Step
    from app.domain.text import Passage, Text
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_KNOWN = "The file has this period already. Choose it from the period menu."
_EARLIER = "The next period begins after the one before it. Give a later one."


@dataclass(frozen=True)
class LastTest:
    """When an item was last tested before a period, in which one, and with which result; None while withheld."""

    on: date
    period: str
    result: Result | None


def plan_items(
    file: EstablishmentFile, period_id: str, item_refs: Sequence[str], is_due: bool, *, person_id: str | None
) -> Step | None:
    """Make items due in a period, or not, in one act."""
    with file.work("Changed the plan", person_id) as work:
        changes = Changes(work)
        planned = {entry.record.item_ref: entry.record for entry in work.list(PlannedItem, period_id=period_id)}
        for ref in item_refs:
            now = planned.get(ref)
            if now is None and not is_due:
                changes.put(PlannedItem(period_id=period_id, item_ref=ref, is_due=False))
            elif now is not None and now.is_due is not is_due:
                changes.put(now.model_copy(update={"is_due": is_due}))
    return changes.step(file, person_id)


def write_plan(
    file: EstablishmentFile, period_id: str, intention_ref: str, plan: Sequence[Passage], *, person_id: str | None
) -> Entry[SelfAudit]:
    """Write how the establishment plans to deliver an intention, in place of what was written before."""
    with file.work("Wrote a plan", person_id) as work:
        return work.put(begun_audit(work, period_id, intention_ref).record, {"plan": plan})


def carried_plans(work: Work, period_id: str) -> dict[str, str]:
    """Return for each intention whose plan is still that of the period before why it has to be read again."""
    period = work.get(Period, period_id)
    before = work.get(Period, period.record.predecessor_id) if period and period.record.predecessor_id else None
    if period is None or before is None:
        return {}
    asks, asked = (_plan_asks(work, each.record) for each in (period, before))
    plans, earlier = (_plans(work, each.record) for each in (period, before))
    why = {
        ref: plan_why(plan, earlier.get(ref, ()), before.record.name, is_asked_anew=asks.get(ref) != asked.get(ref))
        for ref, plan in plans.items()
    }
    return {ref: words for ref, words in why.items() if words}


def _plans(work: Work, period: Period) -> dict[str, Text]:
    audits = work.list(SelfAudit, period_id=period.id)
    return {entry.record.intention_ref: entry.text("plan") for entry in audits}


def _plan_asks(work: Work, period: Period) -> dict[str, tuple[str, ...]]:
    pack, _ = read_kept_pack(work, period.pack_id)
    return {intention.ref: intention.plan_asks for intention in pack.intentions}


def last_tests(work: Work, period_id: str) -> dict[str, LastTest]:
    """Return the last test of each item in the periods that began before this one, by item reference."""
    period = work.get(Period, period_id)
    if period is None:
        return {}
    found: dict[str, LastTest] = {}
    for entry in work.list(Period):
        if entry.record.starts < period.record.starts:
            for ref, test in _tests_in(work, entry.record):
                if ref not in found or found[ref].on < test.on:
                    found[ref] = test
    return found


def _tests_in(work: Work, period: Period) -> list[tuple[str, LastTest]]:
    audits = frozenset(entry.record.id for entry in work.list(SelfAudit, period_id=period.id))
    answers = (entry.record for entry in work.list(Answer, self_audit_id=audits))
    return [
        (answer.item_ref, LastTest(answer.tested_on, period.name, answer.result))
        for answer in answers
        if answer.tested_on is not None and answer.result not in (None, Result.NOT_TESTED)
    ]


def begin_next(file: EstablishmentFile, period_id: str, name: str, due: date | None, *, person_id: str | None) -> str:
    """Begin the period after one, on the same catalogue pack, with its owners and its plan; return its id.

    UserError for a name that is none, is there already, or lies before.
    """
    from app.services.establishing import begin_period
    from app.services.packing import require_own_file

    dates = period_dates(name)
    with file.work("Began a period", person_id) as work:
        require_own_file(work)
        if any(entry.record.name == dates.name for entry in work.list(Period)):
            raise UserError(_KNOWN)
        before = work.get(Period, period_id)
        if before is None or dates.starts <= before.record.starts:
            raise UserError(_EARLIER)
        begun = begin_period(work, name, due, predecessor=before)
        for entry in work.list(PlannedItem, period_id=period_id):
            record = PlannedItem(period_id=begun.record.id, item_ref=entry.record.item_ref, is_due=entry.record.is_due)
            work.put(record)
    return begun.record.id
