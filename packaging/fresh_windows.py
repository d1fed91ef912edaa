"""A fresh Windows under Wine with the program in it: what the trials of `test_windows` and `manners` share."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from freeze import PROGRAM
from installer import EXE, RETURN_PROG_ID
from package import version
from windows_python import HOME
from wine import Ended, Windows
from works import DIST, StepFailed, sha256

PLACE = r"C:\Program Files\Assurance Desk"
CONSOLE = rf"{PLACE}\assurance-desk-console.exe"
DOCUMENTS = "C:\\users\\{user}\\Documents\\Tŷ Ŵyn \N{MUSICAL SYMBOL G CLEF} a folder"
PATIENCE = 240
NOT_OURS = ("windows/", "ProgramData/Microsoft", "Program Files (x86)/", "install-", "windows")
"""Where Windows itself writes: registries, its own caches, the installer's log."""


@dataclass
class Trials:
    """One fresh Windows, and what was found in it."""

    windows: Windows
    programs: Path
    found: dict[str, str] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)

    @property
    def user(self) -> Path:
        """The user's profile."""
        return next(path for path in (self.windows.drive / "users").iterdir() if path.name != "Public")

    @property
    def documents(self) -> str:
        """The folder of the user's files, as Windows names it."""
        return DOCUMENTS.format(user=self.user.name)

    @property
    def temporary(self) -> Path:
        """The user's temporary folder."""
        return self.user / "Temp"

    def files(self) -> set[str]:
        """Give every file on disc C: but Windows' own."""
        drive = self.windows.drive
        places = (path.relative_to(drive).as_posix() for path in drive.rglob("*") if path.is_file())
        return {place for place in places if not place.startswith(NOT_OURS)}

    def install(self, installer: Path, *properties: str) -> Ended:
        """Install silently, as a department's tool does."""
        ended = self.windows.run("msiexec", "/i", installer, *properties, "/qn", "/l*v", "C:\\install-log.txt")
        self.windows.wait()
        return ended

    def console(self, *arguments: str) -> Ended:
        """Run the installed program's command line."""
        return self.windows.run(CONSOLE, *arguments, seconds=1500)


def check(is_so: bool, otherwise: str) -> None:
    """Raise StepFailed, saying what is wrong, unless it is so."""
    if not is_so:
        raise StepFailed(otherwise)


def wait_for(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
    """Wait for a state; return the seconds that it took. Raise StepFailed when it does not come."""
    begun = time.monotonic()
    while not is_so():
        check(time.monotonic() - begun < seconds, f"did not come within {seconds} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - begun


def find_installer() -> Path:
    """Give the installer that `package` built."""
    return DIST / f"{PROGRAM}-{version()}-windows-x64.msi"


def sums_of(folder: Path) -> dict[str, str]:
    """Give the sum of every file in a folder."""
    return {path.relative_to(folder).as_posix(): sha256(path) for path in folder.rglob("*") if path.is_file()}


def compare(built: Path, installed: Path) -> None:
    """Raise StepFailed unless two folders hold the same files."""
    check(sums_of(built) == sums_of(installed), "the installed files are not the built ones")


def refusal_of(ended: Ended) -> str:
    """Give the one sentence with which a command was refused."""
    said = ended.said.strip()
    check(ended.code != 0 and said.count("\n") == 0 and said.endswith("."), f"{ended.code}: {said[-300:]}")
    return said


OPEN_AS = """
import ctypes, sys
from ctypes import wintypes as w
class Info(ctypes.Structure):
    _fields_ = [("size", w.DWORD), ("mask", w.ULONG), ("window", w.HWND), ("verb", w.LPCWSTR), ("file", w.LPCWSTR),
        ("parameters", w.LPCWSTR), ("folder", w.LPCWSTR), ("show", ctypes.c_int), ("instance", w.HINSTANCE),
        ("ids", ctypes.c_void_p), ("kind", w.LPCWSTR), ("key", w.HKEY), ("hot", w.DWORD), ("icon", w.HANDLE),
        ("process", w.HANDLE)]
kind = sys.argv[2]
info = Info(ctypes.sizeof(Info), 1 if kind else 0, None, "open", sys.argv[1], None, None, 1, None, None, kind or None)
sys.exit(0 if ctypes.windll.shell32.ShellExecuteExW(ctypes.byref(info)) else 1)
"""


def open_as(trials: Trials, file: str, kind: str) -> None:
    """Open a file as the Explorer does: ours by its suffix, a return by the class that *Open with* offers."""
    asked = kind if kind == RETURN_PROG_ID else ""
    process = trials.windows.start(HOME / "python.exe", "-c", OPEN_AS, file, asked)
    # The program that it starts keeps the pipe: waiting for the pipe's end would be waiting for the program's.
    check(process.wait(PATIENCE) == 0, "Windows did not open it")


def settings_of(trials: Trials) -> Path:
    """Give the folder of the user's settings."""
    return trials.user / "AppData/Local/Assurance Desk"


def last_file(trials: Trials) -> str:
    """Give the settings, which name the file that was opened last."""
    path = settings_of(trials) / "settings.ini"
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def note_of(trials: Trials) -> Path:
    """Give the note by which a second start finds the first window."""
    return settings_of(trials) / "window.json"


def count_windows(trials: Trials) -> int:
    """Count the program's processes in this Windows; seen from here, since Wine 8 lists none."""
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            program = (process / "cmdline").read_bytes()
            if EXE.encode() in program and str(trials.windows.prefix).encode() in (process / "environ").read_bytes():
                count += 1
    return count


def end_program(trials: Trials) -> None:
    """End the program as a lost session does, so that the next start finds what a crash leaves."""
    trials.windows.run("taskkill", "/f", "/im", EXE)
    wait_for(lambda: count_windows(trials) == 0, "the program has ended")
