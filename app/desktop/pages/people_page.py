"""People and plan: who holds which post, who owns which intention, and what is due in the period."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.register_page import RegisterPage
from app.desktop.views.register_view import ColumnView, CommandView, RegisterSpec

POST_COLUMNS = (
    ColumnView("title", "Post"),
    ColumnView("who", "Held by", 200),
    ColumnView("since", "Since", 152, least=560),
    ColumnView("owns", "Owns", 120, least=640),
)
PERSON_COLUMNS = (
    ColumnView("title", "Person"),
    ColumnView("who", "Posts", 240),
    ColumnView("since", "Since", 152, least=560),
)
OWNER_COLUMNS = (
    ColumnView("reference", "No.", 72),
    ColumnView("title", "Intention"),
    ColumnView("who", "Owner", 224),
    ColumnView("due", "Due", 128, least=560),
)
PLAN_COLUMNS = (
    ColumnView("reference", "No.", 72),
    ColumnView("title", "Item"),
    ColumnView("who", "Owner", 160, least=640),
    ColumnView("due", "This period", 128),
    ColumnView("since", "Last tested", 184, least=560),
)
PEOPLE = RegisterSpec(
    title="People and plan",
    filter_words="Filter this list",
    group_words="Which intention",
    columns=POST_COLUMNS,
    add=CommandView("add", "New post…", "Ctrl+N"),
    commands=(
        CommandView("holder", "Name who holds it…", "Ctrl+E", is_primary=True),
        CommandView("deputy", "Name a deputy…"),
        CommandView("end_deputy", "End the deputy…"),
        CommandView("dates", "Change the dates…"),
        CommandView("rename_post", "Rename the post…"),
        CommandView("rename_person", "Correct the name…"),
        CommandView("hand_over", "Hand everything over…"),
        CommandView("leave", "Record that they left…"),
        CommandView("due", "Make it due"),
        CommandView("not_due", "Make it not due"),
        CommandView("all_due", "Make all its items due"),
        CommandView("none_due", "Make none of them due"),
        CommandView("plan", "Write how it is delivered…", is_primary=True),
        CommandView("question", "Go to its question", "Ctrl+G"),
    ),
)


class PeoplePage(RegisterPage):
    """The register of posts, people, owners and what is planned."""

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent, PEOPLE)
