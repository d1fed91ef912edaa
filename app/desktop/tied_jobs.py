"""Jobs that end with the file they work on."""

from __future__ import annotations

from app.desktop.job import Job, Task
from app.desktop.jobs import Jobs


class TiedJobs:
    """Starts jobs on the one worker, and has them ended before the file is closed under them."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._started: list[tuple[Job, bool]] = []

    def start(self, task: Task, *, must_finish: bool = False) -> Job:
        """Queue a task; one that must finish is waited for as the file closes, any other is stopped."""
        job = self._jobs.start(task)
        self._started = [each for each in self._started if not each[0].has_ended]
        self._started.append((job, must_finish))
        return job

    def end(self) -> None:
        """Stop or wait for everything that was started here."""
        for job, must_finish in self._started:
            if not must_finish:
                job.cancel()
        for job, _ in self._started:
            job.wait()
        self._started.clear()
