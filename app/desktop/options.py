"""What the window is started with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EXIT_AFTER = "--exit-after"


@dataclass(frozen=True)
class Options:
    """The file to open, and for benchmarks the moment at which to end: `first-paint` or `ready`."""

    file: Path | None = None
    exit_after: str = ""


def read_options(arguments: Sequence[str]) -> Options:
    """Return the options; the first argument that is no option names the file, others are left alone."""
    rest = list(arguments)
    exit_after = ""
    if _EXIT_AFTER in rest:
        place = rest.index(_EXIT_AFTER)
        exit_after = rest[place + 1] if place + 1 < len(rest) else ""
        del rest[place : place + 2]
    names = [name for name in rest if not name.startswith("-")]
    return Options(Path(names[0]) if names else None, exit_after)
