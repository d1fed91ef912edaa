"""One piece of work without Qt, and its hooks as signals."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.errors import Cancelled, UserError
from app.domain.progress import IsCancelled, Progress, stop_if

Task = Callable[[Progress, IsCancelled], object]
"""A job: it reports its steps by the first argument, asks by the second whether to stop, and returns its result."""

_LOG = logging.getLogger(__name__)
_OUR_FAULT = "Something went wrong inside the program. What was saved is safe. Try again; if it comes back, report it."


class Job(QObject):
    """One piece of work. Its signals are emitted in the window's thread, and exactly one of the last three comes.

    `progressed(step, done, total)` · `succeeded(result)` · `failed(UserError)` · `stopped()` after `cancel()`.
    """

    progressed = Signal(str, int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    _reported = Signal(str, int, int)
    _returned = Signal(object)
    _raised = Signal(object)

    def __init__(self, task: Task, parent: QObject) -> None:
        super().__init__(parent)
        self._task = task
        self._stop = threading.Event()
        self._ended = threading.Event()
        queued = Qt.ConnectionType.QueuedConnection
        self._reported.connect(self._on_reported, queued)
        self._returned.connect(self._on_returned, queued)
        self._raised.connect(self._on_raised, queued)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def has_ended(self) -> bool:
        """Tell whether the work has ended."""
        return self._ended.is_set()

    def wait(self) -> None:
        """Wait until the work has ended; its signals come later, by the event loop."""
        self._ended.wait()

    def work(self) -> None:
        """Do the work, in whatever thread this is called."""
        try:
            self._work()
        finally:
            self._ended.set()

    def _work(self) -> None:
        try:
            stop_if(self._stop.is_set)
            result = self._task(self._reported.emit, self._stop.is_set)
        except UserError as error:
            self._raised.emit(error)
        except Exception as error:  # noqa: BLE001  # the edge of a job: our own faults are logged and said
            # Frames only: an exception's message may hold words of the user.
            _LOG.error("job failed: %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
            self._raised.emit(UserError(_OUR_FAULT))
        else:
            self._returned.emit(result)

    def _on_reported(self, step: str, done: int, total: int) -> None:
        self.progressed.emit(step, done, total)

    def _on_returned(self, result: object) -> None:
        self.succeeded.emit(result)
        self.deleteLater()

    def _on_raised(self, error: UserError) -> None:
        if isinstance(error, Cancelled):
            self.stopped.emit()
        else:
            self.failed.emit(error)
        self.deleteLater()
