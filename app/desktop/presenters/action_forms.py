"""The dialog of an action: what it offers, and what was typed in it as a job's arguments."""

from __future__ import annotations

from collections.abc import Mapping

from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.presenters.form_values import ALL_SEALED, HOW_TO_SEAL, FormValues, posts_to_choose
from app.desktop.presenters.narrative_text import show_entry
from app.desktop.presenters.texts import is_hidden, line_of
from app.desktop.views.form_views import ActionFormView, ActionInput, EntryFieldView, EntryFormView
from app.desktop.views.home_view import ScopeView
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Action
from app.domain.references import is_intention_ref
from app.domain.text import Text
from app.services.acting import ActionChanges, NewAction

_FINDING = "finding:"
_NO_TITLE = "Write what will be put right."


def new_action_form(content: PeriodContent, given: ActionInput) -> ActionFormView:
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
        note=HOW_TO_SEAL,
    )


def change_form(content: PeriodContent, entry: Entry[Action]) -> ActionFormView:
    """Return the dialog that changes an action."""
    action, is_whole = entry.record, entry.record.sealed_id is not None
    given = ActionInput(
        show_entry(entry, "title", content.scheme),
        owner=action.post_id or "",
        due=spell_day(action.due) if action.due else "",
        progress=show_entry(entry, "progress", content.scheme),
    )
    return ActionFormView(
        f"Change action {action.reference}",
        "Save the changes",
        (),
        {},
        posts_to_choose(content),
        given,
        is_new=False,
        note=ALL_SEALED if is_whole else HOW_TO_SEAL,
        shows_sealed=is_whole,
    )


def read_new_action(given: ActionInput, title: Text, progress: Text) -> tuple[NewAction, dict[str, str]]:
    """Return what a new action needs, and what is wrong by field."""
    values = FormValues()
    values.text("title", title, _NO_TITLE)
    due = values.day("due", given.due)
    is_finding = given.place.startswith(_FINDING)
    intention = given.intention if is_intention_ref(given.intention) else None
    new = NewAction(
        title,
        finding_id=given.place.removeprefix(_FINDING) if is_finding else None,
        item_ref=given.place if given.place and not is_finding else None,
        intention_ref=intention,
        post_id=given.owner or None,
        due=due,
        is_withheld=given.is_withheld,
        progress=progress,
    )
    return new, values.faults


def read_changes(given: ActionInput, texts: Mapping[str, Text]) -> tuple[ActionChanges, dict[str, str]]:
    """Return what an action is to become, and what is wrong by field; `texts` are those that were typed over."""
    values = FormValues()
    if "title" in texts:
        values.text("title", texts["title"], _NO_TITLE)
    due = values.day("due", given.due)
    changes = ActionChanges(given.owner or None, due, texts.get("title"), texts.get("progress"))
    return changes, values.faults


def words_form(view: PromptView, *, is_whole: bool) -> EntryFormView:
    """Return the form of words that are added to an action's progress."""
    field = EntryFieldView("progress", view.label, "prose", passages=())
    note = f"{view.detail} {ALL_SEALED if is_whole else HOW_TO_SEAL}"
    return EntryFormView(view.title, view.verb, (field,), is_new=False, note=note)


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
