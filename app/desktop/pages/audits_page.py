"""External audits: those commissioned, with scope and reason, and what they found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

AUDIT_COLUMNS = (
    ColumnView("reference", "No.", 88),
    ColumnView("title", "Scope"),
    ColumnView("place", "For", 72, least=560),
    ColumnView("left", "Findings", 144, least=640),
    ColumnView("state", "Report", 190, least=420),
)
FINDING_COLUMNS = (
    ColumnView("reference", "No.", 88),
    ColumnView("title", "Finding"),
    ColumnView("place", "For", 72, least=560),
    ColumnView("left", "Grade", 144, least=640),
    ColumnView("state", "Follow-up", 190, least=420),
)
AUDITS = RegisterSpec(
    title="External audits",
    filter_words="Filter audits",
    group_words="Which establishment",
    columns=AUDIT_COLUMNS,
    add=CommandView("add", "Commission an audit…", "Ctrl+N"),
    commands=(
        CommandView("change", "Change…", "Ctrl+E", is_primary=True),
        CommandView("finding", "Add a finding…", "Ctrl+Shift+N", is_primary=True),
        CommandView("reported", "Report received…"),
        CommandView("audit", "Go to its audit", "Ctrl+G"),
    ),
)


class AuditsPage(RegisterPage):
    """The register of external audits of a reviewer's file, and of their findings."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, AUDITS)
