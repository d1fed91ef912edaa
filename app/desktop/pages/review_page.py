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
LEVEL_COLUMNS = (
    ColumnView("number", "Intention", 110),
    ColumnView("name", "Establishment"),
    ColumnView("level", "Level", 150, least=480),
    ColumnView("state", "Since the last return", 210, least=560),
    ColumnView("verified", "Score", 100, least=760),
)
REVIEW = RegisterSpec(
    title="Review desk",
    filter_words="Filter returns",
    group_words="Which establishment",
    columns=RETURN_COLUMNS,
    add=CommandView("add", "Take in returns…", "Ctrl+N"),
    commands=(
        CommandView("respond", "Respond…", "Ctrl+Shift+R", is_primary=True),
        CommandView("query", "Ask a query…", "Ctrl+E", is_primary=True),
        CommandView("next", "Next difference", "F8"),
        CommandView("opinion", "Give an opinion…", "Ctrl+Shift+O"),
        CommandView("mark", "Own result of a question…", "Ctrl+Shift+M"),
        CommandView("inspected", "Inspected on site…"),
        CommandView("observe", "Note an observation…", "Ctrl+Shift+N"),
        CommandView("concern", "Report a concern…"),
        CommandView("audit", "Commission an audit…"),
        CommandView("plan", "Look otherwise than planned…"),
        CommandView("table", "Copy a table…"),
        CommandView("figures", "Save all figures…"),
    ),
    takes_files=True,
)


class ReviewPage(RegisterPage):
    """The register of returns that were taken in, and the levels of all establishments."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, REVIEW)
