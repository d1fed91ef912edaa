"""What comes from outside: the clauses of the SLA or contract, external audits and inspections, and programmes."""

from __future__ import annotations

import re
from datetime import date

from app.domain.references import ITEM_PATTERN
from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.register import Around, Derived, Register, State, in_order, no_more_than, overdue


def _items(record: RegisterRecord) -> list[str]:
    return [ref for ref in record.words_in("links") if re.fullmatch(ITEM_PATTERN, ref)]


def _clause_state(record: RegisterRecord, around: Around) -> State:
    if not _items(record) and not record.word_in("check_id"):
        return State("Assured by nothing", "decide", True)
    results = [around.results.get(ref) for ref in _items(record)]
    if any(result in ("not_met", "partly_met") for result in results):
        return State("Exceptions found", "not_met")
    return State("Assured", "passed") if any(results) or record.word_in("check_id") else State("Not tested", "waiting")


def _tests(record: RegisterRecord, around: Around) -> str:
    words = {step.key: step.word for step in around.pack.scales.results}
    told = [(ref, around.results.get(ref)) for ref in _items(record)]
    return ", ".join(f"{ref} {words[result.value]}" if result else ref for ref, result in told)


CLAUSES = Register(
    kind="clause",
    key="clauses",
    title="SLA and contract",
    one="clause",
    letter="S",
    about="The clauses and service specifications of the SLA or contract, and what assures each of them.",
    is_standing=True,
    fields=(
        Field("clause", "Clause", FieldKind.LINE, is_required=True, help="Its number, as the SLA or contract has it."),
        Field("requirement", "What it asks", FieldKind.PROSE, is_required=True),
        Field("specification", "Service specification", FieldKind.LINE),
        Field("links", "Assured by and bears on", FieldKind.LINKS),
        Field("own_question", "Our own question", FieldKind.PROSE),
        Field("check_id", "Management check", FieldKind.PARENT, parent="check_schedule"),
        Field("post_id", "Owner", FieldKind.POST),
        Field("closed_on", "Ended on", FieldKind.DAY),
    ),
    state=_clause_state,
    derived=(Derived("tests", "Tests", _tests),),
    beside=("requirement",),
)


def _audit_state(record: RegisterRecord, around: Around) -> State:
    closed = record.day_in("closed_on")
    if closed and closed <= around.today:
        return State("Closed", "not_applicable")
    for key, word in (("reply_due", "Reply overdue"), ("reaudit_on", "Re-audit overdue")):
        is_answered = key == "reply_due" and record.day_in("replied_on") is not None
        if not is_answered and (late := overdue(record.day_in(key), around.today)):
            return State(word, "overdue", True, late)
    return State("Replied", "in_progress") if record.day_in("replied_on") else State("Open", "open")


AUDITS = Register(
    kind="outside_audit",
    key="audits",
    title="Audits and inspections",
    one="audit or inspection",
    letter="X",
    about="What auditors, inspectors and boards from outside found, what was replied, and what is done.",
    is_standing=True,
    fields=(
        Field("title", "Finding", FieldKind.LINE, is_required=True),
        Field("body", "By", FieldKind.CHOICE, "audit_body", is_required=True),
        Field("visited_on", "Visited on", FieldKind.DAY, is_required=True),
        Field("grade", "Grade", FieldKind.CHOICE, "audit_grade"),
        Field("detail", "What was found", FieldKind.PROSE),
        Field("links", "Bears on", FieldKind.LINKS),
        Field("reply_due", "Reply due", FieldKind.DAY),
        Field("replied_on", "Replied on", FieldKind.DAY),
        Field("reply", "Our reply", FieldKind.PROSE),
        Field("post_id", "Owner", FieldKind.POST),
        Field("reaudit_on", "Re-audit on", FieldKind.DAY),
        Field("closed_on", "Closed on", FieldKind.DAY),
    ),
    state=_audit_state,
    rules=(
        in_order("visited_on", "reply_due", "The reply is due before the visit. Give a later day."),
        in_order("visited_on", "replied_on", "The reply was given before the visit. Give a later day."),
        in_order("visited_on", "reaudit_on", "The re-audit comes before the visit. Give a later day."),
        in_order("visited_on", "closed_on", "It was closed before the visit. Give a later day."),
    ),
    order=lambda record: record.day_in("visited_on") or date.min,
    is_falling=True,
    beside=("body",),
)


def _programme_state(record: RegisterRecord, around: Around) -> State:
    late = overdue(record.day_in("review_due"), around.today)
    if late and not _is_reviewed(record):
        return State("Quality review overdue", "overdue", True, late)
    planned, actual = record.count_in("planned"), record.count_in("actual")
    if planned is None or actual is None:
        return State("Running", "in_progress")
    if actual >= planned:
        return State("Completions met", "met")
    return State("Completions behind", "partly_met")


def _is_reviewed(record: RegisterRecord) -> bool:
    """Tell whether the review that is due has been made: an earlier one is another."""
    reviewed, due = record.day_in("reviewed_on"), record.day_in("review_due")
    return reviewed is not None and due is not None and reviewed >= due


def _share(record: RegisterRecord, around: Around) -> str:
    planned, actual = record.count_in("planned"), record.count_in("actual")
    return f"{round(100 * actual / planned)}%" if planned and actual is not None else ""


PROGRAMMES = Register(
    kind="programme",
    key="programmes",
    title="Accredited programmes",
    one="programme",
    letter="P",
    about="The accredited programmes that are run: completions planned and made, audit, and quality review.",
    fields=(
        Field("title", "Programme", FieldKind.LINE, is_required=True),
        Field("starts", "From", FieldKind.DAY),
        Field("ends", "To", FieldKind.DAY),
        Field("planned", "Completions planned", FieldKind.COUNT, least=0, most=100_000),
        Field("started", "Starts", FieldKind.COUNT, least=0, most=100_000),
        Field("actual", "Completions", FieldKind.COUNT, least=0, most=100_000),
        Field("audit_requirement", "Audit requirement", FieldKind.PROSE),
        Field("review_due", "Quality review due", FieldKind.DAY),
        Field("reviewed_on", "Reviewed on", FieldKind.DAY),
        Field("review_result", "Result of the review", FieldKind.CHOICE, "review_result"),
        Field("comment", "Comment", FieldKind.PROSE),
        Field("post_id", "Owner", FieldKind.POST),
    ),
    state=_programme_state,
    derived=(Derived("share", "Of those planned", _share),),
    rules=(
        in_order("starts", "ends", "It ends before it begins. Give a later day."),
        no_more_than("actual", "started", "More were completed than were started. Enter no more than were started."),
    ),
)
