"""Evidence: what was attached, or seen and not attached, and which questions cite it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

EVIDENCE = RegisterSpec(
    title="Evidence",
    filter_words="Filter evidence",
    group_words="Which intention",
    columns=(
        ColumnView("reference", "No.", 80),
        ColumnView("title", "Evidence"),
        ColumnView("cited", "Cited by", 120, least=640),
        ColumnView("dated", "Date", 148, least=580),
        ColumnView("leaves", "In the return", 148),
    ),
    add=CommandView("add", "Add evidence…", "Ctrl+N"),
    commands=(
        CommandView("link", "Choose questions…", "Ctrl+E"),
        CommandView("copy", "Save a copy…"),
        CommandView("reword", "Change the words…"),
        CommandView("withhold", "Withhold it whole…"),
        CommandView("remove", "Take out"),
        CommandView("question", "Go to its question", "Ctrl+G"),
    ),
    takes_files=True,
)


class EvidencePage(RegisterPage):
    """The register of evidence; files may be dropped on it or pasted into it."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, EVIDENCE)
