"""The dialog of a finding: what it offers, and what was typed in it as a job's arguments."""

from __future__ import annotations

from app.desktop.presenters.form_values import FormValues, posts_to_choose
from app.desktop.views.form_views import FindingFormView, FindingInput
from app.desktop.views.home_view import ScopeView
from app.domain.period_content import PeriodContent
from app.domain.records import Grade
from app.domain.references import intention_of
from app.domain.text import plain
from app.services.acting import NewAction
from app.services.finding import NewFinding

_STORE_LOCKED = "To withhold them whole, unlock the sealed store first."


def new_finding_form(content: PeriodContent, item_ref: str, *, is_unlocked: bool) -> FindingFormView:
    """Return the dialog of a new finding of a question; its action goes to whoever owns the intention."""
    item = content.pack.item(item_ref)
    owner = content.owner_post(intention_of(item_ref))
    grades = tuple(ScopeView(step.key, step.word) for step in content.pack.scales.finding_grades)
    return FindingFormView(
        f"{item.ref} {item.title}",
        grades,
        posts_to_choose(content),
        FindingInput(grade=Grade.MINOR.value, owner=owner.record.id if owner else ""),
        is_unlocked,
        "" if is_unlocked else _STORE_LOCKED,
    )


def read_new_finding(
    content: PeriodContent, item_ref: str, given: FindingInput
) -> tuple[NewFinding, NewAction | None, dict[str, str]]:
    """Return the finding, the action that it needs, and what is wrong by field."""
    values, scheme = FormValues(), content.scheme
    title = values.words("title", given.title, "Write what was found.")
    finding = NewFinding(
        plain(title, scheme), Grade(given.grade), item_ref, plain(given.detail, scheme), given.is_withheld
    )
    if not given.needs_action:
        return finding, None, values.faults
    words = values.words("action_title", given.action_title, "Write what will be put right, or untick the action.")
    due = values.day("due", given.due)
    action = NewAction(
        plain(words, scheme), item_ref=item_ref, post_id=given.owner or None, due=due, is_withheld=given.is_withheld
    )
    return finding, action, values.faults
