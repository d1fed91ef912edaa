"""How soon the window is there, and how soon one can type, whole processes from start to end."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks.harness import Comparison, compare, process

HERE = Path(__file__).resolve().parent


def first_paint(file: Path) -> Comparison:
    """Compare the first paint of our window on `file` with that of an empty window of PySide6."""
    ours = process("-m", "app", file, "--exit-after", "first-paint")
    return compare("first paint", ours, process(HERE / "bare_window.py"), bar=1.5)


def ready_to_type(file: Path) -> Comparison:
    """Compare our window ready for typing on `file` with importing PySide6 and sqlmodel and one query."""
    ours = process("-m", "app", file, "--exit-after", "ready")
    return compare("ready to type", ours, process(HERE / "bare_query.py"), bar=1.25)


def run() -> None:
    """Make the demo, then time the window on it."""
    with tempfile.TemporaryDirectory() as folder:
        process("-m", "app", "demo", Path(folder) / "demo")()
        first_paint(Path(folder) / "demo" / "demo.assure")
        ready_to_type(Path(folder) / "demo" / "demo.assure")
