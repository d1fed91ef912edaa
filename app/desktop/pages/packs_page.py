"""Packs and forms: what is worked on away from this file, and the catalogues that its periods go by."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

PACK_COLUMNS = (
    ColumnView("what", "Intentions"),
    ColumnView("who", "With", 240, least=560),
    ColumnView("day", "Made", 168, least=640),
    ColumnView("state", "State", 168),
)
INTENTION_COLUMNS = (
    ColumnView("what", "Intention"),
    ColumnView("who", "Owner", 240, least=560),
    ColumnView("state", "Where it is", 200),
)
CATALOGUE_COLUMNS = (
    ColumnView("what", "Catalogue"),
    ColumnView("day", "Taken in", 168, least=560),
    ColumnView("state", "Serves", 240),
)
OWN_COLUMNS = (
    ColumnView("what", "Question of our own"),
    ColumnView("weight", "Weight", 96, least=560),
    ColumnView("state", "Asked in", 240),
)
PACKS = RegisterSpec(
    title="Packs and forms",
    filter_words="Filter packs",
    group_words="Which intention",
    columns=PACK_COLUMNS,
    add=CommandView("add", "Take in a file…", "Ctrl+N", "import"),
    commands=(
        CommandView("back", "Take it back…", "Ctrl+E"),
        CommandView("pack", "Make a work pack of it…"),
        CommandView("form", "Make its answer form…"),
        CommandView("all", "Make the packs of all owners…"),
        CommandView("forms", "Make all answer forms…"),
        CommandView("change", "Change it…", "Ctrl+Shift+E"),
        CommandView("withdraw", "Withdraw it…"),
        CommandView("ask", "Ask a question of our own…", "Ctrl+Shift+N"),
        CommandView("undo", "Undo taking it back…"),
    ),
    takes_files=True,
)


class PacksPage(RegisterPage):
    """The list of packs; packs, filled forms and catalogue packs may be dropped on it."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, PACKS)
