"""The ways to come to a file: begin one, open one, one that was open before, the sample, a copy put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.jobs import Jobs
from app.desktop.recent_files import WAY, RecentFiles
from app.desktop.remembered import Remembered
from app.desktop.session import Clock
from app.desktop.shell import Shell
from app.desktop.welcome import welcome
from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.desktop.presenters.restorer import Restorer

FILES = "Assurance Desk files (*.assure)"


class WaysIn(QObject):
    """Asks for a file, by the menu and by the page without one.

    Signals: `file_chosen(path)`; `begun(path, name)` of whoever typed a new file's first words; `restored(path)` once
    a copy is in its place; `failed(UserError)` where all is as it was.
    """

    file_chosen = Signal(object)
    begun = Signal(object, str)
    restored = Signal(object)
    failed = Signal(object)

    def __init__(
        self, shell: Shell, jobs: Jobs, remembered: Remembered, clock: Clock, close: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.wanted: Path | None = None
        self._shell = shell
        self._jobs = jobs
        self._remembered = remembered
        self._clock = clock
        self._close = close
        self._restorer: Restorer | None = None
        self._recent = RecentFiles(shell.recent_menu, remembered, self)
        self._recent.file_chosen.connect(self.file_chosen)
        shell.begin_asked.connect(self._on_begin_asked)
        shell.open_asked.connect(self._on_open_asked)
        shell.sample_asked.connect(self._on_sample_asked)
        shell.restore_asked.connect(self._on_restore_asked)
        shell.way_chosen.connect(self._on_way_chosen)

    def show(self) -> None:
        """Show the page without a file."""
        self._shell.show_empty(welcome(self._recent.ways()))

    def last_folder(self) -> Path | None:
        """Return the folder of the file that was open last."""
        last = self._remembered.last_file
        return last.parent if last is not None else None

    def _on_begin_asked(self) -> None:
        from app.desktop.presenters.beginner import Beginner

        beginner = Beginner(self._shell, self._clock, self)
        beginner.begun.connect(self.begun)
        beginner.ask(self.last_folder())

    def _on_open_asked(self) -> None:
        from app.desktop.choosing import choose_file

        window = self._shell.window()
        choose_file(window, "Open a file", self.file_chosen.emit, kinds=FILES, folder=self.last_folder())

    def _on_sample_asked(self) -> None:
        from app.desktop.choosing import choose_folder

        title = "Choose a folder for the sample"
        choose_folder(self._shell.window(), title, self._on_sample_folder_chosen, folder=self.last_folder())

    def _on_sample_folder_chosen(self, folder: Path) -> None:
        from app.services.sample import find_sample, make_sample

        made = find_sample(folder)
        if made is not None:
            self.file_chosen.emit(made)
            return
        job = self._jobs.start(
            lambda progress, is_cancelled: make_sample(
                folder, datetime.now(UTC), progress=progress, is_cancelled=is_cancelled
            )
        )
        job.succeeded.connect(self.file_chosen)
        job.failed.connect(self.failed)
        self._shell.follow(job, "Making the sample")

    def _on_restore_asked(self) -> None:
        from app.desktop.presenters.restorer import Restorer

        if self._restorer is None:
            self._restorer = Restorer(self._shell, self._jobs, self._remembered, self._clock, self._close, self)
            self._restorer.restored.connect(self.restored)
            self._restorer.left.connect(self._on_not_restored)
        self._restorer.ask(self.wanted)

    def _on_not_restored(self, path: Path, error: UserError) -> None:
        """Open what was there again: nothing was put in its place."""
        if path.is_file():
            self.file_chosen.emit(path)
        else:
            self.show()
        self.failed.emit(error)

    def _on_way_chosen(self, key: str) -> None:
        ways = {
            "begin": self._on_begin_asked,
            "restore": self._on_restore_asked,
            "open": self._on_open_asked,
            "sample": self._on_sample_asked,
        }
        if key.startswith(WAY):
            self.file_chosen.emit(Path(key.removeprefix(WAY)))
        elif key in ways:
            ways[key]()
