"""Freezes the program: one folder with Python, Qt and the libraries, for Windows under Wine, or for this system."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import machine
from windows_python import HOME, make_windows_python
from wine import Windows
from works import PARTS, WORKS, StepFailed, digest, is_made, last_commit, run

PROGRAM = "assurance-desk"
ICON = WORKS / "made" / "assurance-desk.ico"
KIND = "windows" if sys.platform == "win32" else "linux"
LOCAL = WORKS / f"venv-{KIND}"
LOCAL_LOCK = PARTS / ("requirements-windows.txt" if sys.platform == "win32" else "requirements-package.txt")
LIBPYTHON = f"libpython3.{sys.version_info.minor}"
LOCAL_NEEDS = [machine.Need("binutils", "objcopy")]
if sys.base_prefix == "/usr":  # Debian's own Python has its library apart
    LOCAL_NEEDS.append(machine.Need(LIBPYTHON, f"{LIBPYTHON}.so.1.0"))
WHEELHOUSE = machine.ROOT / "wheelhouse"
"""Where a Windows PC without a network has the wheels; where this folder is missing, pip asks its index."""
NO_TIME = "1412035200"
"""The time in the programs where nothing tells when the sources were last changed."""
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
DRAW_ICON = """
import io, sys
from PIL import Image
from PySide6.QtCore import QBuffer, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
application, sizes = QGuiApplication([]), [int(size) for size in sys.argv[3:]]
def draw(size):
    picture = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(sys.argv[1]).render(painter)
    painter.end()
    buffer = QBuffer()
    picture.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data())))
largest, *others = [draw(size) for size in sorted(sizes, reverse=True)]
largest.save(sys.argv[2], sizes=[(size, size) for size in sizes], append_images=others)
"""


def freeze_for_windows(windows: Windows) -> Path:
    """Freeze under Wine with the Windows Python; return the program's folder."""
    make_windows_python()
    draw_icon(machine.PYTHON)
    folder = _emptied(WORKS / "freezing-windows")
    command: list[str | Path] = [HOME / "python.exe", "-m", "PyInstaller", *_options(folder, "Z:\\")]
    ended = windows.run(*command, cwd=machine.ROOT, seconds=1800, **_environment("Z:" + str(ICON.parent)))
    (folder / "freeze.log").write_text(ended.said, encoding="utf-8")
    if ended.code != 0:
        raise StepFailed(f"PyInstaller ended with {ended.code} under Wine:\n{ended.said[-3000:]}")
    return _moved(folder, WORKS / "frozen-windows") / "dist" / PROGRAM


def freeze_here() -> Path:
    """Freeze with a Python of this machine that has the locked packages alone; return the program's folder."""
    machine.install_missing(LOCAL_NEEDS)
    python = make_local_python()
    draw_icon(python)
    folder = _emptied(WORKS / f"frozen-{KIND}")
    command: list[str | Path] = [python, "-m", "PyInstaller", *_options(folder, None)]
    (folder / "freeze.log").write_text(
        run(command, cwd=machine.ROOT, environment=_environment(str(ICON.parent))), encoding="utf-8"
    )
    return folder / "dist" / PROGRAM


def make_local_python() -> Path:
    """Make a virtual environment of the locked packages for freezing, unless it is there; return its Python."""
    stamp, wanted = LOCAL / "made-of.txt", digest(LOCAL_LOCK)
    python = LOCAL / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not is_made(stamp, wanted):
        run([sys.executable, "-m", "venv", "--clear", LOCAL])
        locked: list[str | Path] = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--requirement", LOCAL_LOCK]
        source: list[str | Path] = ["--no-index", "--find-links", WHEELHOUSE] if _has_wheelhouse() else []
        run([python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *source, *locked])
        stamp.write_text(wanted, encoding="ascii")
    return python


def _has_wheelhouse() -> bool:
    return KIND == "windows" and WHEELHOUSE.is_dir()


def draw_icon(python: Path) -> None:
    """Draw the program's icon in every size that Windows asks for, with a Python that has Qt, unless it is there."""
    source = PARTS / "linux" / "assurance-desk.svg"
    if ICON.exists() and ICON.stat().st_mtime > source.stat().st_mtime:
        return
    ICON.parent.mkdir(parents=True, exist_ok=True)
    arguments: list[str | Path] = [source, ICON, *map(str, ICON_SIZES)]
    run([python, "-c", DRAW_ICON, *arguments], environment={"QT_QPA_PLATFORM": "offscreen"})


def _options(folder: Path, root: str | None) -> list[str]:
    """Give PyInstaller's options; under Wine, paths as seen from `root`, where this machine's files begin."""

    def seen(path: Path) -> str:
        return str(path) if root is None else root + str(path)[1:]

    places = ["--distpath", seen(folder / "dist"), "--workpath", seen(folder / "work")]
    return ["--noconfirm", "--log-level", "WARN", *places, seen(PARTS / "assurance_desk.spec")]


def _environment(made: str) -> dict[str, str]:
    """Give what makes two builds of the same sources alike."""
    return {"ASSURANCE_DESK_MADE": made, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": _time_of_sources()}


def _time_of_sources() -> str:
    return os.environ.get("SOURCE_DATE_EPOCH") or last_commit("%ct") or NO_TIME


def _moved(folder: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    return folder.rename(place)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
