"""The Statement page as pictures show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.pages.statement_page import StatementPage
from app.desktop.scenes.framing import Scene, go_to
from app.desktop.shell import Shell
from app.desktop.specimens import statements
from app.desktop.views.checklist_view import UnsavedView
from app.desktop.views.statement_view import StatementView


def _page(shell: Shell, view: StatementView, scope: str = "all") -> StatementPage:
    page = go_to(shell, "statement", StatementPage)
    page.show_list(statements.statements(scope))
    page.show_statement(view)
    page.statement_pane.show_unsaved(None)
    return page


def show_statement(shell: Shell) -> QWidget | None:
    """Show an intention's statement that waits for two things to be read."""
    return _page(shell, statements.statement()).statement_pane.level_choice.moderate


def show_unread_statement(shell: Shell) -> QWidget | None:
    """Show one with the store locked and a number that the scan asks about; something could not be saved."""
    page = _page(shell, statements.locked_statement(), "to_sign")
    page.statement_pane.show_unsaved(UnsavedView("1 text is not saved", "Everything else was saved at 14:32."))
    return page.statement_pane.wording_field.editor


def show_ready_statement(shell: Shell) -> QWidget | None:
    """Show one that can be signed off."""
    return _page(shell, statements.ready_statement()).statement_pane.signature_well.sign_button


def show_signed_statement(shell: Shell) -> QWidget | None:
    """Show one that is signed off."""
    return _page(shell, statements.signed_statement()).statement_pane.signature_well.reopen_button


def show_withheld_statement(shell: Shell) -> QWidget | None:
    """Show one that is sealed whole, with the store locked."""
    return _page(shell, statements.withheld_statement()).statement_pane.withheld_button


def show_establishment(shell: Shell) -> QWidget | None:
    """Show the establishment's statement, which waits for others."""
    return _page(shell, statements.establishment()).statement_pane.sitting_steps.step_exceptions


def show_declarations(shell: Shell) -> QWidget | None:
    """Show the establishment's declarations."""
    page = _page(shell, statements.establishment())
    return page.statement_pane.declaration_list.rows[1].comment.editor


SCENES: dict[str, Scene] = {
    "statement": show_statement,
    "statement-unread": show_unread_statement,
    "statement-ready": show_ready_statement,
    "statement-signed": show_signed_statement,
    "statement-sealed": show_withheld_statement,
    "statement-whole": show_establishment,
    "statement-declarations": show_declarations,
}
