"""Makes the Qt application and its window, the window first."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.first_window import hand_over
from app.desktop.imports import plain_imports
from app.desktop.options import Options, read_options
from app.desktop.window import Window

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.desktop.places import Places
    from app.desktop.remembered import Remembered
    from app.desktop.shell import Shell


def run(arguments: Sequence[str]) -> NoReturn:
    """Open the window, and end the process with the program's exit code."""
    # Nothing that start-up makes is garbage: looking for some would cost a quarter of it.
    gc.disable()
    options = read_options(arguments)
    if not options.exit_after and hand_over(options.file):
        _leave(0)
    application = make_application()
    window = Window(application)
    window.first_painted.connect(lambda: _fill(application, window, options))
    window.show()
    _leave(application.exec())


def make_application() -> QApplication:
    """Return the one QApplication of this process, in the Fusion style that our palette and sheet dress."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Assurance Desk")
    application.setStyle("Fusion")
    return application


def make_shell(
    application: QApplication, window: Window, places: Places, remembered: Remembered | None = None
) -> Shell:
    """Fill the window: fonts, theme as it is remembered, and the shell without a file."""
    from app.desktop.fonts import load_fonts
    from app.desktop.forms import FormLoader
    from app.desktop.navigation import PAGES
    from app.desktop.shell import Shell
    from app.desktop.theme import Theme

    load_fonts(places.fonts)
    theme = Theme(application, places)
    if remembered is not None:
        theme.recall(remembered.scheme, remembered.zoom)
    theme.apply()
    shell = Shell(FormLoader(theme, places), PAGES, window)
    window.setCentralWidget(shell)
    return shell


def _fill(application: QApplication, window: Window, options: Options) -> None:
    if options.exit_after == "first-paint":
        application.quit()
        return
    with plain_imports():
        from app.desktop.desk import Desk
        from app.desktop.places import Places
        from app.desktop.remembered import Remembered

        remembered = Remembered()
        desk = Desk(make_shell(application, window, Places(), remembered), remembered)
        window.closing.connect(desk.end)
        window.restoreGeometry(remembered.window_place)
        desk.begin(options.file)
        if not options.exit_after:
            _be_first(window, desk)
    # A timer of 0 comes after what was posted before it: the page's first paint among it.
    QTimer.singleShot(0, lambda: _be_ready(application, desk, options))


def _be_ready(application: QApplication, desk: Desk, options: Options) -> None:
    gc.freeze()
    gc.enable()
    if options.exit_after == "ready":
        application.quit()
    else:
        desk.check()


def _be_first(window: Window, desk: Desk) -> None:
    """Take what later starts are given into this window."""
    from app.desktop.first_window import FirstWindow

    first = FirstWindow(window)
    first.started_again.connect(window.come_to_the_front)
    first.started_again.connect(desk.take)
    window.closed.connect(first.close)
    QTimer.singleShot(0, first.listen)


def _leave(code: int) -> NoReturn:
    """End the process, its file closed and its worker ended: taking Qt apart would only keep the user waiting."""
    logging.shutdown()
    for stream in filter(None, (sys.stdout, sys.stderr)):  # a program without a console has neither
        stream.flush()
    os._exit(code)
