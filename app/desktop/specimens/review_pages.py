"""A return read place by place, the heat map, and the external audits of a reviewer's file."""

from __future__ import annotations

from app.desktop.specimens.registers import SpecimenRow
from app.desktop.views.home_view import ScopeView
from app.desktop.views.map_view import MapCellView, MapColumnView, MapRowView, MapView, Tone
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
1f-02|Result down|worse|Testing spread over the month|Met|Not met
1(e)|Now withheld|worse|Intelligence|Moderate|withheld
A-7KQ2|Action slipped|worse||due 10 September 2026|due 30 October 2026
1f-05|Result up|better|Visits searched on intelligence|Partly met|Met
1f-08|Wording changed|changed|Staff searched on entry|other words|these words
"""
_AUDITS = """
X-7YVD|Searching on reception and on visits|HMP Carrow Vale|1(f)|2 found|1 open|Reported|passed
X-HT55|Keeping of medicines|HMP Example Park|2(c)|–||Overdue|overdue
X-8J3K|Records of adjudications|HMP & YOI Sample Hill|1(d)|–||Due 1 November 2026|waiting
"""
_REFS = (
    "1(a) 1(b) 1(c) 1(d) 1(e) 1(f) 1(g) 2(a) 2(b) 2(c) 2(d) 2(e) 2(f) 2(g) 2(h) 2(i) 3(a) 3(b) 3(c) 4(a) 4(b) "
    "5(a) 5(b) 6(a) 6(b) 6(c) 6(d) 6(e)"
)
_MAP = {
    "HMP Carrow Vale": "MSSMLUMSSSMMSMLM·SSMLSSSMMLSM",
    "HMP Example Park": "SSSSMSSMSSSSMSSS·MSSSLMSSSMSS",
    "HMP & YOI Sample Hill": "LMLUMLMMMLMSMLLM·MUMLMLMMLMUM",
    "NSV, not received": " " * 29,
}
_LETTERS: dict[str, tuple[str, Tone]] = {
    "S": ("Substantial", "good"), "M": ("Moderate", "fair"), "L": ("Limited", "poor"), "U": ("Unsatisfactory", "bad"),
    "·": ("Does not apply", ""), " ": ("No return of this period", ""),
}  # fmt: skip


def changes() -> tuple[RegisterView, RowsView]:
    """Return what changed in one return."""
    rows = []
    for line in _CHANGES.strip().splitlines():
        place, change, status, title, before, after = line.split("|")
        cells = (
            CellView(place, style="small_strong"), CellView(change, title, status, may_elide=True),
            CellView(before, may_elide=True), CellView(after, may_elide=True),
        )  # fmt: skip
        rows.append(SpecimenRow(place, cells))
    scopes = (
        ScopeView("changes", "Changes", 5), ScopeView("doubts", "Prompts", 12), ScopeView("plan", "Plan", 27),
        ScopeView("withheld", "Withheld", 4), ScopeView("questions", "Questions", 320),
    )  # fmt: skip
    view = RegisterView(
        "Return CVL/2026-27-Q2/2 of HMP Carrow Vale, beside CVL/2026-27-Q2/1. 3 changes for the worse.", scopes,
        "changes", (ScopeView("", "All intentions"),), "",  "",
    )  # fmt: skip
    return view, RowsView(rows, lambda row: tuple(row.cells))


def place() -> DetailView:
    """Return one question of it, beside the last return and over the periods."""
    return DetailView(
        "1f-02", "1f-02", "Testing spread over the month",
        sections=(
            SectionView("Result down", "Met to Not met", (("removed", "Met"), ("added", "Not met"))),
            SectionView("Asked", "Are the tests of a month spread over its weeks and days?"),
            SectionView("Result", facts=(FactView("Theirs", "Not met", "not_met"), FactView("Last time", "Met", "met"),
                                         FactView("Your own", "Not met", "not_met"))),
            SectionView(
                "What they say, and what changed in it", "All were done. Testing stopped for a fortnight in August.",
                (("same", "All were done. "), ("removed", "None was missed."),
                 ("added", "Testing stopped for a fortnight in August.")),
            ),
            SectionView("Over the periods", facts=(
                FactView("2026-27 Q1", "Moderate", "moderate"), FactView("", "8 Met, 1 Partly, 0 Not met"),
                FactView("2026-27 Q2", "Limited", "limited"), FactView("", "6 Met, 1 Partly, 2 Not met; 1 withheld"),
                FactView("", "Your results: of 3: 1 lower"),
            )),
        ),
        offers=(OfferView("query"), OfferView("mark"), OfferView("next")),
    )  # fmt: skip


def heat_map() -> MapView:
    """Return four establishments beside each other."""
    columns = (MapColumnView("Whole"), *(MapColumnView(ref) for ref in _REFS.split()))
    rows = []
    for name, letters in _MAP.items():
        cells = tuple(MapCellView(letter.strip(), *_LETTERS[letter]) for letter in letters)
        rows.append(MapRowView("" if "not received" in name else name, name, name, cells))
    return MapView(
        "3 returns, each row with its number when copied. 1 not received.",
        (ScopeView("now", "All in 2026-27, quarter 2"),), "now", (ScopeView("level", "Level stated"),), "level",
        "S Substantial, M Moderate, L Limited, U Unsatisfactory, – no statement, · does not apply", columns,
        tuple(rows),
    )  # fmt: skip


def audits() -> tuple[RegisterView, RowsView]:
    """Return three audits: reported, overdue, due."""
    rows = []
    for line in _AUDITS.strip().splitlines():
        reference, scope, name, ref, found, left, report, status = line.split("|")
        cells = (
            CellView(reference, style="small_strong"), CellView(scope, name, may_elide=True), CellView(ref),
            CellView(found, left), CellView(report, status=status),
        )  # fmt: skip
        rows.append(SpecimenRow(reference, cells))
    scopes = (
        ScopeView("audits", "Audits", 3), ScopeView("due", "Report due", 2), ScopeView("findings", "Findings", 2),
        ScopeView("open", "To follow up", 1),
    )  # fmt: skip
    view = RegisterView(
        "3 commissioned. 2 to report, 1 overdue. 1 finding to follow up.", scopes, "audits",
        (ScopeView("", "Everywhere"),), "", "state",
    )  # fmt: skip
    return view, RowsView(rows, lambda row: tuple(row.cells))


def audit() -> DetailView:
    """Return an audit with its findings."""
    return DetailView(
        "X-7YVD", "X-7YVD", "Searching on reception and on visits", "passed", "Reported",
        facts=(FactView("At", "HMP Carrow Vale"), FactView("Commissioned", "1 July 2026"),
               FactView("Auditor", "Example Assurance")),
        sections=(
            SectionView("Why", "The level fell twice running."),
            SectionView("Findings, 2", "F-S6N6 Major: Searches are not recorded at weekends\n"
                                       "F-RV25 Observation: The search book has no page numbers"),
        ),
        offers=(OfferView("change"), OfferView("finding"), OfferView("reported")),
    )  # fmt: skip
