"""History and what is found in the middle of a period."""

from __future__ import annotations

from dataclasses import replace

from app.desktop.specimens.registers import SpecimenRow
from app.desktop.views.find_view import FindHeading, FindRow, FindView
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

_CHANGES = """
22 September 2026|14:32|1f-03|Answer|Wrote a narrative|P. Example
22 September 2026|14:30|1f-03|Answer|Answered|P. Example
22 September 2026|11:05|A-7KQ2 Check the east perimeter each night|Action|Noted progress on an action|S. Sample
21 September 2026|16:40|1(d)|Statement|Signed off|S. Sample
21 September 2026|09:12|Head of Operations|Post|Renamed a post|P. Example
"""


def changes() -> tuple[RegisterView, RowsView]:
    """Return the latest changes."""
    rows = []
    for line in _CHANGES.strip().splitlines():
        day, time, what, kind, act, who = line.split("|")
        cells = (
            CellView(day, time), CellView(what, kind, may_elide=True), CellView(act, may_elide=True), CellView(who),
        )  # fmt: skip
        rows.append(SpecimenRow(f"{day}{time}", cells))
    scopes = tuple(
        ScopeView(title.lower(), title) for title in ("All", "Answers", "Actions", "Statements", "People", "One entry")
    )
    summary = "1,555 changes. What is sealed shows its marking alone."
    return RegisterView(summary, scopes, "all", (ScopeView("", "All intentions"),), "", "at"), RowsView(
        rows, lambda row: tuple(row.cells)
    )


def change() -> DetailView:
    """Return a change of words, compared with what stood before."""
    pieces = (
        ("same", "Testing is "), ("removed", "spread over the month"), ("added", "spread over 26 days of the month"),
        ("same", ". Two weekends were missed: [RESTRICTED]."),
    )  # fmt: skip
    return DetailView(
        "22 September 202614:32",
        "Answer",
        "1f-03",
        facts=(FactView("When", "22 September 2026, 14:32"), FactView("Who", "P. Example"),
               FactView("Act", "Wrote a narrative")),
        sections=(SectionView("Narrative", "Taken out: spread over the month.", pieces),),
        offers=(OfferView("compare"), OfferView("put_back"), OfferView("between"), OfferView("go")),
    )  # fmt: skip


def between() -> DetailView:
    """Return what lies between two versions of an answer."""
    beside = FactView("Beside", "14 September 2026, 11:20")
    return replace(change(), facts=(*change().facts, beside), offers=(OfferView("explain"), OfferView("put_back"),
                                                                      OfferView("go")))  # fmt: skip


def found() -> FindView:
    """Return what some words find."""
    return FindView(
        (
            FindHeading("Questions"),
            FindRow(
                "1", "checklist", "1f-06", "Perimeter checked each night on all sides", (0, 5), "Not met", "not_met"
            ),
            FindRow("2", "checklist", "1d-04", "Searches of the perimeter are recorded", (16, 21), "Met", "met"),
            FindHeading("Actions"),
            FindRow("3", "actions", "A-7KQ2", "Check the east perimeter each night", (15, 20), "Due 10 September 2026"),
            FindHeading("Evidence"),
            FindRow("4", "evidence", "E-2MPX", "Perimeter patrol book, July and August", (0, 5)),
        ),
        can_search_sealed=True,
    )


def nothing_found() -> FindView:
    """Return that nothing was found, with the store locked."""
    nothing = "Nothing has these words. Try fewer, or another spelling."
    return FindView(nothing=nothing, note="Sealed text is not searched: the store is locked")
