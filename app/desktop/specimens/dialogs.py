"""The dialogs filled in, and with what can be wrong."""

from __future__ import annotations

from pathlib import Path

from app.desktop.dialogs.choice_dialog import ChoiceView
from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.views.checklist_view import PassageView
from app.desktop.views.form_views import (
    ActionFormView,
    ActionInput,
    BeginFormView,
    BeginInput,
    EvidenceFormView,
    EvidenceInput,
    FindingFormView,
    FindingInput,
)
from app.desktop.views.home_view import ScopeView
from app.desktop.views.restore_view import CopyView, RestoreView

_INTENTIONS = (ScopeView("1(a)", "1(a) Shared sense of purpose"), ScopeView("1(f)", "1(f) Drugs and mobile phones"))
_OWNERS = (ScopeView("", "Nobody yet"), ScopeView("p1", "Head of Security"))
_HOW_TO_SEAL = "Choose words and press Ctrl+R to seal them."
_SEALED = PassageView(marking="RESTRICTED", is_sealed=True, key="kept", amount="1 sentence")


def action() -> ActionFormView:
    """Return a new action for a question, part of it sealed."""
    places = (ScopeView("", "The intention as a whole"), ScopeView("1f-03", "1f-03 Testing spread"))
    title = (PassageView("Check the east perimeter each night "), _SEALED)
    given = ActionInput(title, "1(f)", "1f-03", "p1", "next week")
    return ActionFormView(
        "New action", "Begin the action", _INTENTIONS, {"1(f)": places, "1(a)": places[:1]}, _OWNERS, given,
        note=_HOW_TO_SEAL,
    )  # fmt: skip


def evidence() -> EvidenceFormView:
    """Return evidence that was seen and not attached."""
    given = EvidenceInput(
        is_seen=True, title=(PassageView("Patrol books, July and August"),), seen_where=(PassageView("Gate lodge"),),
        seen_by="p1", seen_on="4 September 2026", intention="1(f)", items="1f-06",
    )  # fmt: skip
    kinds = (ScopeView("", "Not said"), ScopeView("record", "Record"))
    people = (ScopeView("p1", "P. Example"), ScopeView("p2", "S. Sample"))
    return EvidenceFormView("Add evidence", _INTENTIONS, people, kinds, given, _HOW_TO_SEAL)


def finding() -> FindingFormView:
    """Return a finding with the action that it needs."""
    grades = (ScopeView("major", "Major nonconformity"), ScopeView("minor", "Minor nonconformity"))
    given = FindingInput(
        "minor", (PassageView("No check on 9 of 62 nights"),), (PassageView("The camera was out of use. "), _SEALED),
        True, (PassageView("Check each night"),),
    )  # fmt: skip
    return FindingFormView("1f-06 Perimeter checked each night", grades, _OWNERS, given, _HOW_TO_SEAL)


def passphrase() -> PromptView:
    """Return the question for the passphrase of the sealed store."""
    return PromptView("Unlock the sealed store", "Sealed text is hidden.", "Passphrase", "Unlock", is_secret=True)


def begin() -> BeginFormView:
    """Return the first run, its first step half typed."""
    periods = ("2026-27", "2026-27 Q2", "2026-27 Q3")
    return BeginFormView(
        (ScopeView("public", "The public sector"), ScopeView("private", "A private provider")),
        (ScopeView("england", "England"), ScopeView("wales", "Wales")),
        (ScopeView("men", "Men"), ScopeView("women", "Women"), ScopeView("both", "Men and women")),
        tuple(ScopeView(name, name) for name in periods),
        dict.fromkeys(periods, "30 April 2027"),
        {"public": "Governor", "private": "Director"},
        Path("Documents"),
        BeginInput(name="HMP Carrow Vale", code="carrow", you="P. Example"),
    )


def restore() -> RestoreView:
    """Return the copies of a file: of this PC, beside it, and on a drive."""
    copies = (
        CopyView("a", "Today, 09:10", "Backup on this PC", "HMP Carrow Vale  ·  412 kB",
                 "What was typed after today, 09:10 is not in it."),
        CopyView("b", "Yesterday, 16:45", "Backup on this PC", "HMP Carrow Vale  ·  409 kB",
                 "What was typed after yesterday, 16:45 is not in it."),
        CopyView("c", "14 September 2026, 11:20", "Beside the file", "HMP Carrow Vale  ·  377 kB",
                 "What was typed after 14 September 2026, 11:20 is not in it."),
        CopyView("d", "1 September 2026, 08:02", "Where you looked", "HMP Carrow Vale  ·  301 kB",
                 "What was typed after 1 September 2026, 08:02 is not in it."),
    )  # fmt: skip
    words = (
        "Choose a copy. It is checked first, then takes the place of carrow-vale.assure, which is kept beside it under "
        "another name. Nothing is deleted."
    )
    return RestoreView(words, copies, "1 found there")


def not_saved() -> ChoiceView:
    """Return what is asked when the disk did not take something."""
    ways = (("retry", "Try again"), ("copy", "Copy the text"), ("close", "Close"))
    detail = "The disk is full, so nothing was saved. Free some space, then try again."
    return ChoiceView("This was not saved", detail, ways, "Patrol books for July and August were read in the lodge.")
