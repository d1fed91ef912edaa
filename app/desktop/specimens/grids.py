"""Grids as pictures show them: invented figures and services."""

from __future__ import annotations

from app.desktop.views.grid_view import GridColumnView, GridRowView, GridView

WRONG = {("CU016", "aug"): "This is no figure. Type it as in 92.5."}
_COMPARISONS = ("At least", "At most", "Less than", "Equal to", "None at all")
_STANDS = {"Adapted": "met", "In part": "partly_met", "Gap": "not_met", "Identified": "not_answered"}


def figures() -> GridView:
    """Return delivery requirements with the figures of a quarter, one of them wrong."""
    titles = {"target": "Target", "jul": "Jul", "aug": "Aug", "sep": "Sep", "quarter": "Quarter"}
    columns = (
        GridColumnView("not_in_sla", "Not in SLA", 132, ("Yes",)),
        GridColumnView("comparator", "Comparison", 132, _COMPARISONS),
        *(GridColumnView(key, title, 84) for key, title in titles.items()),
        GridColumnView("dated_on", "Dated on", 148),
    )
    rows = (
        GridRowView("CU001", "CU001  Prisoners ready for discharge to court", {
            "comparator": "At least", "target": "98", "jul": "98.6",
        }),
        GridRowView("CU016", "CU016  Positive mandatory drug tests", {
            "comparator": "Less than", "target": "9", "jul": "8.4", "aug": "about 9", "sep": "9.5",
        }),
        GridRowView("CU060", "CU060  Staff trained, and with valid accreditation, in advanced Control and Restraint", {
            "comparator": "At least", "target": "92.5", "quarter": "93",
        }),
        GridRowView("CU079", "CU079  MQPL survey: decency", {"not_in_sla": "Yes"}),
    )  # fmt: skip
    return GridView("Delivery requirements", "Type a cell and press Enter to go on below.", columns, rows)


def needs() -> GridView:
    """Return needs by service."""
    columns = tuple(GridColumnView(title.casefold(), title, 132, tuple(_STANDS)) for title in ("Induction", "Library"))
    rows = (
        GridRowView("age", "Age", {"induction": "Adapted", "library": "Gap"}),
        GridRowView("race", "Race", {"induction": "In part"}),
        GridRowView("mental_health", "Mental health", {"library": "Identified"}),
    )
    note = "A letter says how a need stands in a service."
    return GridView("Individual needs by service", note, columns, rows, _STANDS, "Another service")
