"""Copies of the file on show to a drive, and backups put back in the place of a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.session import Clock
from app.desktop.shell import Shell
from app.desktop.tied_jobs import TiedJobs
from app.desktop.views.home_view import ScopeView
from app.domain.dates import spell_day
from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.desktop.dialogs.restore_dialog import RestoreDialog
    from app.services.restoring import Backup
    from app.store.file import EstablishmentFile

_NO_BACKUPS = "There is no backup of this file on this PC. Open a copy that was made on a drive."


class Copies(QObject):
    """Signals: `copied(is off this PC)`, `restored(path)`, and `failed(UserError)` where nothing was done."""

    copied = Signal(object)
    restored = Signal(object)
    failed = Signal(object)

    def __init__(self, shell: Shell, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._clock = clock

    def copy(self, jobs: TiedJobs, file: EstablishmentFile, to: Path) -> None:
        """Write a verified copy of a file to a drive, beside the window."""
        from app.services.copying import copy_to_drive

        job = jobs.start(
            lambda progress, is_cancelled: copy_to_drive(
                file, to, datetime.now(UTC), progress=progress, is_cancelled=is_cancelled
            ),
            must_finish=True,
        )
        job.succeeded.connect(self.copied)
        job.failed.connect(self.failed)
        self._shell.follow(job, "Copying the file")

    def ask_restore(self, path: Path, file_id: str, close: Callable[[], bool]) -> None:
        """Ask which backup takes the place of the file at `path`; `close` closes that file first, if it can be."""
        from app.desktop.dialogs.restore_dialog import RestoreDialog
        from app.services.restoring import list_backups

        backups = list_backups(file_id) if file_id else []
        if not backups:
            self.failed.emit(UserError(_NO_BACKUPS))
            return
        choices = [ScopeView(str(each.path), self._words(each)) for each in backups]
        note = f"It takes the place of {path.name}, which is kept beside it under another name."
        dialog = RestoreDialog(self._shell.loader, choices, note, self._shell.window())
        dialog.given.connect(lambda key: self._restore(dialog, Path(key), path, close))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, dialog: RestoreDialog, backup: Path, path: Path, close: Callable[[], bool]) -> None:
        from app.services.restoring import restore

        if not close():
            dialog.show_faults({"": "Something typed is not saved yet. Cancel, and put it right first."})
            return
        try:
            restore(backup, path, self._clock())
        except UserError as error:
            dialog.show_faults({"backup": error.sentence})
            self._shell.announce(error.sentence, is_urgent=True)
            return
        dialog.accept()
        self.restored.emit(path)

    def _words(self, backup: Backup) -> str:
        made = backup.made.astimezone(self._clock().tzinfo)
        return f"{spell_day(made.date())}, {made:%H:%M}"


def copied_words(at: datetime | None, now: datetime) -> str:
    """Say how long ago a copy was last made off this PC."""
    if at is None:
        return "No copy off this PC yet"
    days = (now.date() - at.astimezone(now.tzinfo).date()) // timedelta(days=1)
    ago = "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
    return f"Last copy off this PC: {ago}"
