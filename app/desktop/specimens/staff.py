"""People and plan in the middle of a period."""

from __future__ import annotations

from app.desktop.pages.people_page import PLAN_COLUMNS, POST_COLUMNS
from app.desktop.specimens.registers import SpecimenRow
from app.desktop.views.form_views import PaperFormView, PaperInput, PostFormView, PostInput
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import (
    CellView,
    DetailView,
    EventView,
    FactView,
    OfferView,
    RegisterView,
    RowsView,
    SectionView,
)

_POSTS = """
Audit lead|P. Example||1 April 2026|
Governor|D. Sample||1 April 2026|
Head of Learning, Skills and Work|B. Specimen|Deputy: R. Instance|4 August 2026|4 intentions
Head of Operations|||  |2 intentions
Head of Residence and Equality|A. Pattern||2 September 2025|4 intentions
"""
_ITEMS = """
2g-01|Courses meet what employers ask|Head of Learning|Due|12 May 2026|Met, 2026-27, quarter 1
2g-02|Teaching is covered during leave|Head of Learning|Due|13 May 2026|Partly met, 2026-27, quarter 1
2g-03|Learning plans are read on the wing|Head of Learning|Not due|14 May 2026|Met, 2026-27, quarter 1
2g-04|Attendance is followed up|Head of Learning|Not due|Never before|
"""


def posts() -> tuple[RegisterView, RowsView]:
    """Return the posts, one of them vacant."""
    rows = []
    for line in _POSTS.strip().splitlines():
        title, who, beside, since, owns = line.split("|")
        holder = CellView(who or "Nobody", beside, status="" if who else "decide", may_elide=True)
        cells = (CellView(title, style="small_strong", may_elide=True), holder, CellView(since.strip()), CellView(owns))
        rows.append(SpecimenRow(title, cells))
    view = RegisterView(
        "317 of 320 items due in 2026-27, quarter 2. 1 post to put right.", _scopes(), "posts", _groups(), "", "",
        columns=POST_COLUMNS,
    )  # fmt: skip
    return view, RowsView(rows, lambda row: tuple(row.cells))


def post() -> DetailView:
    """Return a post that nobody holds."""
    return DetailView(
        "Head of Operations",
        "Post",
        "Head of Operations",
        facts=(FactView("Held by", "Nobody"), FactView("Owns", "2(e), 6(e)"), FactView("Actions", "5")),
        sections=(
            SectionView(
                "To put right",
                "Nobody has held it since 31 August 2026, and it owns 2 intentions. Name who holds it.",
            ),
        ),
        events=(EventView("L. Former", "from 14 October 2025 to 31 August 2026"),),
        offers=(OfferView("holder"), OfferView("deputy"), OfferView("hand_over")),
    )


def plan() -> tuple[RegisterView, RowsView]:
    """Return the plan of one intention."""
    rows = []
    for line in _ITEMS.strip().splitlines():
        reference, title, owner, due, last, words = line.split("|")
        status = "" if due == "Due" else "not_tested"
        cells = (
            CellView(reference, style="small_strong"), CellView(title, may_elide=True), CellView(owner, may_elide=True),
            CellView(due, status=status), CellView(last, words, may_elide=True),
        )  # fmt: skip
        rows.append(SpecimenRow(reference, cells))
    view = RegisterView(
        "317 of 320 items due in 2026-27, quarter 2.", _scopes(), "plan", _groups(), "2(g)", "", columns=PLAN_COLUMNS
    )
    return view, RowsView(rows, lambda row: tuple(row.cells))


def item() -> DetailView:
    """Return an item that is not due."""
    return DetailView(
        "2g-03",
        "Item 2g-03",
        "Learning plans are read on the wing",
        facts=(
            FactView("Intention", "2(g) Learning and skills"),
            FactView("This period", "Not due"),
            FactView("Last tested", "14 May 2026: Met, 2026-27, quarter 1"),
        ),
        offers=(OfferView("due"), OfferView("question", on_foot=False)),
        note="It is returned as Not tested, with the day of its last test, and counts for nothing.",
    )


def handover() -> PostFormView:
    """Return the dialog of a handover."""
    return PostFormView(
        "Hand everything over",
        "B. Specimen hands over 1 post, 4 intentions and 7 unfinished actions.",
        "Hand over",
        ("name", "starts"),
        PostInput(starts="1 October 2026"),
    )


def papers() -> PaperFormView:
    """Return the dialog of papers."""
    return PaperFormView(
        (ScopeView("checklist", "Blank checklist"), ScopeView("brief", "Brief for the sign-off meeting")),
        {"checklist": "What is due, with boxes to tick, grids for samples and lines to write on.", "brief": ""},
        {"checklist": (ScopeView("", "All that apply here"), ScopeView("1(f)", "1(f) Drugs and mobile phones"))},
        PaperInput("checklist", "1(f)"),
    )


def _scopes() -> tuple[ScopeView, ...]:
    return (
        ScopeView("posts", "Posts", 13), ScopeView("people", "People", 13), ScopeView("owners", "Owners", 27),
        ScopeView("plan", "Plan", 320), ScopeView("not_due", "Not due", 3),
    )  # fmt: skip


def _groups() -> tuple[ScopeView, ...]:
    return (ScopeView("", "All intentions"), ScopeView("2(g)", "2(g) Learning"))
