"""Makes this machine ready: the virtual environment, its locked packages, and what the system must bring.

Standard library only, since it runs before anything is installed. Each step looks first and does nothing where
nothing is missing, so it costs a fraction of a second from the second time on.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"runtime": ROOT / "packaging/requirements.txt", "dev": ROOT / "packaging/requirements-dev.txt"}
WAIT_FOR_APT = "DPkg::Lock::Timeout=300"


class SetUpError(Exception):
    """The machine lacks something that cannot be installed from here; the message says what, and what to do."""


@dataclass(frozen=True)
class Need:
    """What the system must bring, and the Debian package it comes in.

    `probe` names a library, `libGL.so.1`, a module of this Python, `module:ensurepip`, a program, `qpdf`, or a file.
    """

    package: str
    probe: str

    def is_missing(self) -> bool:
        """Tell whether it is not there. Libraries are tried by loading them, which any Linux answers alike."""
        if self.probe.startswith("module:"):
            importlib.invalidate_caches()
            return importlib.util.find_spec(self.probe.removeprefix("module:")) is None
        if self.probe.startswith("/"):
            return not Path(self.probe).exists()
        if ".so." not in self.probe:
            return shutil.which(self.probe) is None
        try:
            ctypes.CDLL(self.probe)
        except OSError:
            return True
        return False


VENV_MODULE = Need(f"python3.{sys.version_info.minor}-venv", "module:ensurepip")
QT_LIBRARIES = [
    Need("libglib2.0-0", "libgthread-2.0.so.0"),
    Need("libgl1", "libGL.so.1"),
    Need("libegl1", "libEGL.so.1"),
    Need("libdbus-1-3", "libdbus-1.so.3"),
    Need("libfontconfig1", "libfontconfig.so.1"),
    Need("libxkbcommon0", "libxkbcommon.so.0"),
]
WINDOW_LIBRARIES = [
    Need("libxcb-cursor0", "libxcb-cursor.so.0"),
    Need("libxcb-icccm4", "libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Need("libxcb-shape0", "libxcb-shape.so.0"),
    Need("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
]
FOREIGN_CHECKERS = [
    Need("poppler-utils", "pdfsig"),
    Need("qpdf", "qpdf"),
    Need("libreoffice-calc", "soffice"),
    Need("python3-uno", "/usr/lib/python3/dist-packages/uno.py"),
    Need("xmlsec1", "xmlsec1"),
    Need("softhsm2", "softhsm2-util"),
    Need("wixl", "wixl"),
    Need("msitools", "msiinfo"),
    Need("xz-utils", "xz"),
]


def has_display() -> bool:
    """Tell whether a window can be shown to somebody."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(kind: str, needs: Sequence[Need]) -> None:
    """Make the machine ready for the lock file of `kind`, `runtime` or `dev`, and for `needs`.

    Raise SetUpError, naming every Debian package that is missing, where they may not be installed from here.
    """
    is_installed = any(_is_installed(each) for each in {kind, "dev"})
    has_venv = is_installed or _is_venv_whole()
    install_missing([*needs, *([] if has_venv else [VENV_MODULE])])
    if not has_venv:
        with _step("a virtual environment in .venv (once)"):
            _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if not is_installed:
        _install_packages(kind)


def install_missing(needs: Sequence[Need]) -> None:
    """Install the Debian packages of those `needs` that are missing. Raise SetUpError if that is not allowed here."""
    missing = [need for need in needs if need.is_missing()] if sys.platform == "linux" else []
    if missing:
        _install_debian([need.package for need in missing])
    absent = [need.probe for need in missing if need.is_missing()]
    if absent:
        raise SetUpError(f"Still missing after installing: {', '.join(absent)}.")


def _install_packages(kind: str) -> None:
    with _step(f"Python packages for {'development' if kind == 'dev' else 'the program'} (once, about a minute)"):
        options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
        lock = ["--require-hashes", "--requirement", str(LOCKS[kind])]
        _run([str(PYTHON), "-m", "pip", "install", *options, *lock], PIP_ROOT_USER_ACTION="ignore")
    _stamp(kind).write_text(_digest(kind), encoding="ascii")


def _is_installed(kind: str) -> bool:
    return PYTHON.exists() and _stamp(kind).exists() and _stamp(kind).read_text(encoding="ascii") == _digest(kind)


def _stamp(kind: str) -> Path:
    return VENV / f"installed-{kind}.txt"


def _digest(kind: str) -> str:
    return hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()


def _is_venv_whole() -> bool:
    """Tell whether `.venv` can install packages: its Python may be gone, or a set-up may have been broken off."""
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0


def _install_debian(packages: list[str]) -> None:
    """Install with apt, where we may. The lists are fetched only if they are missing or too old to serve."""
    become_root = _ways_to_root()
    if shutil.which("apt-get") is None or become_root is None:
        raise SetUpError(
            "This machine lacks what these Debian packages hold, and they cannot be installed from here.\n"
            f"Install them, then run this again:\n\n    sudo apt-get install {' '.join(packages)}\n"
        )
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", WAIT_FOR_APT]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    with _step(f"Debian packages {' '.join(packages)} (once)"):
        if subprocess.run(install, capture_output=True, stdin=subprocess.DEVNULL).returncode != 0:
            _run([*apt, "update"])
            _run(install)


def _ways_to_root() -> list[str] | None:
    if os.name == "nt":
        return None
    if os.geteuid() == 0:
        return []
    may = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    return ["sudo", "-n"] if may else None


@contextmanager
def _step(what: str) -> Iterator[None]:
    print(f"Setting up: {what} ...", end=" ", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed.", flush=True)
        raise
    print(f"done in {time.monotonic() - begun:.0f} s.", flush=True)


def _run(command: Sequence[str], **environment: str) -> None:
    """Run quietly; on failure raise SetUpError with the end of what the command said."""
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        said = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise SetUpError(f"This failed: {' '.join(command)}\n{said}")
