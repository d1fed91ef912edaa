"""Puts a copy in the place of a file that is damaged, lost or not wanted as it is: finds them, asks, does it beside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.choosing import choose_folder, choose_place
from app.desktop.jobs import Jobs
from app.desktop.remembered import Remembered
from app.desktop.session import Clock
from app.desktop.shell import Shell
from app.desktop.views.restore_view import CopyView, RestoreView
from app.desktop.views.shell_view import EmptyView
from app.domain.dates import spell_day
from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.desktop.dialogs.restore_dialog import RestoreDialog
    from app.services.restoring import Backup

_SHELVES = {"pc": "Backup on this PC", "beside": "Beside the file", "folder": "Where you looked"}
_RESTORING = EmptyView("history", "Going back to a copy", "It is checked first. Nothing is deleted.")
_ANYWHERE = "Choose a copy. It is checked before anything is changed, and put where its file was on this PC."
_IN_PLACE = (
    "Choose a copy. It is checked first, then takes the place of {name}, which is kept beside it under another name. "
    "Nothing is deleted."
)
_UNSAVED = "Something typed is not saved yet. Cancel, and put it right first."
_NO_FOLDER = "The folder of the file is not there now. Connect its drive and try again, or open the copy itself."


class Restorer(QObject):
    """Signals: `restored(path)` once a copy is in place, `left(path, UserError or None)` where all is as it was."""

    restored = Signal(object)
    left = Signal(object, object)

    def __init__(
        self, shell: Shell, jobs: Jobs, remembered: Remembered, clock: Clock, close: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell = shell
        self._jobs = jobs
        self._remembered = remembered
        self._clock = clock
        self._close = close
        self._copies: dict[str, Backup] = {}

    def ask(self, file: Path | None) -> None:
        """Ask which copy takes the place of a file; None where it is any that was lost from this PC."""
        self._find(file, None, lambda copies: self._open(file, copies))

    def _find(self, file: Path | None, folder: Path | None, then: Callable[[list[Backup]], object]) -> None:
        from app.services.restoring import find_backups

        file_id = "" if file is None else self._remembered.file_id_at(file)
        job = self._jobs.start(
            lambda progress, is_cancelled: find_backups(
                file, file_id, folder, progress=progress, is_cancelled=is_cancelled
            )
        )
        job.succeeded.connect(then)
        job.failed.connect(lambda error: self._shell.announce(error.sentence, is_urgent=True))
        self._shell.follow(job, "Looking for copies")

    def _open(self, file: Path | None, copies: list[Backup]) -> None:
        from app.desktop.dialogs.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self._shell.loader, self._view(file, copies, None), self._shell.window())
        dialog.given.connect(lambda key: self._take(dialog, key, file))
        dialog.folder_asked.connect(lambda: self._ask_folder(dialog, file))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_folder(self, dialog: RestoreDialog, file: Path | None) -> None:
        choose_folder(dialog, "Where to look for copies", lambda folder: self._look_in(dialog, file, folder))

    def _look_in(self, dialog: RestoreDialog, file: Path | None, folder: Path) -> None:
        def show(copies: list[Backup]) -> None:
            if dialog.isVisible():
                dialog.show_view(self._view(file, copies, folder))
                self._shell.announce(f"{len(copies)} found")

        dialog.elsewhere_words.setText("Looking…")
        self._find(file, folder, show)

    def _view(self, file: Path | None, copies: list[Backup], folder: Path | None) -> RestoreView:
        self._copies = {str(copy.path): copy for copy in copies}
        found = sum(copy.shelf == "folder" for copy in copies)
        looked = "" if folder is None else f"{found or 'None'} found there"
        words = _ANYWHERE if file is None else _IN_PLACE.format(name=file.name)
        return RestoreView(words, tuple(self._copy_view(copy) for copy in copies), looked)

    def _copy_view(self, copy: Backup) -> CopyView:
        now = self._clock()
        made = copy.made.astimezone(now.tzinfo)
        days = (now.date() - made.date()).days
        day = {0: "Today", 1: "Yesterday"}.get(days, spell_day(made.date()))
        since = day.lower() if days in (0, 1) else day
        size = f"{max(1, round(copy.size / 1000)):,} kB"
        meaning = f"What was typed after {since}, {made:%H:%M} is not in it."
        return CopyView(
            str(copy.path), f"{day}, {made:%H:%M}", _SHELVES[copy.shelf], f"{copy.establishment}  ·  {size}", meaning
        )

    def _take(self, dialog: RestoreDialog, key: str, file: Path | None) -> None:
        copy = self._copies.get(key)
        if copy is None:
            return
        target = file or self._remembered.path_of(copy.file_id)
        if target is not None and not target.parent.is_dir():
            dialog.show_faults({"backup": _NO_FOLDER})
        elif target is None:
            self._ask_target(dialog, copy)
        elif not self._close():
            dialog.show_faults({"": _UNSAVED})
        else:
            dialog.accept()
            self._restore(copy, target)

    def _ask_target(self, dialog: RestoreDialog, copy: Backup) -> None:
        """Ask where a file is put that this PC never had."""
        kinds = "Assurance Desk files (*.assure)"
        choose_place(
            dialog,
            "Where to put the file",
            lambda place: self._take(dialog, str(copy.path), place),
            kinds=kinds,
            ending="assure",
        )

    def _restore(self, copy: Backup, to: Path) -> None:
        from app.services.restoring import restore

        self._shell.show_empty(_RESTORING)
        now = self._clock()
        job = self._jobs.start(
            lambda progress, is_cancelled: restore(copy.path, to, now, progress=progress, is_cancelled=is_cancelled)
        )
        job.succeeded.connect(lambda kept: self.restored.emit(to))
        job.failed.connect(lambda error: self.left.emit(to, error))
        job.stopped.connect(lambda: self.left.emit(to, UserError("Stopped. The file is as it was.")))
        self._shell.follow(job, "Checking the copy")
