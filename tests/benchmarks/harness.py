"""Times our way beside the bare way, in one run and in turn, so that a noisy machine slows both alike."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
Task = Callable[[], object]


@dataclass(frozen=True)
class Comparison:
    """Medians in seconds of what was compared, and the ratio we mean to stay under."""

    name: str
    ours: float
    bare: float
    bar: float

    @property
    def ratio(self) -> float:
        """Return how many times as long ours takes."""
        return self.ours / self.bare

    def __str__(self) -> str:
        """Return the comparison as a line of the report."""
        times = f"ours {self.ours * 1000:6.0f} ms   bare {self.bare * 1000:6.0f} ms"
        verdict = "within" if self.ratio <= self.bar else "OVER"
        return f"{self.name:38} {times}   ratio {self.ratio:5.2f}   bar {self.bar:.2f}   {verdict}"


def compare(name: str, ours: Task, bare: Task, bar: float, runs: int = 9) -> Comparison:
    """Time both tasks in turn, each once beforehand untimed, print the line and return it. Never fails on time."""
    ours(), bare()
    times = [(_seconds(ours), _seconds(bare)) for _ in range(runs)]
    comparison = Comparison(name, median(time[0] for time in times), median(time[1] for time in times), bar)
    print(comparison, flush=True)
    return comparison


def process(*arguments: str | Path) -> Task:
    """Return a task that runs this Python with `arguments` to its end, offscreen, and raises if it fails."""
    command: Sequence[str] = [sys.executable, *map(str, arguments)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def run() -> None:
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    return run


def _seconds(task: Task) -> float:
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun
