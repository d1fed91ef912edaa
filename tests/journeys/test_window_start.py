"""The program itself, started with a file: it opens, can be typed in, and has read no more than that takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LATE = {
    "alembic", "app.domain.released", "app.domain.scan.scanner", "argon2", "cryptography", "lxml", "openpyxl",
    "pyhanko", "reportlab", "sqlalchemy", "sqlmodel",
}  # fmt: skip


LATE_ROOMS = ("app.cli", "app.desktop.dialogs", "app.returns", "app.services", "app.signing")
SOONER = {
    "choice_dialog", "prompt_dialog", "backing_up", "dumps", "issued", "markings", "opening", "period_content",
    "seats", "spelling",
}  # fmt: skip
"""The services and dialogs that a first page needs; the others are read where they are first asked for."""

MOST = 155
"""Modules of ours. Raise it only for what the first page shows."""


def start(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "importtime", "-m", "app", *map(str, arguments)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=300)


def imported(done: subprocess.CompletedProcess[str]) -> set[str]:
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rsplit("|", 1)[-1].strip() for line in lines}


def test_window_is_ready_without_what_is_read_late(file: Path, root: Path) -> None:
    before = file.read_bytes()
    done = start(root, file, "--exit-after", "ready")
    assert done.returncode == 0
    assert "app.desktop.pages.home_page" in imported(done)
    assert not imported(done) & LATE
    ours = {name for name in imported(done) if name.startswith("app.")}
    late = {name for name in ours if name.startswith(LATE_ROOMS) and name not in LATE_ROOMS}
    assert {name.rpartition(".")[2] for name in late} <= SOONER
    assert len(ours) <= MOST
    assert file.read_bytes() == before


def test_first_paint_needs_nothing_of_the_file(file: Path, root: Path) -> None:
    done = start(root, file, "--exit-after", "first-paint")
    assert done.returncode == 0
    assert not imported(done) & {"pydantic", "sqlalchemy", "app.desktop.shell"}


@pytest.mark.parametrize("name", ["missing.assure", "not ours.assure"])
def test_window_opens_when_the_file_cannot_be(tmp_path: Path, root: Path, name: str) -> None:
    (tmp_path / "not ours.assure").write_bytes(b"Something else.")
    done = start(root, tmp_path / name, "--exit-after", "ready")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
