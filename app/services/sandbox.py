"""Runs a job on foreign bytes in a process of its own: limited in memory, time and output, without environment."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, never_cancelled, stop_if
from app.services.child_limits import FORBIDDEN_ACT, OUT_OF_MEMORY

SOURCES = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR")  # without which Windows starts no process
CHILD_OPTION = "--child"  # what the frozen program is started with instead of a module's name
SENTENCE_CHARACTERS = 500
KILLED = -9  # SIGKILL: the kernel was short of memory
OUT_OF_PROCESSOR_TIME = (-24, 1816, 0xC0000044)  # SIGXCPU; Windows' not enough quota, quota exceeded
_LOOK_SECONDS = 0.1  # how often a waiting thread looks whether the time is up, or the user has stopped
TOO_LONG = "This file took too long to read and was given up. It is damaged, or made to do harm."
TOO_MUCH = "This file needs more memory than any return does and was given up. It is damaged, or made to do harm."
FORBIDDEN = "This file made its reader try to write, connect or start something, and was given up. Do not open it."
GARBLED = "This file could not be read to its end. It is damaged, or made to do harm."
TOO_LARGE = "This file is larger than any return and was not read."

log = logging.getLogger(__name__)


class JobFailed(UserError):
    """The job ended without an answer; the sentence says what that makes of the file."""


@dataclass(frozen=True)
class Limits:
    """What a child may use: bytes of memory, seconds of processor and of time, bytes in and out."""

    memory: int = 1 << 30
    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    max_input: int = 64 << 20
    max_output: int = 8 << 20


class Runner(Protocol):
    """Whatever runs a job in a process of its own: `run_apart`, or a nursery's."""

    def __call__(self, job: str, message: bytes, limits: Limits, /) -> tuple[bytes, int, bool]:
        """Give the job's output (at most one byte over the limit), its exit code and whether its time ran out."""


def run_limited(
    job: str,
    payload: bytes,
    *,
    options: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    run: Runner | None = None,
) -> dict[str, Any]:
    """Run a job of `app.services.child.JOBS` on bytes and give its JSON object.

    `options` must be JSON. The answer comes from a process that has read foreign bytes: validate it. Every job has a
    process to itself; `run` says how it is started.
    Raises JobFailed when the child broke a limit, crashed or babbled; UserError with the job's own sentence.
    """
    limits = limits or Limits()
    if len(payload) > limits.max_input:
        raise JobFailed(TOO_LARGE)
    header = json.dumps({"limits": asdict(limits), "options": dict(options or {})}).encode() + b"\n"
    output, code, is_late = (run or run_apart)(job, header + payload, limits)
    if len(output) > limits.max_output:
        log.warning("child job gave too long an answer", extra={"job": job})
        raise JobFailed(GARBLED)
    if code != 0:
        log.warning("child job failed", extra={"job": job, "code": code, "is_late": is_late})
        raise JobFailed(TOO_LONG if is_late else _explain_exit(code))
    return _read_answer(job, output)


def child_command(job: str) -> list[str]:
    """Give the command that starts the child, from sources or from the frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_OPTION, job]
    return [sys.executable, "-P", "-s", "-B", "-m", "app.services.child", job]


def environment(folder: str) -> dict[str, str]:
    """Give what a child sees of the environment; its home is a folder that it has for itself."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, "PYTHONPATH": str(SOURCES), "HOME": folder}  # else Python asks who owns it, by a socket


def stoppable(is_cancelled: IsCancelled) -> Runner:
    """Return a runner as `run_apart` whose process ends as soon as the user stops the work; it raises Cancelled."""

    def run(job: str, message: bytes, limits: Limits) -> tuple[bytes, int, bool]:
        stop_if(is_cancelled)
        return run_apart(job, message, limits, is_cancelled)

    return run


def run_apart(
    job: str, message: bytes, limits: Limits, is_cancelled: IsCancelled = never_cancelled
) -> tuple[bytes, int, bool]:
    """Start a process for one job, and end it with the job."""
    with (
        tempfile.TemporaryDirectory(prefix="assurance-", ignore_cleanup_errors=True) as folder,
        subprocess.Popen(  # noqa: S603 (our own program, no shell)
            child_command(job),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment(folder),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        return exchange(process.stdin, process.stdout, message, limits, process.kill, process.wait, is_cancelled)


def exchange(
    stdin: IO[bytes],
    stdout: IO[bytes],
    message: bytes,
    limits: Limits,
    kill: Callable[[], object],
    wait: Callable[[], int],
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[bytes, int, bool]:
    """Feed a process and read what it answers, no longer and no more than its limits allow; as a Runner gives it."""
    is_late, has_ended = threading.Event(), threading.Event()

    def watch() -> None:
        until = time.monotonic() + limits.wall_seconds
        while not has_ended.wait(min(_LOOK_SECONDS, max(0.0, until - time.monotonic()))):
            if time.monotonic() >= until:
                is_late.set()
            if is_late.is_set() or is_cancelled():
                kill()
                return

    clock = threading.Thread(target=watch, daemon=True)
    feeder = threading.Thread(target=_feed, args=(stdin, message), daemon=True)
    clock.start()
    feeder.start()
    try:
        output = stdout.read(limits.max_output + 1)
        if len(output) > limits.max_output:
            kill()
        code = wait()
    except BaseException:
        kill()
        raise
    finally:
        has_ended.set()
        clock.join()
        feeder.join()
    stop_if(is_cancelled)
    return output, code, is_late.is_set()


def _feed(pipe: IO[bytes], message: bytes) -> None:
    """Write the job's bytes; a child that ended before reading them all has said so by its exit code."""
    with suppress(OSError), pipe:
        pipe.write(message)


def _explain_exit(code: int) -> str:
    if code == FORBIDDEN_ACT:
        return FORBIDDEN
    if code in (OUT_OF_MEMORY, KILLED):
        return TOO_MUCH
    return TOO_LONG if code in OUT_OF_PROCESSOR_TIME else GARBLED


def _read_answer(job: str, output: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(output)
        if set(answer) == {"result"} and isinstance(answer["result"], dict):
            return dict(answer["result"])
        if set(answer) == {"sentence"} and isinstance(answer["sentence"], str):
            raise UserError(answer["sentence"][:SENTENCE_CHARACTERS])
        log.warning("child job failed", extra={"job": job})
    except (ValueError, TypeError, RecursionError):
        log.warning("child job gave no answer", extra={"job": job})
    raise JobFailed(GARBLED)
