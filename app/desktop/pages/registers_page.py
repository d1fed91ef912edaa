"""Risks and checks: every register of the establishment, one at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

OF_THE_WHOLE = (
    ColumnView("reference", "No.", 80),
    ColumnView("title", "Entry"),
    ColumnView("owner", "Owner", 144, least=560),
    ColumnView("state", "State", 184),
)
"""The columns of a register whose entries belong to no intention."""
REGISTERS_PAGE = RegisterSpec(
    title="Risks and checks",
    filter_words="Filter this register",
    group_words="Which register",
    columns=(
        ColumnView("reference", "No.", 80),
        ColumnView("title", "Entry"),
        ColumnView("intention", "For", 64, least=620),
        ColumnView("owner", "Owner", 144, least=560),
        ColumnView("state", "State", 184),
    ),
    add=CommandView("add", "New entry…", "Ctrl+N"),
    commands=(
        CommandView("change", "Change…", "Ctrl+E", is_primary=True),
        CommandView("grid", "Fill in as a grid…", "Ctrl+Shift+G"),
        CommandView("child", "Add what was found…", "Ctrl+Shift+N", is_primary=True),
        CommandView("action", "New action for it…"),
        CommandView("question", "Go to its intention", "Ctrl+G"),
        CommandView("withhold", "Withhold it whole…"),
        CommandView("remove", "Take it out"),
    ),
)


class RegistersPage(RegisterPage):
    """The registers, chosen from a list beside the filters."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, REGISTERS_PAGE)
        self.groups.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
