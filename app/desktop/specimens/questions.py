"""The list of questions, and questions in every state."""

from __future__ import annotations

from dataclasses import replace

from app.desktop.views.checklist_view import (
    ActionLineView,
    ChecklistView,
    EvidenceView,
    FieldFault,
    FindingActionView,
    FindingView,
    FoundView,
    LastPeriodView,
    PassageView,
    QuestionView,
    SampleView,
    UnsavedView,
)
from app.desktop.views.home_view import ScopeView
from app.desktop.views.list_view import HeadingRow, ItemRow


def checklist() -> ChecklistView:
    """Return the list of what is left to do."""
    return ChecklistView(
        rows=(
            HeadingRow("1(f)", "Drugs and mobile phones", 7, 9),
            ItemRow("1f-02", "Supply reduction plan reviewed", "not_answered", "Not answered", "accent"),
            ItemRow("1f-03", "Testing spread over the month", "partly_met", "Marking to decide", "warn", True),
            ItemRow("1f-07", "Phone finds examined and reported", "not_answered", "Not answered", "accent"),
            HeadingRow("1(e)", "Intelligence", 8, 8),
            ItemRow("1e-04", "Reports assessed within 24 hours", "partly_met", "Evidence missing", "ink2", True),
            HeadingRow("2(c)", "Health, substance misuse", 9, 9),
            ItemRow("2c-05", "Release plans continue treatment", "partly_met", "Evidence missing"),
            HeadingRow("2(d)", "Adult social care", 5, 7),
            ItemRow("2d-03", "Care needs found at reception", "not_answered", "Not answered", "accent"),
            ItemRow("2d-06", "Care continued on transfer", "not_answered", "Not answered", "accent"),
            HeadingRow("2(g)", "Learning and skills", 9, 9),
            ItemRow("2g-02", "English and maths assessed", "not_met", "No action"),
            ItemRow("2g-08", "Learning plans follow people out", "not_met", "No action"),
            HeadingRow("4(a)", "Targeting by risk, need", 6, 9),
            ItemRow("4a-02", "Bands matched before a start", "not_answered", "Not answered", "accent"),
            ItemRow("4a-05", "Exceptions agreed in writing", "not_answered", "Not answered", "accent"),
        ),
        scopes=(ScopeView("left", "Left to do", 21), ScopeView("all", "All", 204)),
        scope="left",
        mine=ScopeView("mine", "Mine", 6),
    )


def filtered_checklist() -> ChecklistView:
    """Return the list as a cell of Home's well filters it."""
    view = checklist()
    rows = tuple(row for row in view.rows if (isinstance(row, HeadingRow) and row.ref == "2(g)") or row.ref[:2] == "2g")
    return ChecklistView(rows, view.scopes, "left", view.mine, True, "Not met, no action")


_NARRATIVE = (
    PassageView(
        "Tests were taken in every week of the quarter, and 12 of 61 fell at a weekend. In the last two weeks of "
        "August the testing officer was on leave and no weekend test was taken. "
    ),
    PassageView(marking="RESTRICTED", is_sealed=True, key="s1", amount="2 sentences"),
    PassageView(
        " The refusal on 16 August by A1234BC was recorded and adjudicated the same day. Two of the three exceptions "
        "had no reason recorded for testing late; the third was a transfer."
    ),
)


_PRISONER_NUMBER = FindingView(
    "f1",
    2,
    _NARRATIVE[2].text.index("A1234BC"),
    7,
    "‘A1234BC’ looks like a prisoner number. Should it leave in the return?",
    (
        FindingActionView("seal", "Seal it", "Ctrl+R"),
        FindingActionView("replace", "Write ‘a prisoner’"),
        FindingActionView("keep", "Keep, and say why…"),
    ),
)

_EVIDENCE = (
    EvidenceView("Test register, June to August", "42 KB · Leaves with the return", "sheet"),
    EvidenceView("Weekend duty rota", "310 KB · Stays here"),
    EvidenceView("Security note 7", "Stays here", "file", "RESTRICTED"),
)

_METHODS = ("Every third test", "At random", "All of them")

_LAST = LastPeriodView(
    "Quarter 1",
    "met",
    "14 July 2026",
    "11 of 58 tests fell at a weekend (19 %). No week was missed. Sample of 20: all compliant.",
)


def question() -> QuestionView:
    """Return a question with everything that one can have."""
    return QuestionView(
        ref="1f-03",
        intention="Drugs and mobile phones",
        place="3 of 9",
        about="Sample  ·  Weight 3",
        question="Was each random test drawn taken from the list as it stood, and were tests spread over every week, "
        "with at least 14 % of them at weekends?",
        result="partly_met",
        narrative=_NARRATIVE,
        findings=(_PRISONER_NUMBER,),
        sample=SampleView(
            "61", "Every third test", "20", "17", _METHODS, "3", "17 of 20 compliant, 85 %", "partly_met"
        ),
        action=ActionLineView("Action 14", "Cover testing during leave", "Due 15 October 2026"),
        found=(
            FoundView("f1", EvidenceView("Two weeks of August without a test", "F-7KQ2, Minor nonconformity", "pen")),
        ),
        evidence=_EVIDENCE,
        guidance="Ask for the test register for three full months. Count tests taken on Saturday or Sunday and divide "
        "by all tests. Look for weeks without a test and for days of the week that are never used.",
        evidence_expected="The register, and the duty rota of the same months.",
        source="Annex A, 1(f)",
        last=_LAST,
        position="2 of 21 left to do",
        remaining="20 more left to do",
        has_previous=True,
        can_add_evidence=True,
        can_record_finding=True,
    )


def plain_question() -> QuestionView:
    """Return a question that nobody has answered."""
    return QuestionView(
        ref="1f-02",
        intention="Drugs and mobile phones",
        place="2 of 9",
        about="Examine  ·  Weight 2",
        question="Was the supply reduction plan reviewed within the last twelve months?",
        result="not_answered",
        guidance="Read the plan’s front page and the minutes of the meeting that agreed it.",
        evidence_expected="The plan with its date, and the minutes.",
        source="Annex A, 1(f)",
        position="1 of 21 left to do",
        remaining="20 more left to do",
        due_note="Not due in this period. Last tested 14 July 2026: Met.",
    )


_SAVED = "Two tests were late in July because of staff sickness. Both were done in the same week.\n"
_REFUSED = "SECRET – assessment of the east side follows for the record. The text pasted here goes on."

_ABOVE_CEILING = FindingView(
    "f2",
    0,
    len(_SAVED),
    len(_REFUSED),
    "It begins with SECRET. Nothing above RESTRICTED may be held here. Move it to a system that may hold it, then "
    "remove it from this page.",
    (FindingActionView("remove", "Remove the paragraph"), FindingActionView("deny", "It is not a marking…")),
    "bad",
    "This paragraph is not saved",
)


def refused_question() -> QuestionView:
    """Return a question whose narrative and sample are refused."""
    fault = FieldFault("compliant", "Compliant is 27, more than the size of the sample. Enter 0 to 20.")
    return replace(
        question(),
        narrative=(PassageView(_SAVED + _REFUSED),),
        findings=(_ABOVE_CEILING,),
        sample=SampleView("61", "Every third test", "20", "27", _METHODS, fault=fault),
        action=None,
        can_add_evidence=False,
    )


def withheld_question() -> QuestionView:
    """Return a question whose whole answer is sealed, with the store locked."""
    view = question()
    return QuestionView(
        ref="1e-04",
        intention="Intelligence",
        place="4 of 8",
        about="Examine  ·  Weight 3",
        question="Are intelligence reports assessed within 24 hours?",
        result="not_answered",
        guidance=view.guidance,
        position=view.position,
        remaining=view.remaining,
        has_previous=True,
        is_withheld=True,
        is_read_only=True,
    )


def unsaved() -> UnsavedView:
    """Return the summary of two things that could not be saved."""
    return UnsavedView("2 things are not saved", "Everything else was saved at 14:32.")
