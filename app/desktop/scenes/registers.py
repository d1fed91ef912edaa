"""The registers as pictures show them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.pages.register_page import RegisterPage
from app.desktop.scenes.framing import Scene, go_to
from app.desktop.shell import Shell
from app.desktop.specimens import entries, registers


def _page(shell: Shell, key: str) -> RegisterPage:
    page = go_to(shell, key, RegisterPage)
    page.show_notice(None)
    return page


def show_actions(shell: Shell) -> QWidget | None:
    """Show open actions, three of them overdue."""
    page = _page(shell, "actions")
    page.show_view(*registers.actions())
    page.show_detail(registers.action())
    return page.table


def show_fresh_actions(shell: Shell) -> QWidget | None:
    """Show the register without an action."""
    page = _page(shell, "actions")
    page.show_empty(registers.no_actions())
    return page.empty_pane.first_button()


def show_evidence(shell: Shell) -> QWidget | None:
    """Show evidence: attached, seen, and withheld."""
    page = _page(shell, "evidence")
    page.show_view(*registers.evidence())
    page.show_detail(registers.evidence_item())
    return page.table


def show_refused_files(shell: Shell) -> QWidget | None:
    """Show files that cannot be taken."""
    page = _page(shell, "evidence")
    page.show_view(*registers.evidence())
    page.show_detail(registers.evidence_item())
    page.show_notice(registers.refused_files())
    return page.notice.notice_close


def show_entries(shell: Shell) -> QWidget | None:
    """Show the register of risks, one of them late."""
    page = _page(shell, "registers")
    page.show_view(*entries.entries())
    page.show_detail(entries.entry())
    return page.table


def show_no_entries(shell: Shell) -> QWidget | None:
    """Show the registers without an entry."""
    page = _page(shell, "registers")
    page.show_empty(entries.no_entries())
    return page.empty_pane.first_button()


SCENES: dict[str, Scene] = {
    "actions": show_actions,
    "actions-fresh": show_fresh_actions,
    "evidence": show_evidence,
    "evidence-refused": show_refused_files,
    "registers": show_entries,
    "registers-fresh": show_no_entries,
}
