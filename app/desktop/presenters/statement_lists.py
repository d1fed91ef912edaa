"""Turns a period's content into the list of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.desktop.views.home_view import ScopeView
from app.desktop.views.list_view import HeadingRow, ItemRow, ListRow
from app.desktop.views.statement_view import StatementListView
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Statement
from app.domain.references import ESTABLISHMENT
from app.domain.statement_readiness import is_signed_off, signer_of, waits_for
from app.domain.text import shown


@dataclass(frozen=True)
class Sitting:
    """Who sits at the page, when, and what they may: the same for the list and the statement."""

    content: PeriodContent
    person_id: str | None
    today: date
    is_unlocked: bool
    is_writable: bool

    def signs(self, ref: str | None) -> bool:
        """Tell whether this person signs off a statement."""
        signer = signer_of(self.content, ref, self.today, self.person_id)
        return signer is not None and signer.person is not None and signer.person.record.id == self.person_id


def ref_of(key: str) -> str | None:
    """Return the intention that a statement's key names, None for the establishment's."""
    return None if key == ESTABLISHMENT else key


def order_of(content: PeriodContent) -> tuple[str, ...]:
    """Return the keys of all statements in the order in which they are signed off: the establishment's last."""
    refs = [ref for group in content.pack.groups for ref in group.intentions]
    return (*(ref for ref in refs if content.applies(content.pack.intention(ref))), ESTABLISHMENT)


def list_view(sitting: Sitting, scope: str) -> StatementListView:
    """Return the list of statements: `mine` those that this person signs, `to_sign` those not signed off yet."""
    content = sitting.content
    order = order_of(content)
    signed = {key for key in order if is_signed_off(content, ref_of(key))}
    mine = {key for key in order if sitting.signs(ref_of(key))}
    shown_keys = {"mine": mine, "to_sign": set(order) - signed}.get(scope, set(order))
    rows: list[ListRow] = []
    if ESTABLISHMENT in shown_keys:
        rows.append(_row(sitting, ESTABLISHMENT))
    for group in content.pack.groups:
        members = [ref for ref in group.intentions if ref in order]
        kept = [ref for ref in members if ref in shown_keys]
        if kept:
            done = sum(ref in signed for ref in members)
            rows.append(HeadingRow(str(group.number), group.short, done, len(members), "signed off"))
            rows += [_row(sitting, ref) for ref in kept]
    scopes = [ScopeView("to_sign", "To sign", len(order) - len(signed)), ScopeView("all", "All")]
    if mine:
        scopes.insert(0, ScopeView("mine", "Mine", len(mine - signed)))
    return StatementListView(tuple(rows), f"{len(signed)} of {len(order)} signed off", tuple(scopes), scope)


def _row(sitting: Sitting, key: str) -> ItemRow:
    content, ref = sitting.content, ref_of(key)
    title = content.pack.intention(ref).short if ref else shown(content.establishment.text("name"))
    is_signed = is_signed_off(content, ref)
    state = _state(sitting, ref, is_signed)
    return ItemRow(
        key,
        title,
        "signed" if is_signed else "unsigned",
        state,
        "accent" if state == "For you" else "ink2",
        label="" if ref else "Establishment",
        is_users=ref is None,
    )


def _state(sitting: Sitting, ref: str | None, is_signed: bool) -> str:
    """Return in a few words where a statement stands."""
    content = sitting.content
    statement = content.statement(ref)
    if is_signed:
        return level_word(content, statement) or "Withheld"
    waiting = waits_for(content) if ref is None else ()
    if waiting:
        return f"Waits for {len(waiting)} other{'' if len(waiting) == 1 else 's'}"
    if sitting.signs(ref):
        return "For you"
    if statement is None or (statement.record.level is None and not statement.record.sealed_id):
        return "No level yet"
    return f"{level_word(content, statement) or 'Withheld'}, to sign"


def level_word(content: PeriodContent, statement: Entry[Statement] | None) -> str:
    """Return the word of the level that a statement states; `""` for none, or one that is sealed."""
    words: dict[str, str] = {step.key: step.word for step in content.pack.scales.levels}
    if statement is None or statement.record.level is None or statement.record.sealed_id:
        return ""
    return words[statement.record.level.value]
