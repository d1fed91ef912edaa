"""Review desk: the returns of others, each read beside the last."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

RETURN_COLUMNS = (
    ColumnView("number", "Return", 176),
    ColumnView("name", "Establishment"),
    ColumnView("level", "Level", 150, least=640),
    ColumnView("state", "Review", 170, least=480),
    ColumnView("verified", "Verification", 220, least=860),
)
REVIEW = RegisterSpec(
    title="Review desk",
    filter_words="Filter returns",
    group_words="Which establishment",
    columns=RETURN_COLUMNS,
    add=CommandView("add", "Take in returns…", "Ctrl+N", "import"),
    commands=(
        CommandView("read", "Read it", "Ctrl+G", is_primary=True),
        CommandView("respond", "Respond…", "Ctrl+Shift+R", is_primary=True),
        CommandView("next", "Next difference", "F8"),
        CommandView("query", "Ask a query…", "Ctrl+E"),
        CommandView("opinion", "Give an opinion…", "Ctrl+Shift+L"),
        CommandView("inspected", "Inspected on site…", "Ctrl+I"),
        CommandView("observe", "Note an observation…", "Ctrl+Shift+N"),
        CommandView("audit", "Commission an audit…"),
        CommandView("plan", "Look otherwise than planned…", "Ctrl+Shift+K"),
        CommandView("table", "Copy a table…"),
        CommandView("figures", "Save all figures…"),
    ),
    takes_files=True,
)


class ReviewPage(RegisterPage):
    """The register of returns that were taken in."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, REVIEW)
