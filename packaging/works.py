"""What the packaging steps share: the folder they work in, and a command that stops them when it fails."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import machine

WORKS = machine.ROOT / "build" / "package"
"""Everything that packaging makes on the way; it may be thrown away."""
DIST = machine.ROOT / "dist"
"""What is handed on: installers, archives, their bills and sums."""
PARTS = machine.ROOT / "packaging"


class StepFailed(machine.SetUpError):
    """A step of packaging failed; the message has the end of what it said."""


def run(command: Sequence[str | Path], cwd: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Run a command and give what it printed. Raise StepFailed with the end of that where its exit code is not 0."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        said = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise StepFailed(f"Exit code {done.returncode} from: {' '.join(map(str, command))}\n{said}")
    return done.stdout


def sha256(path: Path) -> str:
    """Give a file's SHA-256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest(*paths: Path) -> str:
    """Give one digest of several files, so that a step is done again when one of them has changed."""
    return hashlib.sha256("".join(map(sha256, paths)).encode()).hexdigest()


def is_made(stamp: Path, value: str) -> bool:
    """Tell whether a step has left this very stamp."""
    return stamp.exists() and stamp.read_text(encoding="ascii") == value
