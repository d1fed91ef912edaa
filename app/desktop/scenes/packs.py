"""Packs and forms as pictures show them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.pages.packs_page import PacksPage
from app.desktop.scenes.framing import Scene, go_to
from app.desktop.shell import Shell
from app.desktop.specimens import packs


def _page(shell: Shell) -> PacksPage:
    page = go_to(shell, "packs", PacksPage)
    page.show_notice(None)
    return page


def show_packs(shell: Shell) -> QWidget | None:
    """Show the work packs, two of them out."""
    page = _page(shell)
    page.show_view(*packs.packs())
    page.show_detail(packs.pack())
    return page.table


def show_where(shell: Shell) -> QWidget | None:
    """Show where each intention is."""
    page = _page(shell)
    page.show_view(*packs.intentions())
    page.show_detail(packs.intention())
    return page.table


def show_coming_back(shell: Shell) -> QWidget | None:
    """Show what is asked before a pack is taken back."""
    show_packs(shell)
    dialog = ChoiceDialog(shell.loader, packs.coming_back(), shell.window())
    dialog.show()
    return dialog.first_button


SCENES: dict[str, Scene] = {
    "packs": show_packs,
    "packs-intentions": show_where,
    "packs-back": show_coming_back,
}
