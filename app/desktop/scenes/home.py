"""Home, and the window without a file, as pictures show them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.pages.home_page import HomePage
from app.desktop.scenes.framing import Scene, go_to
from app.desktop.shell import Shell
from app.desktop.specimens import frames, homes
from app.desktop.welcome import cannot_open, welcome


def show_home(shell: Shell) -> QWidget | None:
    """Show Home in the middle of a period."""
    page = go_to(shell, "home", HomePage)
    page.show_view(homes.home())
    return next((tile for tile in page.board.tiles() if tile.view.ref == "1(f)"), None)


def show_fresh_home(shell: Shell) -> QWidget | None:
    """Show Home on the first day, read-only, with the store locked."""
    page = go_to(shell, "home", HomePage, frames.locked_shell())
    page.show_view(homes.fresh_home())
    return page.continue_button


def show_welcome(shell: Shell) -> QWidget | None:
    """Show the window without a file."""
    shell.close_file()
    shell.show_empty(welcome())
    return None


def show_fault(shell: Shell) -> QWidget | None:
    """Show a file that could not be opened."""
    shell.close_file()
    shell.show_empty(cannot_open(frames.NEWER_FILE))
    return None


SCENES: dict[str, Scene] = {
    "home": show_home,
    "home-fresh": show_fresh_home,
    "welcome": show_welcome,
    "fault": show_fault,
}
