"""A window in a process of its own in which somebody types without a pause: `typist.py FILE SETTINGS QUESTION`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from app.desktop.aim import Aim
from app.desktop.application import make_application, make_shell
from app.desktop.desk import Desk
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.places import Places
from app.desktop.remembered import Remembered
from app.desktop.window import Window

_BETWEEN = 25
"""Milliseconds between two keys."""


def main(file: Path, settings: Path, question: str) -> int:
    """Type, and say after each key how many were typed and when."""
    application = make_application()
    window = Window(application)
    shell = make_shell(application, window, Places())
    desk = Desk(shell, Remembered(settings))
    window.show()
    desk.open_file(file)
    typed, timer = 0, QTimer(interval=_BETWEEN)

    def begin() -> None:
        shell.go("checklist", Aim(item=question))
        page = shell.page("checklist")
        assert isinstance(page, ChecklistPage)
        page.question_pane.narrative.setFocus()
        timer.start()

    def press() -> None:
        nonlocal typed
        page = shell.page("checklist")
        assert isinstance(page, ChecklistPage)
        QTest.keyClicks(page.question_pane.narrative, "x")
        typed += 1
        sys.stdout.write(f"{typed} {time.monotonic()}\n")
        sys.stdout.flush()

    timer.timeout.connect(press)
    assert desk.session is not None
    desk.session.checked.connect(begin)
    desk.check()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
