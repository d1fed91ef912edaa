"""The script of all habits: each is described, and it says plainly what it cannot do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = re.compile(r"^\./dev ([\w-]+)", re.MULTILINE)


def run_dev(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run packaging/dev.py as `./dev` does, with some of the environment replaced."""
    command = [sys.executable, str(root / "packaging" / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})


def test_every_command_is_described(root: Path) -> None:
    commands = COMMAND.findall(run_dev(root).stdout)
    guide = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert commands
    assert [name for name in commands if f"`./dev {name}" not in guide] == []


def test_exit_code_is_two_when_the_command_does_not_exist(root: Path) -> None:
    assert run_dev(root, "pack").returncode == 2


@pytest.mark.skipif(sys.platform != "linux", reason="Debian packages are installed on Linux alone")
def test_missing_packages_are_named_when_they_cannot_be_installed(root: Path) -> None:
    program = (
        "import machine; machine.install_missing([machine.Need('one', 'no-such'), machine.Need('two', 'nor.so.1')])"
    )
    command = [sys.executable, "-c", program]
    bare = {"PATH": "", "PYTHONPATH": str(root / "packaging")}
    done = subprocess.run(command, capture_output=True, text=True, env=bare)
    assert "sudo apt-get install one two" in done.stderr
    assert "SetUpError" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the launcher of Windows is dev.cmd")
def test_launcher_says_so_when_there_is_no_python(root: Path, tmp_path: Path) -> None:
    launcher = tmp_path / "a copy" / "dev"
    launcher.parent.mkdir()
    launcher.write_text((root / "dev").read_text().replace("/usr/bin/python3", "no-python"))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "dirname").symlink_to(shutil.which("dirname") or "")
    environment = {"PATH": str(tmp_path / "bin")}
    done = subprocess.run(["/bin/sh", launcher], capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
