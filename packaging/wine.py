"""Runs Windows programs under Wine, in a Windows of our own that nothing else touches."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import machine
from works import PARTS, StepFailed, run

PROGRAM = "/usr/lib/wine/wine64"
SERVER = "/usr/lib/wine/wineserver64"
NEEDS = [
    machine.Need("wine64", PROGRAM),
    machine.Need("wine", "/usr/bin/wine"),
    machine.Need("util-linux", "setpriv"),
    machine.Need("gcc-mingw-w64-x86-64-posix", "x86_64-w64-mingw32-gcc"),
]
SHIMS = ("bcryptprimitives", "icuuc")
"""DLLs that every Windows 10 has and Wine 8 lacks; they are never packed."""


@dataclass(frozen=True)
class Ended:
    """A Windows program that has ended: its exit code and what it printed."""

    code: int
    said: str


@dataclass(frozen=True)
class Windows:
    """A Wine prefix: a disc C: with a registry and one user."""

    prefix: Path

    @property
    def drive(self) -> Path:
        """Disc C:."""
        return self.prefix / "drive_c"

    def make(self) -> Windows:
        """Make the prefix afresh, as Windows 10, with the DLLs that Wine lacks. Return it."""
        machine.install_missing(NEEDS)
        self.stop()
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        (self.prefix / "home").mkdir()
        self._succeed("wineboot", "--init")
        self._succeed("winecfg", "-v", "win10")
        self.wait()
        self._part_from_this_machine()
        for name in SHIMS:
            _compile_shim(name, self.drive / "windows" / "system32")
        return self

    def make_once(self) -> Windows:
        """Make the prefix unless it is whole. Return it."""
        is_whole = all((self.drive / "windows/system32" / f"{name}.dll").exists() for name in SHIMS)
        return self if is_whole else self.make()

    def run(self, *command: str | Path, seconds: float = 600, cwd: Path | None = None, **environment: str) -> Ended:
        """Run a program to its end; paths may be this machine's. Its children may go on."""
        process = self.start(*command, cwd=cwd, **environment)
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise StepFailed(f"Not ended after {seconds} s under Wine: {command[0]}") from None
        return Ended(process.returncode, said.decode(errors="replace"))

    def start(self, *command: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.Popen[bytes]:
        """Start a program; Wine needs pipes for its streams."""
        words = [_windows_path(word) for word in command]
        return subprocess.Popen(
            [*_as_a_user(), PROGRAM, *words],
            env={**self._environment(), **environment},
            cwd=cwd or self.prefix,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def wait(self, seconds: float = 120) -> None:
        """Wait until every program in this Windows has ended, and what it wrote to the registry is on the disc."""
        try:
            subprocess.run([SERVER, "-w"], env=self._environment(), timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            raise StepFailed(f"Programs under Wine go on after {seconds} s.") from None

    def stop(self) -> None:
        """End this Windows and all that runs in it."""
        if self.prefix.exists() and Path(SERVER).exists():
            subprocess.run([SERVER, "-k"], env=self._environment(), check=False, capture_output=True)
            time.sleep(0.2)

    def path(self, windows_path: str) -> Path:
        r"""Give this machine's path of `C:\…`."""
        return self.drive.joinpath(*windows_path.removeprefix("C:\\").split("\\"))

    def _part_from_this_machine(self) -> None:
        """Make the user's folders folders: Wine makes them links to those of whoever runs it."""
        for link in (self.drive / "users").glob("*/*"):
            if link.is_symlink():
                link.unlink()
                link.mkdir()

    def _succeed(self, *command: str) -> None:
        ended = self.run(*command)
        if ended.code != 0:
            raise StepFailed(f"Exit code {ended.code} from {' '.join(command)} under Wine:\n{ended.said[-2000:]}")

    def _environment(self) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": str(self.prefix / "home"),
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
            "WINEQT_QPA_PLATFORM": "offscreen",
        }


def _as_a_user() -> list[str]:
    """Give what takes root's right away to write where nobody may: a user of Windows has no such right."""
    without = ["setpriv", "--bounding-set=-dac_override", "--"]
    may_drop = os.geteuid() == 0 and subprocess.run([*without, "true"], capture_output=True).returncode == 0
    return without if may_drop else []


def _windows_path(word: str | Path) -> str:
    return "Z:" + str(word).replace("/", "\\") if isinstance(word, Path) else word


def _compile_shim(name: str, folder: Path) -> None:
    source = PARTS / "wine" / f"{name}.c"
    run(["x86_64-w64-mingw32-gcc", "-O2", "-s", "-shared", "-o", folder / f"{name}.dll", source, "-ladvapi32"])
