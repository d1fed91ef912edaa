"""Where something is withheld, from the public placeholders alone."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.period_content import PeriodContent
from app.domain.registers.every import BY_KIND
from app.domain.released import WithheldPlace
from app.domain.text import has_sealed


def withheld_places(content: PeriodContent) -> tuple[WithheldPlace, ...]:
    """Return each place once, in order of intention and item; a withheld answer only under its intention."""
    return tuple(sorted(set(_places(content)), key=_order))


def _order(place: WithheldPlace) -> tuple[str, str, str, str]:
    return place.intention or "", place.item or "", place.place, place.register_title or ""


def _places(content: PeriodContent) -> Iterator[WithheldPlace]:
    yield from _in_names(content)
    yield from _in_self_audits(content)
    yield from _in_answers(content)
    yield from _in_registers(content)
    yield from _in_statements(content)
    yield from _in_replies(content)
    yield from _in_other_registers(content)


def _in_names(content: PeriodContent) -> Iterator[WithheldPlace]:
    named = [content.establishment.text("name"), *(e.text("name") for e in content.people)]
    if any(has_sealed(text) for text in [*named, *(e.text("title") for e in content.posts)]):
        yield WithheldPlace(place="name")


def _in_self_audits(content: PeriodContent) -> Iterator[WithheldPlace]:
    for audit in content.self_audits:
        if has_sealed(audit.text("plan")):
            yield WithheldPlace(intention=audit.record.intention_ref, place="plan")


def _in_answers(content: PeriodContent) -> Iterator[WithheldPlace]:
    intentions = {entry.record.id: entry.record.intention_ref for entry in content.self_audits}
    for answer in content.answers:
        intention = intentions[answer.record.self_audit_id]
        if answer.record.sealed_id:
            yield WithheldPlace(intention=intention, place="answer")
            continue
        if has_sealed(answer.text("narrative")):
            yield WithheldPlace(intention=intention, item=answer.record.item_ref, place="narrative")
        if has_sealed(answer.text("reason")):
            yield WithheldPlace(intention=intention, item=answer.record.item_ref, place="reason")


def _in_registers(content: PeriodContent) -> Iterator[WithheldPlace]:
    intentions = {entry.record.id: entry.record.intention_ref for entry in content.self_audits}
    for finding in content.findings:
        if finding.record.sealed_id or any(has_sealed(text) for text in finding.texts.values()):
            yield WithheldPlace(intention=intentions[finding.record.self_audit_id], place="finding")
    for action in content.actions:
        if action.record.sealed_id or any(has_sealed(text) for text in action.texts.values()):
            yield WithheldPlace(intention=intentions[action.record.self_audit_id], place="action")
    for evidence in content.evidence:
        shown_fields = (evidence.text("title"), evidence.text("place"))
        if evidence.record.sealed_id or any(has_sealed(text) for text in shown_fields):
            yield WithheldPlace(intention=intentions[evidence.record.self_audit_id], place="evidence")


def _in_statements(content: PeriodContent) -> Iterator[WithheldPlace]:
    for statement in content.statements:
        if statement.record.sealed_id or any(has_sealed(text) for text in statement.texts.values()):
            yield WithheldPlace(intention=statement.record.intention_ref, place="statement")
    if any(has_sealed(entry.text("comment")) for entry in content.declarations):
        yield WithheldPlace(place="declaration")


def _in_replies(content: PeriodContent) -> Iterator[WithheldPlace]:
    for query in content.queries:
        if has_sealed(query.text("reply")):
            yield WithheldPlace(intention=query.record.intention_ref, item=query.record.item_ref, place="reply")


def _in_other_registers(content: PeriodContent) -> Iterator[WithheldPlace]:
    for kind, entries in content.registers.items():
        for entry in entries:
            if entry.record.sealed_id or any(has_sealed(text) for text in entry.texts.values()):
                title = BY_KIND[kind].title
                yield WithheldPlace(intention=entry.record.intention_ref, place="register", register_title=title)
