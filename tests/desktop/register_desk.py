"""A register on a real file, in a real window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.desktop.dialogs.prose_dialog import ProseDialog
from app.desktop.job import Job
from app.desktop.jobs import Jobs
from app.desktop.pages.register_page import RegisterPage
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.specimens import frames
from tests.conftest import PATIENCE
from tests.services.begun_files import TODAY, Begun, at, begun_file

D = TypeVar("D", bound=QDialog)


class RegisterDesk:
    """An open file with its session; `begun` is what was written before the window."""

    def __init__(self, begun: Begun, shell: Shell, day: date = TODAY) -> None:
        self.begun = begun
        self.shell = shell
        self.day = day
        self.jobs = Jobs(shell)
        self.session = Session(begun.file, begun.period_id, self.jobs, self._now, shell)
        self.session.is_checked = True
        shell.show_view(frames.shell())

    def dialog(self, kind: type[D]) -> D:
        """Return the dialog that is open."""
        QApplication.processEvents()
        return next(dialog for dialog in self.shell.window().findChildren(kind) if dialog.isVisible())

    def has_dialog(self) -> bool:
        """Tell whether a dialog is open."""
        QApplication.processEvents()
        return any(dialog.isVisible() for dialog in self.shell.window().findChildren(QDialog))

    def settle(self) -> None:
        """Wait until what runs beside the window has ended, and the window knows."""
        while jobs := self.jobs.findChildren(Job):
            loop = QEventLoop()
            jobs[0].destroyed.connect(loop.quit)
            QTimer.singleShot(PATIENCE, loop, lambda loop=loop: loop.exit(1))
            assert loop.exec() == 0

    def _now(self) -> datetime:
        return at(self.day)


def spoken_rows(page: RegisterPage) -> list[list[str]]:
    """Return what a screen reader says of each cell of a page's list, row by row."""
    model = page.table.register_model
    assert model is not None
    spoken = Qt.ItemDataRole.AccessibleTextRole
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data(spoken)) for column in columns] for row in range(model.rowCount())]


@contextmanager
def register_desk(folder: Path, shell: Shell) -> Iterator[RegisterDesk]:
    """Give a new file on show; all is closed at the end of the block."""
    with begun_file(folder) as begun:
        desk = RegisterDesk(begun, shell)
        yield desk
        desk.session.close()
        desk.jobs.close()


def seal_in(dialog: ProseDialog, name: str, words: str, secret: str) -> None:
    """Type into a text of a form, and ask that the end of it be sealed."""
    editor = dialog.editor(name)
    editor.setPlainText(words + secret)
    assert editor.find(secret)
    editor.ask_seal()
    assert secret not in editor.toPlainText()
