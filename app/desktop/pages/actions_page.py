"""Actions: who will put something right, and by when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

ACTIONS = RegisterSpec(
    title="Actions",
    filter_words="Filter actions",
    group_words="Which intention",
    columns=(
        ColumnView("reference", "No.", 76),
        ColumnView("title", "Action"),
        ColumnView("owner", "Owner", 140, least=640),
        ColumnView("state", "State", 168, least=580),
        ColumnView("due", "Due", 160),
    ),
    add=CommandView("add", "New action…", "Ctrl+N"),
    commands=(
        CommandView("complete", "Mark as completed…", is_primary=True),
        CommandView("verify", "Verify", is_primary=True),
        CommandView("close", "Close", is_primary=True),
        CommandView("reopen", "Reopen"),
        CommandView("start", "Put in progress"),
        CommandView("change", "Change…", "Ctrl+E"),
        CommandView("evidence", "Name what shows it done…"),
        CommandView("progress", "Note progress…", "Ctrl+Shift+N"),
        CommandView("accept", "Accept the risk…"),
        CommandView("withhold", "Withhold it whole…"),
        CommandView("question", "Go to its question", "Ctrl+G"),
    ),
)


class ActionsPage(RegisterPage):
    """The register of management actions."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, ACTIONS)
