"""The reviewer's side as pictures show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.pages.queries_page import QueriesPage
from app.desktop.pages.review_page import ReviewPage
from app.desktop.shell import Shell
from app.desktop.specimens import frames, reviews


def show_review(shell: Shell) -> QWidget | None:
    """Show the desk, and one return read beside the last."""
    shell.show_view(reviews.shell())
    shell.show_page("review", takes_focus=False)
    page = shell.page("review")
    assert isinstance(page, ReviewPage)
    page.show_notice(None)
    page.show_view(*reviews.desk())
    page.show_detail(reviews.reading())
    return page.table


def show_queries(shell: Shell) -> QWidget | None:
    """Show the queries of an establishment."""
    shell.show_view(frames.shell())
    shell.show_page("queries", takes_focus=False)
    page = shell.page("queries")
    assert isinstance(page, QueriesPage)
    page.show_view(*reviews.queries())
    page.show_detail(reviews.query())
    return page.table


def show_observation(shell: Shell) -> QWidget | None:
    """Show the dialog of an observation that lacks its words."""
    show_review(shell)
    dialog = ReviewDialog(shell.loader, reviews.observation(), shell.window())
    dialog.show()
    dialog.show_faults({"day": "Say on which day."})
    return dialog.title_field
