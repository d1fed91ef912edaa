"""What the packaging steps share: the folder they work in, and a command that stops them when it fails."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import machine

WORKS = machine.ROOT / "build" / "package"
"""Everything that packaging makes on the way; it may be thrown away."""
DIST = machine.ROOT / "dist"
"""What is handed on: installers, archives, their bills and sums."""
PARTS = machine.ROOT / "packaging"
GIT = machine.Need("git", "git")


class StepFailed(machine.SetUpError):
    """A step of packaging failed; the message has the end of what it said."""


def run(command: Sequence[str | Path], cwd: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Run a command and give what it printed. Raise StepFailed with the end of that where its exit code is not 0."""
    try:
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
    except FileNotFoundError:
        raise StepFailed(f"There is no program {command[0]} here.") from None
    if done.returncode != 0:
        said = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise StepFailed(f"Exit code {done.returncode} from: {' '.join(map(str, command))}\n{said}")
    return done.stdout


def last_commit(wanted: str) -> str:
    """Give what git knows of the last commit, `%h` or `%ct`; empty where these sources are no repository."""
    if not (machine.ROOT / ".git").exists():
        return ""
    machine.install_missing([GIT])
    if shutil.which(GIT.probe) is None:  # a Windows PC that builds from a copy of the repository
        return ""
    # the sources may belong to another user than the one who builds, as where a folder is lent to a container
    here = ["git", "-c", f"safe.directory={machine.ROOT}", "log", "-1", f"--format={wanted}"]
    return run(here, cwd=machine.ROOT).strip()


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
