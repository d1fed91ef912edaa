"""Reading: one return beside the last, place by place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec


def _columns(what: str, left: str, right: str, widths: tuple[int, int] = (150, 168)) -> tuple[ColumnView, ...]:
    return (
        ColumnView("place", "For", 80),
        ColumnView("what", what),
        ColumnView("left", left, widths[0], least=520),
        ColumnView("right", right, widths[1], least=420),
    )


CHANGES = _columns("What changed", "Last return", "Now")
DOUBTS = _columns("To ask about, a prompt and never a score", "Why", "Your query", (224, 120))
PLAN = _columns("Why", "By", "How deeply", (112, 216))
WITHHELD = _columns("Withheld", "Inspected on", "Satisfied")
QUESTIONS = _columns("Question", "Their result", "Your own result")
READING = RegisterSpec(
    title="Reading",
    filter_words="Filter",
    group_words="Which intention",
    columns=CHANGES,
    add=None,
    commands=(
        CommandView("query", "Ask a query…", "Ctrl+E", is_primary=True),
        CommandView("mark", "Own result…", "Ctrl+M", is_primary=True),
        CommandView("next", "Next", "F8"),
        CommandView("before", "Previous", "Shift+F8"),
        CommandView("opinion", "Give an opinion…", "Ctrl+Shift+L"),
        CommandView("whole", "Give an opinion on the whole…", "Ctrl+Shift+W"),
        CommandView("inspected", "Inspected on site…", "Ctrl+I", is_primary=True),
        CommandView("plan", "Look otherwise…", "Ctrl+Shift+K", is_primary=True),
        CommandView("respond", "Respond…", "Ctrl+Shift+R"),
        CommandView("desk", "Go to its return", "Ctrl+G"),
    ),
)


class ReadingPage(RegisterPage):
    """The differences, prompts, plan, withheld places and questions of one return."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, READING)
