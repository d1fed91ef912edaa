"""Packs, where each intention is, and a pack that comes back with conflicts."""

from __future__ import annotations

from app.desktop.dialogs.choice_dialog import ChoiceView
from app.desktop.pages.packs_page import INTENTION_COLUMNS, PACK_COLUMNS
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

_SCOPES = (
    ScopeView("intentions", "Intentions", 27), ScopeView("packs", "Work packs", 5), ScopeView("out", "Not back", 2),
    ScopeView("catalogues", "Catalogues", 2),
)  # fmt: skip
_PACKS = """
1(d), 1(e), 1(f)|Head of Security|14 September 2026|Out
2(g), 2(h)|Head of Learning|14 September 2026|Out
2(c), 2(d)|Head of Healthcare|14 September 2026|Back 21 September 2026
3(a), 3(b), 3(c)|Head of Industries|14 September 2026|Back 18 September 2026
6(a), 6(b)|Head of Reducing Reoffending|1 September 2026|Back 10 September 2026
"""
_INTENTIONS = """
1(a) Decent and safe|Governor|Here
1(b) Stable and orderly|Head of Residence|Here
1(c) Daily regime|Head of Residence|Here
1(d) Security kept|Head of Security|Out with Head of Security
1(e) Extremism|Head of Security|Out with Head of Security
1(f) Drugs and mobile phones|Head of Security|Out with Head of Security
1(g) Victims||Here
"""


def packs() -> tuple[RegisterView, RowsView]:
    """Return five work packs, two of them out."""
    rows = []
    for line in _PACKS.strip().splitlines():
        what, who, day, state = line.split("|")
        cells = (
            CellView(what, style="small_strong"), CellView(who, may_elide=True), CellView(day),
            CellView(state, status="open" if state == "Out" else "", may_elide=True),
        )  # fmt: skip
        rows.append(SpecimenRow(what, cells))
    view = RegisterView(
        "2 of 5 work packs have not come back.", _SCOPES, "packs", (ScopeView("", "All intentions"),), "", "",
        columns=PACK_COLUMNS,
    )  # fmt: skip
    return view, RowsView(rows, lambda row: tuple(row.cells))


def pack() -> DetailView:
    """Return a pack that is out."""
    return DetailView(
        "1(d), 1(e), 1(f)",
        "Work pack",
        "1(d), 1(e), 1(f)",
        facts=(FactView("Made", "14 September 2026"), FactView("With", "Head of Security"), FactView("State", "Out")),
        sections=(SectionView("Intentions", "1(d) Security kept\n1(e) Extremism\n1(f) Drugs and mobile phones"),),
        offers=(OfferView("back"), OfferView("all"), OfferView("forms", on_foot=False)),
    )


def intentions() -> tuple[RegisterView, RowsView]:
    """Return intentions with their owners, three of them away."""
    rows = []
    for line in _INTENTIONS.strip().splitlines():
        what, who, state = line.split("|")
        status = "open" if state.startswith("Out") else ""
        cells = (CellView(what, style="small_strong", may_elide=True), CellView(who or "No owner yet", may_elide=True),
                 CellView(state, status=status, may_elide=True))  # fmt: skip
        rows.append(SpecimenRow(what[:4], cells))
    view = RegisterView(
        "2 of 5 work packs have not come back.", _SCOPES, "intentions", (ScopeView("", "All intentions"),), "", "",
        columns=INTENTION_COLUMNS,
    )  # fmt: skip
    return view, RowsView(rows, lambda row: tuple(row.cells))


def intention() -> DetailView:
    """Return an intention that is here."""
    return DetailView(
        "1(a)",
        "Intention",
        "1(a) Decent and safe",
        facts=(FactView("Owner", "Governor"), FactView("State", "Here")),
        offers=(
            OfferView("pack"),
            OfferView("form"),
            OfferView("all", on_foot=False),
            OfferView("forms", on_foot=False),
        ),
    )


def coming_back() -> ChoiceView:
    """Return what is asked before a pack with conflicts is taken back."""
    lines = (
        "Both changed 1f-02 answer: result",
        "    here: met",
        "    in the pack: partly met",
        "Both changed 1f-02 answer: narrative",
        "    here: All weeks of August were made up in September.",
        "    in the pack: One week was made up, the other was not.",
        "New: 1f-05 answer",
        "New: 1f-05 finding",
        "Changed: 1f-03 answer",
    )
    return ChoiceView(
        "Take the work pack back?",
        "1(f): 2 new, 2 changed. In 2 places both sides changed the same thing: both texts stay, one below the other, "
        "and of two results the more cautious one stands. A backup is made first.",
        (("both", "Take it back"), ("theirs", "Let the pack stand"), ("leave", "Leave it")),
        "\n".join(lines),
        "What the pack changes",
    )
