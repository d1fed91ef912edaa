"""The dialog of a finding: what it offers, and what was typed in it as a job's arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.desktop.presenters.form_values import ALL_SEALED, HOW_TO_SEAL, FormValues, posts_to_choose
from app.desktop.presenters.narrative_text import show_entry
from app.desktop.views.form_views import FindingFormView, FindingInput
from app.desktop.views.home_view import ScopeView
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Finding, Grade
from app.domain.references import intention_of
from app.domain.text import Text
from app.services.acting import NewAction
from app.services.finding import FindingChanges, NewFinding

_NO_TITLE = "Write what was found."
_NO_ACTION = "Write what will be put right, or untick the action."


def new_finding_form(content: PeriodContent, item_ref: str) -> FindingFormView:
    """Return the dialog of a new finding of a question; its action goes to whoever owns the intention."""
    item = content.pack.item(item_ref)
    owner = content.owner_post(intention_of(item_ref))
    grades = tuple(ScopeView(step.key, step.word) for step in content.pack.scales.finding_grades)
    return FindingFormView(
        f"{item.ref} {item.title}",
        grades,
        posts_to_choose(content),
        FindingInput(grade=Grade.MINOR.value, owner=owner.record.id if owner else ""),
        HOW_TO_SEAL,
    )


def change_finding_form(content: PeriodContent, entry: Entry[Finding]) -> FindingFormView:
    """Return the dialog that changes a finding."""
    finding, is_whole = entry.record, entry.record.sealed_id is not None
    grades = tuple(ScopeView(step.key, step.word) for step in content.pack.scales.finding_grades)
    title, detail = (show_entry(entry, name, content.scheme) for name in ("title", "detail"))
    item = content.pack.item(finding.item_ref) if finding.item_ref else None
    return FindingFormView(
        f"{item.ref} {item.title}" if item else "",
        grades,
        (),
        FindingInput(finding.grade or "", title, detail, needs_action=False),
        ALL_SEALED if is_whole else HOW_TO_SEAL,
        f"Change finding {finding.reference}",
        "Save the changes",
        is_new=False,
        can_withhold=not is_whole,
        shows_sealed=is_whole,
    )


def read_finding_changes(given: FindingInput, texts: Mapping[str, Text]) -> tuple[FindingChanges, dict[str, str]]:
    """Return what a finding is to become, and what is wrong by field; `texts` are those that were typed over."""
    values = FormValues()
    if "title" in texts:
        values.text("title", texts["title"], _NO_TITLE)
    kept = {name: text for name, text in texts.items() if name in Finding.TEXT_FIELDS}
    return FindingChanges(Grade(given.grade), kept, given.is_withheld), values.faults


def read_new_finding(
    item_ref: str, given: FindingInput, text: Callable[[str], Text]
) -> tuple[NewFinding, NewAction | None, dict[str, str]]:
    """Return the finding, the action that it needs, and what is wrong by field; `text` returns a text by its field."""
    values = FormValues()
    title = values.text("title", text("title"), _NO_TITLE)
    finding = NewFinding(title, Grade(given.grade), item_ref, text("detail"), given.is_withheld)
    if not given.needs_action:
        return finding, None, values.faults
    words, due = values.text("action_title", text("action_title"), _NO_ACTION), values.day("due", given.due)
    action = NewAction(words, item_ref=item_ref, post_id=given.owner or None, due=due, is_withheld=given.is_withheld)
    return finding, action, values.faults
