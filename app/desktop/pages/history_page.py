"""History: every revision of everything, who made it and when, and what it changed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

HISTORY = RegisterSpec(
    title="History",
    filter_words="Filter the history",
    group_words="Which intention",
    columns=(
        ColumnView("at", "When", 168),
        ColumnView("what", "What"),
        ColumnView("act", "Act", 216, least=520),
        ColumnView("who", "Who", 152, least=640),
    ),
    add=None,
    commands=(
        CommandView("only", "Show this entry alone", "Ctrl+E"),
        CommandView("compare", "Compare with now", "Ctrl+D", is_primary=True),
        CommandView("explain", "Show what it changed", is_primary=True),
        CommandView("put_back", "Put it back as it was", "Ctrl+Shift+B"),
        CommandView("between", "Compare with another…", "Ctrl+Shift+D"),
        CommandView("go", "Go to its place", "Ctrl+G"),
    ),
)


class HistoryPage(RegisterPage):
    """The register of revisions."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, HISTORY)
