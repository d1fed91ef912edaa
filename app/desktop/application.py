"""Makes the Qt application in our look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from app.desktop.fonts import load_fonts
from app.desktop.forms import FormLoader
from app.desktop.navigation import PAGES
from app.desktop.places import Places
from app.desktop.shell import Shell
from app.desktop.theme import Theme


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the one QApplication of this process, in the Fusion style that our palette and sheet dress."""
    application = QApplication(list(arguments))
    application.setApplicationName("Assurance Desk")
    application.setStyle("Fusion")
    return application


def make_shell(application: QApplication, places: Places) -> Shell:
    """Return the window, dressed and without a file; nothing is shown yet."""
    load_fonts(places.fonts)
    theme = Theme(application, places)
    theme.apply()
    return Shell(FormLoader(theme, places), PAGES)
