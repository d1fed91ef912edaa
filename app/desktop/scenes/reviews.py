"""The reviewer's side as pictures show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.pages.audits_page import AuditsPage
from app.desktop.pages.map_page import MapPage
from app.desktop.pages.queries_page import QueriesPage
from app.desktop.pages.reading_page import ReadingPage
from app.desktop.pages.review_page import ReviewPage
from app.desktop.scenes.framing import Scene, go_to
from app.desktop.shell import Shell
from app.desktop.specimens import review_pages, reviews


def show_review(shell: Shell) -> QWidget | None:
    """Show the desk, and one return read beside the last."""
    page = go_to(shell, "review", ReviewPage, reviews.shell())
    page.show_notice(None)
    page.show_view(*reviews.desk())
    page.show_detail(reviews.reading())
    return page.table


def show_queries(shell: Shell) -> QWidget | None:
    """Show the queries of an establishment."""
    page = go_to(shell, "queries", QueriesPage)
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


def show_reading(shell: Shell) -> QWidget | None:
    """Show one return, place by place."""
    page = go_to(shell, "reading", ReadingPage, reviews.shell())
    page.show_view(*review_pages.changes())
    page.show_detail(review_pages.place())
    return page.table


def show_map(shell: Shell) -> QWidget | None:
    """Show the heat map of a period."""
    page = go_to(shell, "map", MapPage, reviews.shell())
    page.show_map(review_pages.heat_map())
    return page.map_table


def show_audits(shell: Shell) -> QWidget | None:
    """Show the external audits."""
    page = go_to(shell, "audits", AuditsPage, reviews.shell())
    page.show_view(*review_pages.audits())
    page.show_detail(review_pages.audit())
    return page.table


SCENES: dict[str, Scene] = {
    "review": show_review,
    "reading": show_reading,
    "map": show_map,
    "audits": show_audits,
    "queries": show_queries,
    "dialog-review": show_observation,
}
