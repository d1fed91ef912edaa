"""Observations: what was seen in daily monitoring."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

OBSERVATIONS = RegisterSpec(
    title="Observations",
    filter_words="Filter observations",
    group_words="Which establishment",
    columns=(
        ColumnView("on", "Seen on", 168),
        ColumnView("title", "Observation"),
        ColumnView("place", "For", 88, least=560),
        ColumnView("state", "State", 200, least=420),
    ),
    add=CommandView("add", "Note an observation…", "Ctrl+N"),
    commands=(
        CommandView("change", "Change…", "Ctrl+E", is_primary=True),
        CommandView("report", "Report as a concern…", "Ctrl+Shift+R", is_primary=True),
        CommandView("read", "Read its place in the return", "Ctrl+G"),
    ),
)


class ObservationsPage(RegisterPage):
    """The register of observations of a reviewer's file."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, OBSERVATIONS)
