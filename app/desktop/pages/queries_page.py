"""Queries: what a reviewer has asked, on either side."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

_COLUMNS = (
    ColumnView("reference", "No.", 84),
    ColumnView("question", "Question"),
    ColumnView("place", "For", 110, least=480),
    ColumnView("state", "State", 140, least=420),
    ColumnView("due", "Reply by", 170, least=600),
)
RECEIVED = RegisterSpec(
    title="Queries",
    filter_words="Filter queries",
    group_words="Which intention",
    columns=_COLUMNS,
    add=CommandView("add", "Take in a response…", "Ctrl+N", "import"),
    commands=(
        CommandView("reply", "Reply…", "Ctrl+E", is_primary=True),
        CommandView("send", "Send the replies…", is_primary=True),
        CommandView("action", "New action from it…", "Ctrl+Shift+N"),
        CommandView("question", "Go to its question", "Ctrl+G"),
    ),
)
ASKED = RegisterSpec(
    title="Queries",
    filter_words="Filter queries",
    group_words="Which establishment",
    columns=_COLUMNS,
    add=None,
    commands=(
        CommandView("close", "Close", "Ctrl+E", is_primary=True),
        CommandView("return", "Go to its return", "Ctrl+G"),
    ),
)


class QueriesPage(RegisterPage):
    """The queries that came with responses, or in a reviewer's file those that were asked."""

    def __init__(self, loader: FormLoader, parent: QWidget, spec: RegisterSpec = RECEIVED) -> None:
        super().__init__(loader, parent, spec)
