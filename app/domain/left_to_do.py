"""What is left to do in a period: the same list for Home, the Checklist and the counts beside the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.catalogue import ChecklistItem
from app.domain.period_content import PeriodContent
from app.domain.readiness import ObstacleKind, Scanner, obstacles, scan_passage
from app.domain.record import Entry
from app.domain.records import ActionState, Answer, PeriodState, Result
from app.domain.registers.every import BY_KIND
from app.domain.registers.to_fill_in import to_fill_in
from app.domain.review_terms import QueryState

FINISHED_STATES = frozenset(
    {ActionState.COMPLETED_BY_OWNER, ActionState.VERIFIED, ActionState.CLOSED, ActionState.RISK_ACCEPTED}
)
"""States in which an action is no longer waited for by its date."""

_HEAVY = 3
"""An answer to an item of this weight needs evidence or a sample test behind it."""


class Task(StrEnum):
    """A kind of thing left to do, in the order in which Home shows them."""

    QUERY_TO_REPLY = "query_to_reply"
    NOT_ANSWERED = "not_answered"
    NO_ACTION = "no_action"
    EVIDENCE_MISSING = "evidence_missing"
    ACTION_OVERDUE = "action_overdue"
    REGISTER_DUE = "register_due"
    MARKING_TO_DECIDE = "marking_to_decide"
    PACK_OUT = "pack_out"
    STATEMENT_TO_SIGN = "statement_to_sign"


GOING_ON = frozenset({Task.QUERY_TO_REPLY, Task.NO_ACTION, Task.ACTION_OVERDUE, Task.REGISTER_DUE})
"""What is still to be done when the period's return was accepted (`app.domain.closing`)."""


@dataclass(frozen=True)
class ToDo:
    """One thing left to do. `intention_ref` is None for the establishment as a whole."""

    task: Task
    intention_ref: str | None
    item_ref: str | None = None
    days_overdue: int = 0
    record_id: str = ""
    """The entry of a register, where it is one."""
    word: str = ""
    """How that entry stands."""


def left_to_do(content: PeriodContent, today: date, scanner: Scanner = scan_passage) -> tuple[ToDo, ...]:
    """Return everything left to do in the period, by task and then in order of reference.

    Of a closed period only what goes on: the rest can no longer be done.
    """
    is_closed = content.period.record.state is PeriodState.CLOSED
    found = [
        *_queries(content, today), *_in_answers(content), *_overdue_actions(content, today),
        *_in_registers(content, today), *_packs_out(content), *_before_the_return(content, scanner),
    ]  # fmt: skip
    left = (todo for todo in found if todo.task in GOING_ON or not is_closed)
    return tuple(sorted(left, key=_place_in_list))


def _place_in_list(todo: ToDo) -> tuple[int, str, str]:
    return list(Task).index(todo.task), todo.intention_ref or "~", todo.item_ref or ""


def is_overdue(state: ActionState, due: date | None, today: date) -> bool:
    """Tell whether an action in this state is past its date."""
    return state not in FINISHED_STATES and due is not None and due < today


def _queries(content: PeriodContent, today: date) -> Iterator[ToDo]:
    for entry in content.queries:
        query = entry.record
        if query.state is QueryState.OPEN:
            late = max(0, (today - query.reply_due).days) if query.reply_due else 0
            yield ToDo(Task.QUERY_TO_REPLY, query.intention_ref, query.item_ref, late)


def _in_answers(content: PeriodContent) -> Iterator[ToDo]:
    answers = content.answers_by_item()
    acted_on = {entry.record.item_ref for entry in content.actions}
    evidenced = {entry.record.item_ref for entry in content.evidence_links}
    for intention in content.pack.intentions:
        if not content.applies(intention):
            continue
        for item in content.items_of(intention):
            answer = answers.get(item.ref)
            if is_not_answered(answer):
                if content.is_due(item.ref):
                    yield ToDo(Task.NOT_ANSWERED, intention.ref, item.ref)
            elif answer is not None and not answer.record.sealed_id:
                if answer.record.result is Result.NOT_MET and item.ref not in acted_on:
                    yield ToDo(Task.NO_ACTION, intention.ref, item.ref)
                if _lacks_evidence(item, answer.record, evidenced):
                    yield ToDo(Task.EVIDENCE_MISSING, intention.ref, item.ref)


def is_not_answered(answer: Entry[Answer] | None) -> bool:
    """Tell whether nobody has answered: an answer withheld whole is an answer."""
    return answer is None or (answer.record.result is None and not answer.record.sealed_id)


def _lacks_evidence(item: ChecklistItem, answer: Answer, evidenced: set[str]) -> bool:
    is_claim = answer.result in (Result.MET, Result.PARTLY_MET) and item.weight >= _HEAVY
    return is_claim and answer.sample_size is None and item.ref not in evidenced


def _overdue_actions(content: PeriodContent, today: date) -> Iterator[ToDo]:
    intentions = {entry.record.id: entry.record.intention_ref for entry in content.self_audits}
    for entry in content.actions:
        action = entry.record
        if not action.sealed_id and action.due and is_overdue(action.state, action.due, today):
            late = (today - action.due).days
            yield ToDo(Task.ACTION_OVERDUE, intentions[action.self_audit_id], action.item_ref, late)


def _in_registers(content: PeriodContent, today: date) -> Iterator[ToDo]:
    around = content.around(today)
    for kind, entries in around.entries.items():
        for entry in entries:
            state = BY_KIND[kind].state(entry.record, around)
            if state is not None and state.is_left:
                ref, record_id = entry.record.intention_ref, entry.record.id
                yield ToDo(Task.REGISTER_DUE, ref, None, state.days_late, record_id, state.word)
    for each in to_fill_in(content, today) if content.packed is None else ():
        if each.state.is_left:
            yield ToDo(Task.REGISTER_DUE, None, None, each.state.days_late, each.key, each.state.word)


def _packs_out(content: PeriodContent) -> Iterator[ToDo]:
    for pack in content.packs_out:
        yield ToDo(Task.PACK_OUT, pack.intentions.split()[0], record_id=pack.id)


def _before_the_return(content: PeriodContent, scanner: Scanner) -> Iterator[ToDo]:
    for obstacle in obstacles(content, scanner):
        if obstacle.kind is ObstacleKind.MARKING:
            yield ToDo(Task.MARKING_TO_DECIDE, obstacle.place.intention_ref, obstacle.place.item_ref)
    for intention in content.pack.intentions:
        if content.applies(intention) and not _is_signed_off(content, intention.ref):
            yield ToDo(Task.STATEMENT_TO_SIGN, intention.ref)
    if content.packed is None and not _is_signed_off(content, None):
        yield ToDo(Task.STATEMENT_TO_SIGN, None)


def _is_signed_off(content: PeriodContent, intention_ref: str | None) -> bool:
    statement = content.statement(intention_ref)
    return statement is not None and content.sign_off_of(statement) is not None
