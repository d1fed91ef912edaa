"""Sealed store: who can unlock it, and each known copy of something sealed that stands outside it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

HOLDER_COLUMNS = (
    ColumnView("what", "Person"),
    ColumnView("day", "Since", 168, least=560),
    ColumnView("state", "Opens it with", 200),
)
COPY_COLUMNS = (
    ColumnView("what", "Place"),
    ColumnView("where", "Stands in", 200, least=560),
    ColumnView("state", "What can be done", 200),
)
THING_COLUMNS = (
    ColumnView("what", "Place"),
    ColumnView("state", "What is sealed", 200),
)
SEALED = RegisterSpec(
    title="Sealed store",
    filter_words="Filter the list",
    group_words="Which intention",
    columns=HOLDER_COLUMNS,
    add=CommandView("add", "Look for copies…", "Ctrl+N", "search"),
    commands=(
        CommandView("let_in", "Let in…", "Ctrl+E"),
        CommandView("passphrase", "Change the passphrase…"),
        CommandView("shut_out", "Shut out…"),
        CommandView("recovery", "Make a recovery key…"),
        CommandView("unseal", "Unseal…"),
        CommandView("contain", "Seal every copy…"),
        CommandView("notice", "Save the recall notice…"),
        CommandView("print_notice", "Print the recall notice…"),
        CommandView("replace", "Begin the replacement…"),
    ),
)


class SealedPage(RegisterPage):
    """The list of people with a key, and the list of copies that were found."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, SEALED)
