"""A nursery of readers that notes what each job on a file was allowed, and took."""

from __future__ import annotations

import hashlib
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.services import nursery, sandbox
from app.services.sandbox import Limits, Runner

CHILD = Path(__file__).with_name("weighed_child.py")


@dataclass(frozen=True)
class Weighed:
    """One job: what it was allowed; the most memory it had, in bytes; its seconds of processor time; its exit code."""

    job: str
    limits: Limits
    memory: int
    seconds: float
    code: int


class Scales:
    """Readers whose jobs are weighed one at a time, by the SHA-256 of the file that each reads."""

    def __init__(self, note: Path) -> None:
        self.jobs: defaultdict[str, list[Weighed]] = defaultdict(list)
        self._note, self._lock = note, threading.Lock()

    def of(self, content: bytes) -> list[Weighed]:
        """Return the jobs on a file."""
        return self.jobs[hashlib.sha256(content).hexdigest()]

    @contextmanager
    def readers(self, _: int) -> Iterator[Runner]:
        """Give a runner as `app.services.nursery.readers` does."""
        with pytest.MonkeyPatch.context() as patch, nursery.readers(1) as run:
            command = [sys.executable, "-P", "-s", "-B", str(CHILD), str(self._note)]
            patch.setattr(sandbox, "child_command", lambda job: [*command, job])

            def weigh(job: str, message: bytes, limits: Limits) -> tuple[bytes, int, bool]:
                with self._lock:
                    output, code, is_late = run(job, message, limits)
                    kilobytes, seconds = self._note.read_text(encoding="ascii").split()
                digest = hashlib.sha256(message.partition(b"\n")[2]).hexdigest()
                self.jobs[digest].append(Weighed(job, limits, int(kilobytes) << 10, float(seconds), code))
                return output, code, is_late

            yield weigh
