from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from app.desktop.jobs import Jobs
from app.desktop.shell import Shell
from app.desktop.widgets.progress_line import ProgressLine
from app.domain.errors import Refused, UserError
from app.domain.progress import IsCancelled, Progress, stop_if
from tests.desktop.conftest import Heard

Hear = Callable[..., Heard]


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_result_and_progress_arrive_in_the_windows_thread(jobs: Jobs, qtbot: QtBot, hear: Hear) -> None:
    seen: list[bool] = []

    def task(progress: Progress, is_cancelled: IsCancelled) -> int:
        seen.append(threading.current_thread() is threading.main_thread())
        progress("Reading", 1, 2)
        return 42

    job = jobs.start(task)
    progress = hear(job.progressed)
    job.progressed.connect(lambda *_: seen.append(threading.current_thread() is threading.main_thread()))
    with qtbot.waitSignal(job.succeeded) as done:
        pass
    assert done.args == [42]
    assert progress.calls == [("Reading", 1, 2)]
    assert seen == [False, True]


def test_jobs_run_one_after_another_on_one_thread(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[int] = []

    def task(progress: Progress, is_cancelled: IsCancelled) -> None:
        threads.append(threading.get_ident())

    first, second = jobs.start(task), jobs.start(task)
    with qtbot.waitSignals([first.succeeded, second.succeeded]):
        pass
    assert len(set(threads)) == 1


def test_users_error_is_handed_on_when_a_job_is_refused(jobs: Jobs, qtbot: QtBot) -> None:
    def task(progress: Progress, is_cancelled: IsCancelled) -> None:
        raise Refused("It begins with SECRET. Move it to a system that may hold it.")

    with qtbot.waitSignal(jobs.start(task).failed) as failed:
        pass
    assert failed.args is not None
    assert failed.args[0].sentence.startswith("It begins with SECRET.")


def test_our_fault_is_said_and_logged_without_its_words(
    jobs: Jobs, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def task(progress: Progress, is_cancelled: IsCancelled) -> None:
        raise ValueError("the informant is named here")

    with caplog.at_level(logging.ERROR), qtbot.waitSignal(jobs.start(task).failed) as failed:
        pass
    assert failed.args is not None
    assert isinstance(failed.args[0], UserError)
    assert "ValueError" in caplog.text
    assert "informant" not in caplog.text.replace('raise ValueError("the informant is named here")', "")


def test_job_stops_at_its_next_step_when_cancelled(jobs: Jobs, qtbot: QtBot) -> None:
    begun, go = threading.Event(), threading.Event()

    def task(progress: Progress, is_cancelled: IsCancelled) -> None:
        begun.set()
        go.wait(60)
        stop_if(is_cancelled)

    job = jobs.start(task)
    with qtbot.waitSignal(job.stopped):
        begun.wait(60)
        job.cancel()
        go.set()


class Appearing(QObject):
    """Whether Cancel stood there, each time when a line of progress came up."""

    def __init__(self, line: ProgressLine) -> None:
        super().__init__(line)
        self.line = line
        self.offered: list[bool] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at once: a busy machine may be so late that Cancel follows before the test goes on."""
        if event.type() == QEvent.Type.Show:
            self.offered.append(self.line.cancel.isVisible())
        return False


def test_progress_is_shown_late_and_ends_with_the_job(shell: Shell, jobs: Jobs, qtbot: QtBot) -> None:
    go = threading.Event()

    def task(progress: Progress, is_cancelled: IsCancelled) -> None:
        progress("Rendering", 3, 4)
        go.wait(60)

    job = jobs.start(task)
    shell.follow(job, "Exporting the return")
    line = shell.progress_line
    assert not line.isVisible()
    appeared = Appearing(line)
    line.installEventFilter(appeared)
    qtbot.waitUntil(lambda: appeared.offered == [False])
    assert line.words.text() == "Rendering"
    with qtbot.waitSignal(job.succeeded):
        go.set()
    assert not shell.progress_line.isVisible()


def test_earlier_job_cannot_be_cancelled_when_another_is_followed(shell: Shell, jobs: Jobs, qtbot: QtBot) -> None:
    def task(progress: Progress, is_cancelled: IsCancelled) -> str:
        stop_if(is_cancelled)
        return "done"

    job = jobs.start(task)
    shell.follow(job, "First")
    with qtbot.waitSignal(job.succeeded):
        pass
    shell.progress_line.cancel_asked.emit()
    again = jobs.start(task)
    shell.follow(again, "Second")
    with qtbot.waitSignal(again.succeeded) as done:
        pass
    assert done.args == ["done"]
