"""Risks and checks as pictures show it: invented entries."""

from __future__ import annotations

from dataclasses import dataclass

from app.desktop.views.checklist_view import PassageView
from app.desktop.views.form_views import EntryFieldView, EntryFormView
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
from app.desktop.views.shell_view import EmptyView, WayView


@dataclass(frozen=True)
class SpecimenEntry:
    """One invented entry."""

    key: str
    title: str
    intention: str
    owner: str
    glyph: str
    state: str
    late: str = ""


_RISKS = (
    SpecimenEntry("R-7KQ2", "Newer substances are not detected by the present tests", "1(f)",
                  "Head of Drug Strategy", "overdue", "Review overdue", "by 10 days"),
    SpecimenEntry("R-9BCD", "Reception searches are cut short when two escorts arrive together", "1(d)",
                  "Head of Security", "decide", "Above appetite"),
    SpecimenEntry("R-4PLW", "One instructor holds the only forklift licence", "6(d)", "Head of Learning", "passed",
                  "Within appetite"),
)  # fmt: skip


def _cells(row: SpecimenEntry) -> tuple[CellView, ...]:
    return (
        CellView(row.key, style="small_strong"),
        CellView(row.title, may_elide=True),
        CellView(row.intention),
        CellView(row.owner, may_elide=True),
        CellView(row.state, row.late, row.glyph, detail_tone="bad"),
    )


def entries() -> tuple[RegisterView, RowsView]:
    """Return the risks, one of them late."""
    scopes = (ScopeView("left", "To see to", 1), ScopeView("all", "All", 3))
    groups = (ScopeView("risk", "Risks"), ScopeView("check_schedule", "Checks"),
              ScopeView("delivery_requirement", "Delivery requirements"))  # fmt: skip
    view = RegisterView("3 entries, 1 to see to.", scopes, "all", groups, "risk", "state")
    return view, RowsView(_RISKS, _cells)


def entry() -> DetailView:
    """Return what is known of one risk."""
    return DetailView(
        "R-7KQ2", "R-7KQ2 · 1(f)", _RISKS[0].title, "overdue", "Review overdue",
        facts=(
            FactView("Inherent likelihood", "5 Almost certain"), FactView("Inherent impact", "3 Moderate"),
            FactView("Residual likelihood", "4 Likely"), FactView("Residual impact", "3 Moderate"),
            FactView("Appetite", "9"), FactView("Residual score", "12"),
            FactView("Owner", "Head of Drug Strategy"), FactView("Review by", "12 September 2026"),
        ),
        sections=(SectionView("Cause", "The laboratory’s panel was set before these substances came into use."),
                  SectionView("Controls", "Staff on three wings are briefed on the signs.")),
        offers=(OfferView("change"), OfferView("action", on_foot=False)),
    )  # fmt: skip


def no_entries() -> EmptyView:
    """Return the page on the first day."""
    way = WayView("add", "plus", "Begin with a risk", "What could keep an intention from being delivered", "New risk…")
    words = "Risks, checks, delivery requirements and all else that is assured beside the checklists."
    return EmptyView("risks", "Nothing is registered yet", words, (way,))


def entry_form() -> EntryFormView:
    """Return a form with a field of every kind."""
    steps = (ScopeView("", "Not said"), ScopeView("likely", "4 Likely"))
    bands = tuple(ScopeView(key, key.capitalize()) for key in ("low", "medium", "high", "extreme"))
    return EntryFormView(
        "New risk", "Add it",
        (
            EntryFieldView("intention", "Intention", "choice", "1(f)", (ScopeView("1(f)", "1(f) Drugs and phones"),)),
            EntryFieldView("title", "Risk", "line", passages=(
                PassageView("Newer substances are not detected "),
                PassageView(marking="RESTRICTED", is_sealed=True, key="named", amount="1 sentence"),
            )),
            EntryFieldView("cause", "Cause", "prose", passages=(
                PassageView("The panel was set before they came into use. "),
                PassageView(marking="RESTRICTED", is_sealed=True, key="kept", amount="1 sentence"),
            )),
            EntryFieldView("controls", "Controls", "prose", "Samples are taken on three wings."),
            EntryFieldView("likelihood", "Residual likelihood", "choice", "likely", steps),
            EntryFieldView("bands", "Bands", "choices", "high extreme", bands),
            EntryFieldView("review_by", "Review by", "line", "", help="A day, as in 22 September 2026."),
        ),
        note="Choose words and press Ctrl+R to seal them.",
    )  # fmt: skip
