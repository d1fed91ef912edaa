"""Remnants of what was sealed or refused, taken out of the open file once nobody types."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.tied_jobs import TiedJobs
from app.services.backing_up import purge

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile

_IDLE = 3000
"""Milliseconds after the last writing before the file is rewritten without remnants."""


class Remnants(QObject):
    """Belongs to one session; `failed(UserError)` where the file could not be rewritten."""

    failed = Signal(object)

    def __init__(self, file: EstablishmentFile, jobs: TiedJobs, parent: QObject) -> None:
        super().__init__(parent)
        self._file = file
        self._jobs = jobs
        self._is_due = False
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._idle.timeout.connect(self._on_idle)

    def follow(self) -> bool:
        """Look whether there are remnants after something was written; tell whether there are new ones."""
        is_due = self._file.is_purge_due
        is_new = is_due and not self._is_due
        self._is_due = is_due
        if is_due:
            self._idle.start()
        return is_new

    def close(self) -> None:
        """Leave the rest to the file, which is about to close."""
        self._idle.stop()

    def _on_idle(self) -> None:
        self._is_due = False
        job = self._jobs.start(lambda progress, is_cancelled: purge(self._file, datetime.now().astimezone()))
        job.failed.connect(self.failed)
