"""The sealed store as pictures show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.pages.sealed_page import SealedPage
from app.desktop.scenes.framing import Scene, go_to
from app.desktop.shell import Shell
from app.desktop.specimens import sealed


def _page(shell: Shell) -> SealedPage:
    page = go_to(shell, "sealed", SealedPage)
    page.show_notice(None)
    return page


def show_holders(shell: Shell) -> QWidget | None:
    """Show who can unlock, and that nobody holds a recovery key."""
    page = _page(shell)
    page.show_view(*sealed.holders())
    page.show_detail(sealed.holder())
    return page.table


def show_copies(shell: Shell) -> QWidget | None:
    """Show known copies of something found late."""
    page = _page(shell)
    page.show_view(*sealed.copies())
    page.show_detail(sealed.copy())
    return page.table


SCENES: dict[str, Scene] = {
    "sealed": show_holders,
    "sealed-copies": show_copies,
}
