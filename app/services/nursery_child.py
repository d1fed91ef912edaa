"""The process that readers of foreign bytes are forked from: it has read the libraries, and never a foreign byte."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress

NAME = "nursery"
"""What the child is started with instead of a job's name."""
CODE_BYTES = 4
_FIRST_OWN, _LAST_POSSIBLE = 3, 4096
"""Where file descriptors that are not standard ones begin, and where none is any more."""


def tend(work: Callable[[str], int], libraries: Callable[[], None]) -> int:
    """Fork a process for each job named on standard input, and say on standard output how it ended.

    The first line lists the pipes that it was given, two for each job to come: what it reads, what it answers. Each
    process is fresh, and has its own two alone: what one does with its bytes reaches neither the next nor this one.
    """
    with open(0, "rb", closefd=False) as orders:
        pipes: list[list[int]] = json.loads(orders.readline())
        libraries()
        for line in orders:
            reading, writing = pipes.pop(0)
            child = _fork(work, line.decode().strip(), reading, writing)
            os.close(reading)
            os.close(writing)
            _, status = os.waitpid(child, 0)
            os.write(1, os.waitstatus_to_exitcode(status).to_bytes(CODE_BYTES, "big", signed=True))
    return 0


def _fork(work: Callable[[str], int], name: str, reading: int, writing: int) -> int:
    """Return the new process's id; in that process, do the job and end whatever happened."""
    child = os.fork()
    if child:
        return child
    code = 1
    with suppress(BaseException):
        os.dup2(reading, 0)
        os.dup2(writing, 1)
        os.closerange(_FIRST_OWN, _LAST_POSSIBLE)
        code = work(name)
    os._exit(code)
