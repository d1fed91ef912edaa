"""Fictional views for screenshots and tests. The window itself never imports them."""

from __future__ import annotations

from app.desktop.views.checklist_view import (
    ActionLineView,
    ChecklistView,
    EvidenceView,
    FieldFault,
    FindingActionView,
    FindingView,
    GroupRow,
    LastPeriodView,
    PassageView,
    QuestionRow,
    QuestionView,
    SampleView,
    UnsavedView,
)
from app.desktop.views.home_view import (
    RESULT_WORDS,
    CellView,
    GroupView,
    HomeView,
    ResultKey,
    ScopeView,
    TileView,
    WholeView,
)
from app.desktop.views.shell_view import EmptyView, ShellView, StatusView, StoreView, WayView

_KEYS: dict[str, ResultKey] = {
    "?": "not_answered",
    "n": "not_met",
    "p": "partly_met",
    "m": "met",
    "t": "not_tested",
    "a": "not_applicable",
}

_GROUPS = """
1 Safe, decent, rehabilitative
1(a)|Shared sense of purpose|7m|substantial
1(b)|Staff who support change|8m|moderate
1(c)|Feeling safe|2p 7m|moderate
1(d)|Risk, security and victims|10m|substantial
1(e)|Intelligence|1p 7m|moderate
1(f)|Drugs and mobile phones|2? 1n 1p 5m|
1(g)|Crime from custody|8m|moderate
2 Joined-up services
2(a)|Coordinated services|8m|substantial
2(b)|Work Programme, day one|6m|substantial
2(c)|Health, substance misuse|2p 7m|moderate
2(d)|Adult social care|2? 5m|
2(e)|Families|6m 1a|moderate
2(f)|Personality disorder|6m|moderate
2(g)|Learning and skills|2n 1p 6m|limited
2(h)|Routes to employment|7m|moderate
2(i)|Partners in Wales|Not applicable: Wales only|
3 Efficient, quality service
3(a)|Evidence-informed|8m|moderate
3(b)|Quality assurance|3p 5m|moderate
3(c)|Above the minimum|6m|substantial
4 Matched to population
4(a)|Targeting by risk, need|3? 1p 5m|
4(b)|Best use of places|5m|substantial
5 Individual needs
5(a)|Needs found and shared|1p 7m|moderate
5(b)|Services adapted|2? 7m|
6 National and specialist
6(a)|Extremism|1? 7m|
6(b)|Restorative justice|5m 1t|moderate
6(c)|Bail and home curfew|6m|substantial
6(d)|Work in prison|1n 1p 5m|limited
6(e)|Video links|2? 4m|
"""


def home() -> HomeView:
    """Return Home in the middle of a period."""
    groups = _groups()
    answered, total = sum(g.answered for g in groups), sum(g.total for g in groups)
    return HomeView(
        headline="31 things left to do",
        due="Return due Wednesday 30 September 2026, in 8 days",
        answered=answered,
        total=total,
        cells=(
            CellView("not_answered", 12, "Not answered", "In 6 intentions"),
            CellView("no_action", 3, "Not met, no action", "2(g), 6(d)"),
            CellView("no_evidence", 4, "Evidence missing", "1(e), 2(c), 3(b)"),
            CellView("overdue", 3, "Actions overdue", "Oldest by 12 days", "bad"),
            CellView("markings", 2, "Markings to decide", "1(f), 6(a)"),
            CellView("statements", 7, "Statements to sign", "6 and the whole"),
        ),
        groups=groups,
        whole=WholeView("Establishment statement", "Not signed", "Waits for 6", _sum(groups)),
        next_ref="1f-03",
        scopes=(ScopeView("mine", "Mine", 9), ScopeView("all", "All", 31)),
        scope="all",
    )


def _groups() -> tuple[GroupView, ...]:
    found: list[GroupView] = []
    for line in _GROUPS.strip().splitlines():
        if "|" not in line:
            ref, title = line.split(" ", 1)
            found.append(GroupView(ref, title, 0, 0, ()))
            continue
        tile = _tile(*line.split("|"))
        group = found[-1]
        total = sum(n for _, n in tile.counts)
        answered = total - dict(tile.counts).get("not_answered", 0)
        found[-1] = GroupView(group.ref, group.title, group.answered + answered, group.total + total,
                              (*group.tiles, tile))  # fmt: skip
    return tuple(found)


def _tile(ref: str, title: str, counts: str, level: str) -> TileView:
    if counts.startswith("Not"):
        return TileView(ref, title, note=counts, is_applicable=False)
    pairs = tuple((_KEYS[part[-1]], int(part[:-1])) for part in counts.split())
    return TileView(ref, title, pairs, level=level, level_word=level.capitalize())


def _sum(groups: tuple[GroupView, ...]) -> tuple[tuple[ResultKey, int], ...]:
    totals: dict[ResultKey, int] = {}
    for key, count in (pair for group in groups for tile in group.tiles for pair in tile.counts):
        totals[key] = totals.get(key, 0) + count
    return tuple((key, totals[key]) for key in RESULT_WORDS if key in totals)  # type: ignore[index]  # the same keys


def fresh_home() -> HomeView:
    """Return Home on the first day of a period: nothing answered."""
    groups = tuple(
        GroupView(
            group.ref,
            group.title,
            0,
            group.total,
            tuple(
                TileView(t.ref, t.title, (("not_answered", sum(n for _, n in t.counts)),) if t.counts else (), t.note,
                         is_applicable=t.is_applicable)  # fmt: skip
                for t in group.tiles
            ),
        )
        for group in _groups()
    )
    total = sum(group.total for group in groups)
    cells = (
        CellView("not_answered", total, "Not answered", "In 27 intentions"),
        CellView("no_action", 0, "Not met, no action", "None"),
        CellView("no_evidence", 0, "Evidence missing", "None"),
        CellView("overdue", 0, "Actions overdue", "None"),
        CellView("markings", 0, "Markings to decide", "None"),
        CellView("statements", 28, "Statements to sign", "27 and the whole"),
    )
    whole = WholeView("Establishment statement", "Not signed", "Waits for 27", (("not_answered", total),))
    return HomeView(
        f"{total + 28} things left to do", "Return due Wednesday 30 September 2026, in 92 days", 0, total, cells, groups,
        whole, "1a-01", (ScopeView("mine", "Mine", 9), ScopeView("all", "All", total + 28)), "all",
    )  # fmt: skip


def shell() -> ShellView:
    """Return the frame with an unlocked store and everything saved."""
    return ShellView(
        "HMP Carrow Vale",
        "2026-27, quarter 2",
        {"checklist": 21},
        StoreView("unlocked", "Locks in 14 minutes"),
        StatusView("Saved 14:32", "good", "Backed up 09:05", "RESTRICTED"),
    )


def locked_shell() -> ShellView:
    """Return the frame of a file that another window holds, with a locked store."""
    return ShellView(
        "HMP Carrow Vale",
        "2026-27, quarter 2",
        {"checklist": 21},
        StoreView("locked", "Sealed text is hidden"),
        StatusView("", "good", "Backed up 09:05", "PROTECT"),
        "This file is open in another window. You can read it here; change it there, or close that window first.",
    )


def welcome() -> EmptyView:
    """Return the page without a file."""
    return EmptyView(
        "folder",
        "No file is open",
        "Everything about one establishment is kept in one file.",
        (
            WayView("open", "file", "Open a file", "From this PC or a drive", "Open…"),
            WayView("sample", "book", "Look at a complete example", "A fictional establishment, to try things in",
                    "Open the sample"),  # fmt: skip
        ),
    )


def fault() -> EmptyView:
    """Return the page of a file that could not be opened."""
    return EmptyView(
        "file",
        "This file cannot be opened",
        "It was made by a newer version of Assurance Desk. Nothing in it was changed. Install that version, then open "
        "it again.",
        (WayView("open", "file", "Open another file", "From this PC or a drive", "Open…"),),
        is_fault=True,
    )


def nothing_left() -> EmptyView:
    """Return the Checklist without a question."""
    return EmptyView(
        "check",
        "Nothing is left to do here",
        "Every question that is due has its answer.",
        (WayView("all", "checklist", "Read the answers again", "All 204 questions, in order", "Show all"),),
    )


def checklist() -> ChecklistView:
    """Return the list of what is left to do."""
    return ChecklistView(
        rows=(
            GroupRow("1(f)", "Drugs and mobile phones", 7, 9),
            QuestionRow("1f-02", "Supply reduction plan reviewed", "not_answered", "Not answered"),
            QuestionRow("1f-03", "Testing spread over the month", "partly_met", "Marking to decide", "warn", True),
            QuestionRow("1f-07", "Phone finds examined and reported", "not_answered", "Not answered"),
            GroupRow("1(e)", "Intelligence", 8, 8),
            QuestionRow("1e-04", "Reports assessed within 24 hours", "partly_met", "Evidence missing", "ink2", True),
            GroupRow("2(c)", "Health, substance misuse", 9, 9),
            QuestionRow("2c-05", "Release plans continue treatment", "partly_met", "Evidence missing"),
            GroupRow("2(d)", "Adult social care", 5, 7),
            QuestionRow("2d-03", "Care needs found at reception", "not_answered", "Not answered"),
            QuestionRow("2d-06", "Care continued on transfer", "not_answered", "Not answered"),
            GroupRow("2(g)", "Learning and skills", 9, 9),
            QuestionRow("2g-02", "English and maths assessed", "not_met", "No action"),
            QuestionRow("2g-08", "Learning plans follow people out", "not_met", "No action"),
            GroupRow("4(a)", "Targeting by risk, need", 6, 9),
            QuestionRow("4a-02", "Bands matched before a start", "not_answered", "Not answered"),
            QuestionRow("4a-05", "Exceptions agreed in writing", "not_answered", "Not answered"),
        ),
        scopes=(ScopeView("left", "Left to do", 21), ScopeView("all", "All", 204)),
        scope="left",
        mine=ScopeView("mine", "Mine", 6),
    )


def filtered_checklist() -> ChecklistView:
    """Return the list as a cell of Home's well filters it."""
    view = checklist()
    rows = tuple(row for row in view.rows if isinstance(row, GroupRow) and row.ref == "2(g)" or row.ref[:2] == "2g")
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


def question() -> QuestionView:
    """Return a question with everything that one can have."""
    return QuestionView(
        ref="1f-03",
        intention="Drugs and mobile phones",
        place="3 of 9",
        about="Sample  ·  Weight 3",
        question="Is random drug testing spread across the month, with at least 14 % of tests at weekends?",
        result="partly_met",
        narrative=_NARRATIVE,
        findings=(
            FindingView(
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
            ),
        ),
        sample=SampleView("61", "Every third test", "20", "17", ("Every third test", "At random", "All of them"), "3",
                          "17 of 20 compliant, 85 %", "partly_met"),  # fmt: skip
        action=ActionLineView("Action 14", "Cover testing during leave", "Due 15 October 2026"),
        evidence=(
            EvidenceView("Test register, June to August", "42 KB · Leaves with the return", "sheet"),
            EvidenceView("Weekend duty rota", "310 KB · Stays here"),
            EvidenceView("Security note 7", "Stays here", "file", "RESTRICTED"),
        ),
        guidance="Ask for the test register for three full months. Count tests taken on Saturday or Sunday and divide "
        "by all tests. Look for weeks without a test and for days of the week that are never used.",
        evidence_expected="The register, and the duty rota of the same months.",
        source="Annex A, 1(f)",
        last=LastPeriodView("Quarter 1", "met", "14 July 2026", "11 of 58 tests fell at a weekend (19 %). No week was "
                            "missed. Sample of 20: all compliant."),  # fmt: skip
        position="2 of 21 left to do",
        remaining="20 more left to do",
        has_previous=True,
        can_add_evidence=True,
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


def refused_question() -> QuestionView:
    """Return a question whose narrative and sample are refused."""
    text = "Two tests were late in July because of staff sickness. Both were done in the same week.\n"
    refused = "SECRET – assessment of the east side follows for the record. The text pasted here goes on."
    view = question()
    return QuestionView(
        ref=view.ref, intention=view.intention, place=view.place, about=view.about, question=view.question,
        result="partly_met", narrative=(PassageView(text + refused),),
        findings=(
            FindingView(
                "f2", 0, len(text), len(refused),
                "It begins with SECRET. Nothing above RESTRICTED may be held here. Move it to a system that may hold it, "
                "then remove it from this page.",
                (FindingActionView("remove", "Remove the paragraph"), FindingActionView("deny", "It is not a marking…")),
                "bad", "This paragraph is not saved",
            ),
        ),
        sample=SampleView(
            "61", "Every third test", "20", "27", ("Every third test", "At random"), "", "", "not_answered",
            FieldFault("compliant", "Compliant is 27, more than the size of the sample. Enter 0 to 20."),
        ),
        evidence=view.evidence, guidance=view.guidance, evidence_expected=view.evidence_expected, source=view.source,
        last=view.last, position=view.position, remaining=view.remaining, has_previous=True,
    )  # fmt: skip


def withheld_question() -> QuestionView:
    """Return a question whose whole answer is sealed, with the store locked."""
    view = question()
    return QuestionView(
        ref="1e-04", intention="Intelligence", place="4 of 8", about="Examine  ·  Weight 3",
        question="Are intelligence reports assessed within 24 hours?", result="not_answered", guidance=view.guidance,
        position=view.position, remaining=view.remaining, has_previous=True, is_withheld=True, is_read_only=True,
    )  # fmt: skip


def unsaved() -> UnsavedView:
    """Return the summary of two things that could not be saved."""
    return UnsavedView("2 things are not saved", "Everything else was saved at 14:32.")
