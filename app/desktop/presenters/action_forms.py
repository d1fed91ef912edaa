"""The dialog of an action: what it offers, and what was typed in it as a job's arguments."""

from __future__ import annotations

from app.desktop.presenters.form_values import FormValues, posts_to_choose
from app.desktop.presenters.texts import has_seal, is_hidden, line_of
from app.desktop.views.form_views import ActionFormView, ActionInput, EntryFieldView, EntryFormView
from app.desktop.views.home_view import ScopeView
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Action
from app.domain.references import is_intention_ref
from app.domain.text import has_sealed, plain
from app.services.acting import NewAction

_FINDING = "finding:"
_STORE_LOCKED = "To withhold it whole, unlock the sealed store first."
_SEALED_PARTS = (
    "Part of its words is sealed. Here only the words in plain fields, the owner and the date can be changed."
)


def new_action_form(content: PeriodContent, given: ActionInput, *, is_unlocked: bool) -> ActionFormView:
    """Return the dialog of a new action; `given` says where it comes from, where that is known."""
    applying = [intention for intention in content.pack.intentions if content.applies(intention)]
    audits = {entry.record.id: entry.record.intention_ref for entry in content.self_audits}
    places: dict[str, tuple[ScopeView, ...]] = {}
    for intention in applying:
        findings = tuple(
            ScopeView(f"{_FINDING}{e.record.id}", f"{e.record.reference} {line_of(e.text('title'), content.scheme)}")
            for e in content.findings
            if audits[e.record.self_audit_id] == intention.ref and not is_hidden(e)
        )
        items = tuple(ScopeView(item.ref, f"{item.ref} {item.title}") for item in content.items_of(intention))
        places[intention.ref] = (ScopeView("", "The intention as a whole"), *findings, *items)
    return ActionFormView(
        "New action",
        "Begin the action",
        tuple(ScopeView(i.ref, f"{i.ref} {i.short}") for i in applying),
        places,
        posts_to_choose(content),
        given,
        can_withhold=is_unlocked,
        note="" if is_unlocked else _STORE_LOCKED,
    )


def change_form(content: PeriodContent, entry: Entry[Action]) -> ActionFormView:
    """Return the dialog that changes an action."""
    action, scheme = entry.record, content.scheme
    # A record withheld whole is sealed again as it is written; a single sealed passage would be lost in a line.
    is_mixed = action.sealed_id is None
    title_ok = not (is_mixed and has_sealed(entry.text("title")))
    progress_ok = not (is_mixed and has_sealed(entry.text("progress")))
    given = ActionInput(
        line_of(entry.text("title"), scheme),
        owner=action.post_id or "",
        due=spell_day(action.due) if action.due else "",
        progress=line_of(entry.text("progress"), scheme),
    )
    return ActionFormView(
        f"Change action {action.reference}",
        "Save the changes",
        (),
        {},
        posts_to_choose(content),
        given,
        is_new=False,
        can_change_title=title_ok,
        can_change_progress=progress_ok,
        note="" if title_ok and progress_ok else _SEALED_PARTS,
        shows_sealed=has_seal(entry),
    )


def read_new_action(content: PeriodContent, given: ActionInput) -> tuple[NewAction, dict[str, str]]:
    """Return what a new action needs, and what is wrong by field."""
    values = FormValues()
    title = values.words("title", given.title, "Write what will be put right.")
    due = values.day("due", given.due)
    is_finding = given.place.startswith(_FINDING)
    intention = given.intention if is_intention_ref(given.intention) else None
    new = NewAction(
        plain(title, content.scheme),
        finding_id=given.place.removeprefix(_FINDING) if is_finding else None,
        item_ref=given.place if given.place and not is_finding else None,
        intention_ref=intention,
        post_id=given.owner or None,
        due=due,
        is_withheld=given.is_withheld,
    )
    return new, values.faults


def completion_form(content: PeriodContent, given: str) -> EntryFormView:
    """Return the form that names the evidence of completion."""
    named = (
        (f"{entry.record.reference} {line_of(entry.text('title'), content.scheme)}", entry.record.id)
        for entry in content.evidence
        if not is_hidden(entry)
    )
    choices = (ScopeView("", "None yet"), *(ScopeView(key, title) for title, key in sorted(named)))
    field = EntryFieldView("evidence", "Evidence", "choice", given, choices)
    return EntryFormView("What shows it done", "Name it", (field,), is_new=False)
