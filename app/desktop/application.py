"""Makes the Qt application and its window, the window first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.desktop.window import Window

if TYPE_CHECKING:
    from app.desktop.places import Places
    from app.desktop.shell import Shell


def run(arguments: Sequence[str]) -> int:
    """Open the window and return the program's exit code."""
    application = make_application(arguments)
    window = Window(application)
    window.first_painted.connect(lambda: _fill(application, window))
    window.show()
    return application.exec()


def _fill(application: QApplication, window: Window) -> None:
    from app.desktop.places import Places
    from app.desktop.welcome import welcome

    make_shell(application, window, Places()).show_empty(welcome())


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the one QApplication of this process, in the Fusion style that our palette and sheet dress."""
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("Assurance Desk")
    application.setStyle("Fusion")
    return application


def make_shell(application: QApplication, window: Window, places: Places) -> Shell:
    """Fill the window: fonts, theme, and the shell without a file."""
    from app.desktop.fonts import load_fonts
    from app.desktop.forms import FormLoader
    from app.desktop.navigation import PAGES
    from app.desktop.shell import Shell
    from app.desktop.theme import Theme

    load_fonts(places.fonts)
    theme = Theme(application, places)
    theme.apply()
    shell = Shell(FormLoader(theme, places), PAGES, window)
    window.setCentralWidget(shell)
    return shell
