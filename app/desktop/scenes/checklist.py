"""The Checklist as pictures show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.scenes.framing import Scene, go_to
from app.desktop.shell import Shell
from app.desktop.specimens import frames, questions


def _checklist(shell: Shell) -> ChecklistPage:
    page = go_to(shell, "checklist", ChecklistPage)
    page.show_list(questions.checklist())
    page.question_pane.show_unsaved(None)
    return page


def show_checklist(shell: Shell) -> QWidget | None:
    """Show a question with everything that one can have."""
    page = _checklist(shell)
    page.show_question(questions.question())
    return page.question_pane.narrative


def show_plain_question(shell: Shell) -> QWidget | None:
    """Show a question that nobody has answered, with the list filtered."""
    page = _checklist(shell)
    page.show_list(questions.filtered_checklist())
    page.show_question(questions.plain_question())
    return page.question_pane.answer_row.partly_met


def show_refused(shell: Shell) -> QWidget | None:
    """Show what a refusal and a wrong number look like."""
    page = _checklist(shell)
    page.show_question(questions.refused_question())
    page.question_pane.show_unsaved(questions.unsaved())
    return page.question_pane.next_button


def show_withheld(shell: Shell) -> QWidget | None:
    """Show an answer that is sealed, with the store locked."""
    page = _checklist(shell)
    shell.show_view(frames.locked_shell())
    page.show_question(questions.withheld_question())
    return page.question_pane.withheld_unlock


def show_nothing_left(shell: Shell) -> QWidget | None:
    """Show the Checklist without a question."""
    page = _checklist(shell)
    page.show_empty(frames.nothing_left())
    return page.question_pane.empty_pane.first_button()


SCENES: dict[str, Scene] = {
    "checklist": show_checklist,
    "checklist-plain": show_plain_question,
    "checklist-refused": show_refused,
    "checklist-sealed": show_withheld,
    "checklist-empty": show_nothing_left,
}
