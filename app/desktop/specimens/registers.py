"""Actions and evidence in the middle of a period."""

from __future__ import annotations

from dataclasses import dataclass

from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import (
    CellView,
    DetailView,
    EditView,
    EventView,
    FactView,
    NoticeView,
    OfferView,
    RegisterView,
    RowsView,
    SectionView,
)
from app.desktop.views.shell_view import EmptyView, WayView

_WORDS = {"in_progress": "In progress", "open": "Open", "passed": "Completed by owner"}

_ACTIONS = """
A-7KQ2|Check the east perimeter each night|1(f) · No check on 9 nights|Head of Security|in_progress|10 September 2026|12
A-3DGH|Fill the two vacant tutor posts|2(g) · Vacant since May|Head of Learning|in_progress|15 September 2026|7
A-W4MP|Brief night staff on the search plan|1(d) · Audit 3, finding 2|Night Manager|open|18 September 2026|4|lock
A-9XRT|Match programmes to risk bands|4(a) · 6 people below the band|Programmes Lead|passed|25 September 2026|0
A-2VCB|Agree health appointments|2(c) · Sample of 15: 4 had none|Head of Healthcare|in_progress|30 September 2026|0
A-K8NF|Give a reason for cancelled sessions|6(d) · Workshops 2 and 5|Head of Industries|in_progress|7 October 2026|0
A-5ZQJ|Cover testing during leave|1(f) · Two weekends missed|Head of Security|open|15 October 2026|0
A-6HWT|Train two more conference leaders|6(b) · Target 6, there are 4|Reoffending Lead|open|30 October 2026|0
A-4RDX|Agree afternoon video-link hours|6(e) · Mornings only at present|Head of Operations|open|31 October 2026|0
A-B7VK|Ask people about the care forms|5(b) · Equality meeting, August|Equality Lead|open|13 November 2026|0
A-M3PC|Match the duty rota to visits|2(e) · Family days cut short|Head of Residence|open|20 November 2026|0
"""

_EVIDENCE = """
E-4KTZ|Test register, June to August|Register.xlsx|1f-03, 1f-04|14 September 2026|leaves
E-9QWD|Weekend duty rota|Seen in the duty office by Audit lead|1f-03|10 September 2026|leaves
E-7BHN|Withheld: RESTRICTED||1f-03||stays
E-2MPX|Patrol books, July and August|Seen in the gate lodge by Head of Security|1f-06|4 September 2026|leaves
E-R5VC|Minutes of the equality meeting|Minutes August.docx|5b-02|28 August 2026|leaves
E-6GTF|Learning plans of 20 people, read on the wing|Seen in the education block by Head of Learning|2g-08||leaves
"""


@dataclass(frozen=True)
class SpecimenRow:
    """A row and its cells."""

    key: str
    cells: tuple[CellView, ...]


def actions() -> tuple[RegisterView, RowsView]:
    """Return the open actions, by date."""
    rows = tuple(_action_row(line) for line in _ACTIONS.strip().splitlines())
    scopes = (
        ScopeView("open", "Open", 14), ScopeView("overdue", "Overdue", 3), ScopeView("mine", "Mine", 5),
        ScopeView("all", "All", 25),
    )  # fmt: skip
    view = RegisterView(
        "25 in this period. 14 open, 3 of them overdue.", scopes, "open",
        (ScopeView("", "All intentions"), ScopeView("1(f)", "1(f) Drugs and mobile phones")), "", "due",
    )  # fmt: skip
    return view, RowsView(rows, lambda row: tuple(row.cells), _edit)


def action() -> DetailView:
    """Return an action that is overdue, with all that one can have."""
    return DetailView(
        "A-7KQ2",
        "Action A-7KQ2",
        "Check the east perimeter each night",
        "overdue",
        "12 days overdue",
        facts=(
            FactView("Intention", "1(f) Drugs and mobile phones"),
            FactView("From", "1f-06, minor nonconformity"),
            FactView("Owner", "Head of Security"),
            FactView("State", "In progress", "in_progress"),
            FactView("Due", "10 September 2026"),
        ),
        sections=(
            SectionView(
                "What was found",
                "Patrol books for July and August show no check of the east side on 9 of 62 nights. The camera there "
                "was out of use until 4 August.",
            ),
        ),
        events=(
            EventView("New patrol route agreed, not yet in the book", "18 September 2026 · Head of Security"),
            EventView("Due date moved to 10 September 2026", "2 September 2026 · Audit lead"),
            EventView("Opened", "14 August 2026 · Audit lead"),
        ),
        offers=(
            OfferView("complete"),
            OfferView("change"),
            OfferView("progress"),
            OfferView("withhold", on_foot=False),
        ),
    )


def evidence() -> tuple[RegisterView, RowsView]:
    """Return the evidence of the period."""
    rows = tuple(_evidence_row(line) for line in _EVIDENCE.strip().splitlines())
    scopes = (
        ScopeView("all", "All", 6), ScopeView("attached", "Attached", 2), ScopeView("seen", "Seen", 3),
        ScopeView("stays", "Stays here", 1),
    )  # fmt: skip
    view = RegisterView(
        "6 in this period. The files stay here; titles leave with the return.", scopes, "all",
        (ScopeView("", "All intentions"),), "", "reference",
    )  # fmt: skip
    return view, RowsView(rows, lambda row: tuple(row.cells))


def evidence_item() -> DetailView:
    """Return an attached evidence item."""
    return DetailView(
        "E-4KTZ",
        "Evidence E-4KTZ",
        "Test register, June to August",
        facts=(
            FactView("File", "Register.xlsx, 42 KB"),
            FactView("Cited by", "1f-03, 1f-04"),
            FactView("Date", "14 September 2026"),
            FactView("Return", "The title leaves, the file stays here"),
        ),
        offers=(OfferView("link"), OfferView("copy"), OfferView("remove"), OfferView("withhold", on_foot=False)),
    )


def refused_files() -> NoticeView:
    """Return what is said of files that cannot be taken."""
    return NoticeView(
        "Nothing was added: 2 of 3 files cannot be taken",
        (
            "Camera footage.mp4: It is larger than 50 MB. Cite it as seen, not attached.",
            "Rota.lnk: It is a shortcut to another file. Add the file that it leads to.",
        ),
    )


def no_actions() -> EmptyView:
    """Return the register without an action."""
    return EmptyView(
        "actions",
        "No actions yet",
        "An action says who will put something right, and by when.",
        (WayView("add", "plus", "Begin one", "For a finding, a question or an intention", "New action…"),),
    )


def no_evidence() -> EmptyView:
    """Return the register without evidence."""
    return EmptyView(
        "evidence",
        "No evidence yet",
        "Drop files here, paste them, or record what was seen and not attached.",
        (WayView("add", "plus", "Add evidence", "A file, or what was seen", "Add evidence…"),),
    )


def _action_row(line: str) -> SpecimenRow:
    parts = [*line.split("|"), ""]
    reference, title, origin, owner, state, due, late, icon = parts[:8]
    is_late = late != "0"
    return SpecimenRow(
        reference,
        (
            CellView(reference, origin.partition(" · ")[0], style="small_strong"),
            CellView(title, origin.partition(" · ")[2], may_elide=True, icon=icon, spoken="sealed" if icon else ""),
            CellView(owner, may_elide=True),
            CellView(_WORDS[state], status=state),
            CellView(due, f"{late} days overdue" if is_late else "", "overdue" if is_late else "", detail_tone="bad"),
        ),
    )


def _evidence_row(line: str) -> SpecimenRow:
    reference, title, detail, cited, dated, leaves = line.split("|")
    does_leave = leaves == "leaves"
    return SpecimenRow(
        reference,
        (
            CellView(reference, style="small_strong"),
            CellView(title, detail, may_elide=True, icon="" if does_leave else "lock"),
            CellView(cited, may_elide=True),
            CellView(dated),
            CellView("Title leaves", "The file stays here") if does_leave else CellView("Stays here"),
        ),
    )


def _edit(row: SpecimenRow, column: str) -> EditView | None:
    if column == "due":
        return EditView(row.cells[4].text)
    if column == "state":
        return EditView("open", (ScopeView("open", "Open"), ScopeView("in_progress", "In progress")))
    return None
