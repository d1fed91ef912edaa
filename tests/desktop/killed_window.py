"""A window that is killed while keys are changed: `python -m tests.desktop.killed_window FILE PERIOD`."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

from app.desktop.application import make_application, make_shell
from app.desktop.jobs import Jobs
from app.desktop.pages.sealed_page import SealedPage
from app.desktop.places import Places
from app.desktop.presenters.sealed_presenter import SealedPresenter
from app.desktop.session import Session
from app.desktop.window import Window
from app.store.file import EstablishmentFile
from tests.services.begun_files import PASSPHRASE, TODAY, at

_AFTER = 3
"""After how many statements that write it dies: some objects have the new key then, some the old."""


def main(path: Path, period_id: str) -> None:
    """Show the sealed store, have its recovery key made anew, and die while all is encrypted anew."""
    application = make_application()
    window = Window(application)
    shell = make_shell(application, window, Places())
    file = EstablishmentFile.open(path)
    file.unlock(PASSPHRASE)
    session = Session(file, period_id, Jobs(shell), lambda: at(TODAY), shell)
    session.is_checked = file.inspect().is_sound
    page = shell.page("sealed")
    assert isinstance(page, SealedPage)
    presenter = SealedPresenter(session, page, shell)
    numbers = count(1)

    def look(statement: str) -> None:
        if statement.startswith(("INSERT", "UPDATE", "REPLACE")) and next(numbers) == _AFTER:
            os.kill(os.getpid(), signal.SIGKILL)

    file._hold.raw.set_trace_callback(look)
    presenter.make_recovery_key()
    assert not page.isEnabled()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
