"""Runs work without Qt on one thread beside the window."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject

from app.desktop.job import Job, Task


class Jobs(QObject):
    """The one worker: jobs run one after another, always on the same thread, so that it may own the open file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="desk")

    def start(self, task: Task) -> Job:
        """Queue a task; connect to the job's signals before the window's event loop runs on."""
        job = Job(task, self)
        self._worker.submit(job.work)
        return job

    def close(self) -> None:
        """Ask everything to stop, and wait until the worker has."""
        for job in self.findChildren(Job):
            job.cancel()
        self._worker.shutdown(wait=True, cancel_futures=True)
