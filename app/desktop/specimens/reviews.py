"""A reviewer's desk: returns of three establishments, one of them read beside the last; queries on either side."""

from __future__ import annotations

from dataclasses import replace

from app.desktop.specimens import frames
from app.desktop.specimens.registers import SpecimenRow
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import (
    CellView,
    DetailView,
    FactView,
    OfferView,
    RegisterView,
    RowsView,
    SectionView,
)
from app.desktop.views.review_view import ReviewFormView, ReviewInput
from app.desktop.views.shell_view import ShellView
from app.domain.records import Role

_RETURNS = """
CVL/2026-27-Q2/2|29 September 2026|HMP Carrow Vale||Limited|limited|Not responded to|1 replied|Verified|passed
EXP/2026-27-Q1/1|2 July 2026|HMP Example Park|return overdue by 12 days|Moderate|moderate|Accepted||Verified|passed
SMP/2026-27-Q2/1|28 September 2026|HMP Sample Hill||Substantial|substantial|In review|2 open|Not trusted|decide
"""
_QUERIES = """
Q-4KTR|Who covers testing during leave?|1f-02|Replied|in_progress|20 October 2026
Q-7PMW|Why is the sample half of what it was?|1b-04|Open|overdue|1 September 2026
Q-9XBD|Which of the two instructions is in force on B wing?|2(a)|Closed|passed|14 August 2026
"""


def shell() -> ShellView:
    """Return the frame of a reviewer's file."""
    view = frames.shell()
    return replace(view, name="Controller of HMP Carrow Vale", role=Role.REVIEWER, counts={"review": 1, "asked": 1})


def desk() -> tuple[RegisterView, RowsView]:
    """Return the latest return of each establishment."""
    rows = []
    for line in _RETURNS.strip().splitlines():
        number, made, name, late, level, status, state, asked, verified, glyph = line.split("|")
        cells = (
            CellView(number, made, style="small_strong"), CellView(name, late, detail_tone="bad", may_elide=True),
            CellView(level, status=status), CellView(state, asked), CellView(verified, status=glyph),
        )  # fmt: skip
        rows.append(SpecimenRow(number, cells))
    scopes = (
        ScopeView("latest", "Latest", 3), ScopeView("respond", "To respond to", 1), ScopeView("overdue", "Overdue", 1),
        ScopeView("all", "All returns", 7),
    )  # fmt: skip
    groups = (ScopeView("", "Everywhere"), ScopeView("CVL", "CVL HMP Carrow Vale"))
    view = RegisterView(
        "7 returns of 3 establishments. 1 to respond to. 1 overdue.", scopes, "latest", groups, "", "number"
    )
    return view, RowsView(rows, lambda row: tuple(row.cells))


def reading() -> DetailView:
    """Return a return beside the last."""
    return DetailView(
        "CVL/2026-27-Q2/2",
        "CVL/2026-27-Q2/2",
        "HMP Carrow Vale",
        "passed",
        "Verified",
        facts=(
            FactView("Verification", "Signed by P. Example, Audit lead, on 29 September 2026, and unchanged since."),
            FactView("Period", "2026-27, quarter 2"),
            FactView("Level", "Limited", "limited"),
            FactView("Withheld", "4 places"),
            FactView("Beside", "return CVL/2026-27-Q2/1"),
        ),
        sections=(
            SectionView("What changed: 3, 2 for the worse", "1f-02: result down, Met to Not met\n1(e): now withheld"),
            SectionView("To ask about, 1 (a prompt, not a score)", "1f-01: met without evidence. Ask what shows it."),
            SectionView("Where to look", "1(f): look at everything on site. The level fell from Moderate."),
        ),
        offers=(OfferView("read"), OfferView("respond"), OfferView("next", on_foot=False)),
    )  # fmt: skip


def queries() -> tuple[RegisterView, RowsView]:
    """Return three queries: replied to, open past its day, closed."""
    rows = []
    for line in _QUERIES.strip().splitlines():
        reference, question, place, state, status, due = line.split("|")
        cells = (
            CellView(reference, style="small_strong"), CellView(question, may_elide=True), CellView(place),
            CellView(state, status=status), CellView(due, "Overdue" if status == "overdue" else "", detail_tone="bad"),
        )  # fmt: skip
        rows.append(SpecimenRow(reference, cells))
    scopes = tuple(ScopeView(key, title, 1) for key, title in (("open", "To reply to"), ("replied", "Replied"),
                                                                ("closed", "Closed"), ("all", "All")))  # fmt: skip
    view = RegisterView(
        "1 to reply to. The last response is CVL/2026-27-Q2/1/R1.", scopes, "all",
        (ScopeView("", "All intentions"),), "", "due",
    )  # fmt: skip
    return view, RowsView(rows, lambda row: tuple(row.cells))


def query() -> DetailView:
    """Return a query that was replied to."""
    return DetailView(
        "Q-4KTR", "Query Q-4KTR", "Who covers testing during leave?", "in_progress", "Replied",
        facts=(FactView("For", "1f-02"), FactView("Reply by", "20 October 2026")),
        sections=(SectionView("Reply", "A second officer was trained on 3 October, and covers each week of leave."),),
        offers=(OfferView("reply"), OfferView("send"), OfferView("question")),
    )  # fmt: skip


def observation() -> ReviewFormView:
    """Return the dialog of an observation, half filled in."""
    return ReviewFormView(
        "Note an observation", "Save",
        (("code", "Establishment, by its code"), ("place", "Question or intention: 1f-02, or 1(f); may stay empty"),
         ("title", "In a few words"), ("words", "What was seen"), ("who", "Where"), ("day", "Seen on"),
         ("marking", "Marking of these words")),
        markings=(ScopeView("protect", "PROTECT"),),
        sure="It is a &concern: tell the establishment with the next response",
        given=ReviewInput(code="CVL", title="Two cell bells out of order", day="29 September 2026", marking="protect"),
    )  # fmt: skip
