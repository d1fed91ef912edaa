"""Readers of many foreign files: each file in a fresh process with limits of its own, forked from one that is ready.

Starting Python and reading the libraries takes longer than verifying a return. A nursery does that once for some jobs;
where the system cannot fork (Windows), every job starts a process of its own, as it does for a single file.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from app.services import sandbox
from app.services.nursery_child import CODE_BYTES, NAME
from app.services.sandbox import Limits, Runner, exchange, run_apart

CAN_FORK = sys.platform != "win32"
JOBS_EACH = 24
"""For how many jobs a nursery has pipes; then another takes its place."""
_LOST = 1
"""The exit code of a process of which nobody can say how it ended."""


@contextmanager
def readers(at_once: int) -> Iterator[Runner]:
    """Give a runner for `run_limited` for as many jobs at once; its processes end with the block."""
    if not CAN_FORK:
        yield run_apart
        return
    idle: queue.SimpleQueue[_Nursery] = queue.SimpleQueue()
    nurseries = [_Nursery() for _ in range(at_once)]
    for nursery in nurseries:
        idle.put(nursery)

    def run(job: str, message: bytes, limits: Limits) -> tuple[bytes, int, bool]:
        nursery = idle.get()
        try:
            return nursery.run(job, message, limits)
        finally:
            idle.put(nursery)

    try:
        yield run
    finally:
        for nursery in nurseries:
            nursery.close()


@dataclass
class _Started:
    """A process that forks, its folder, and for each job to come our ends of its two pipes."""

    process: subprocess.Popen[bytes]
    folder: tempfile.TemporaryDirectory[str]
    pipes: list[tuple[int, int]] = field(default_factory=list)
    is_killed: bool = False
    """Its group was ended; the job that was at work may have told its exit code before that."""


class _Nursery:
    """Jobs one after the other; its process is started when first needed, and anew when it has none left or is lost."""

    def __init__(self) -> None:
        self._started: _Started | None = None

    def run(self, job: str, message: bytes, limits: Limits) -> tuple[bytes, int, bool]:
        """Give the output of a job (at most one byte over the limit), its exit code and whether its time ran out."""
        if self._started is None or self._started.is_killed or not self._started.pipes:
            self.close()
            self._started = _start()
        sending, receiving = self._started.pipes.pop(0)
        with os.fdopen(sending, "wb") as stdin, os.fdopen(receiving, "rb") as stdout:
            orders = self._started.process.stdin
            assert orders is not None
            with suppress(OSError):
                orders.write(f"{job}\n".encode())
                orders.flush()
            return exchange(stdin, stdout, message, limits, self._kill, self._wait)

    def close(self) -> None:
        """End the process, and whatever it may have forked."""
        started, self._started = self._started, None
        if started is None:
            return
        _kill_group(started.process)
        with suppress(OSError), started.process:
            pass  # what was not sent any more is lost with it
        for ends in started.pipes:
            for end in ends:
                os.close(end)
        started.folder.cleanup()

    def _kill(self) -> None:
        if self._started is not None:
            self._started.is_killed = True
            _kill_group(self._started.process)

    def _wait(self) -> int:
        """Return the exit code of the job; a nursery that was killed is started anew for the next one."""
        assert self._started is not None
        said = self._started.process.stdout
        assert said is not None
        code = said.read(CODE_BYTES)
        if len(code) == CODE_BYTES:
            return int.from_bytes(code, "big", signed=True)
        self.close()
        return _LOST


def _start() -> _Started:
    folder = tempfile.TemporaryDirectory(prefix="assurance-", ignore_cleanup_errors=True)
    pairs = [(os.pipe(), os.pipe()) for _ in range(JOBS_EACH)]
    theirs = [(reading, writing) for (reading, _), (_, writing) in pairs]
    process = subprocess.Popen(  # noqa: S603 (our own program, no shell)
        sandbox.child_command(NAME),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder.name,
        env=sandbox.environment(folder.name),
        pass_fds=[end for ends in theirs for end in ends],
        start_new_session=True,
    )
    for ends in theirs:
        for end in ends:
            os.close(end)
    assert process.stdin is not None
    process.stdin.write(json.dumps(theirs).encode() + b"\n")
    return _Started(process, folder, [(sending, receiving) for (_, sending), (receiving, _) in pairs])


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the whole group: the process that works is not ours to name."""
    if sys.platform != "win32" and process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
