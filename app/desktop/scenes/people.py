"""People and plan, History, Find anything and papers as pictures show them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.find_dialog import FindDialog
from app.desktop.dialogs.paper_dialog import PaperDialog
from app.desktop.dialogs.post_dialog import PostDialog
from app.desktop.pages.history_page import HistoryPage
from app.desktop.pages.people_page import PeoplePage
from app.desktop.scenes.framing import Scene, centre, go_to, lay_over
from app.desktop.shell import Shell
from app.desktop.specimens import changes, staff
from app.desktop.views.register_view import NoticeView


def _people(shell: Shell) -> PeoplePage:
    page = go_to(shell, "people", PeoplePage)
    page.show_notice(None)
    return page


def show_posts(shell: Shell) -> QWidget | None:
    """Show the posts, one of them vacant."""
    page = _people(shell)
    page.show_view(*staff.posts())
    page.show_detail(staff.post())
    return page.table


def show_plan(shell: Shell) -> QWidget | None:
    """Show what is due of one intention."""
    page = _people(shell)
    page.show_view(*staff.plan())
    page.show_detail(staff.item())
    return page.table


def show_handover(shell: Shell) -> QWidget | None:
    """Show the dialog of a handover that lacks a name."""
    show_posts(shell)
    dialog = PostDialog(shell.loader, staff.handover(), shell.window())
    lay_over(dialog, shell)
    dialog.show_faults({"name": "Write who takes over."})
    centre(dialog, shell)
    return dialog.name_field


def show_between(shell: Shell) -> QWidget | None:
    """Show two versions of one entry side by side, and what is asked before."""
    show_history(shell)
    page = shell.page("history")
    assert isinstance(page, HistoryPage)
    page.show_notice(NoticeView("Choose the version to compare with 14 September 2026, 11:20.", tone="warn"))
    page.show_detail(changes.between())
    return page.table


def show_history(shell: Shell) -> QWidget | None:
    """Show the latest changes, and one of them by words."""
    page = go_to(shell, "history", HistoryPage)
    page.show_notice(None)
    page.show_view(*changes.changes())
    page.show_detail(changes.change())
    return page.table


def show_find(shell: Shell) -> QWidget | None:
    """Show what Find anything found over Home's frame."""
    show_posts(shell)
    dialog = FindDialog(shell.loader, shell.window())
    lay_over(dialog, shell)
    dialog.find_field.setText("perim")
    dialog.show_view(changes.found())
    centre(dialog, shell)
    return dialog.find_field


def show_nothing_found(shell: Shell) -> QWidget | None:
    """Show that nothing was found."""
    show_posts(shell)
    dialog = FindDialog(shell.loader, shell.window())
    lay_over(dialog, shell)
    dialog.show_view(changes.nothing_found())
    centre(dialog, shell)
    return dialog.find_field


def show_paper(shell: Shell) -> QWidget | None:
    """Show the dialog of papers, refused by the marking scan."""
    show_posts(shell)
    dialog = PaperDialog(shell.loader, staff.papers(), shell.window())
    lay_over(dialog, shell)
    dialog.show_faults({"": "The paper was not drawn: the marking scan has something to ask first."})
    centre(dialog, shell)
    return dialog.paper_field


SCENES: dict[str, Scene] = {
    "people": show_posts,
    "people-plan": show_plan,
    "people-handover": show_handover,
    "history": show_history,
    "find": show_find,
    "find-nothing": show_nothing_found,
    "paper": show_paper,
    "history-between": show_between,
}
