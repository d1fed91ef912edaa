"""Trusted signers: who may sign what for whom, and until when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

TRUST = RegisterSpec(
    title="Trusted signers",
    filter_words="Filter signers",
    group_words="",
    columns=(
        ColumnView("who", "Signer"),
        ColumnView("role", "Signs as", 200),
        ColumnView("where", "At", 136, least=560),
        ColumnView("until", "In office", 232, least=640),
    ),
    add=CommandView("add", "Enter a signer…", "Ctrl+N"),
    commands=(
        CommandView("left", "Lost or left…", "Ctrl+E"),
        CommandView("remove", "Remove the entry…"),
        CommandView("list", "Take in a signed list…"),
        CommandView("sign", "Sign the list…"),
        CommandView("print", "Print the list…"),
        CommandView("save", "Save the list…"),
    ),
    takes_files=True,
)


class TrustPage(RegisterPage):
    """The trust register; certificates and signed lists may be dropped on it."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, TRUST)
