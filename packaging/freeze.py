"""Freezes the program: one folder with Python, Qt and the libraries, for Windows (under Wine) or this Linux."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import machine
from windows_python import HOME, make_windows_python
from wine import Windows
from works import PARTS, WORKS, StepFailed, run

PROGRAM = "assurance-desk"
ICON = WORKS / "made" / "assurance-desk.ico"
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
    draw_icon()
    folder = _emptied(WORKS / "frozen-windows")
    command: list[str | Path] = [HOME / "python.exe", "-m", "PyInstaller", *_options(folder, "Z:\\")]
    ended = windows.run(*command, cwd=machine.ROOT, seconds=1800, **_environment("Z:" + str(ICON.parent)))
    (folder / "freeze.log").write_text(ended.said, encoding="utf-8")
    if ended.code != 0:
        raise StepFailed(f"PyInstaller ended with {ended.code} under Wine:\n{ended.said[-3000:]}")
    return folder / "dist" / PROGRAM


def freeze_for_linux() -> Path:
    """Freeze with this machine's Python; return the program's folder."""
    draw_icon()
    folder = _emptied(WORKS / "frozen-linux")
    said = run(
        [machine.PYTHON, "-m", "PyInstaller", *_options(folder, "/")],
        cwd=machine.ROOT,
        environment=_environment(str(ICON.parent)),
    )
    (folder / "freeze.log").write_text(said, encoding="utf-8")
    return folder / "dist" / PROGRAM


def draw_icon() -> None:
    """Draw the program's icon in every size that Windows asks for, unless it is there."""
    source = PARTS / "assurance-desk.svg"
    if ICON.exists() and ICON.stat().st_mtime > source.stat().st_mtime:
        return
    ICON.parent.mkdir(parents=True, exist_ok=True)
    arguments: list[str | Path] = [source, ICON, *map(str, ICON_SIZES)]
    run([machine.PYTHON, "-c", DRAW_ICON, *arguments], environment={"QT_QPA_PLATFORM": "offscreen"})


def _options(folder: Path, root: str) -> list[str]:
    """Give PyInstaller's options, its paths as seen from `root`, where this machine's files begin."""

    def seen(path: Path) -> str:
        return root + str(path)[1:]

    places = ["--distpath", seen(folder / "dist"), "--workpath", seen(folder / "work")]
    return ["--noconfirm", "--log-level", "WARN", *places, seen(PARTS / "assurance_desk.spec")]


def _environment(made: str) -> dict[str, str]:
    """Give what makes two builds of the same sources alike."""
    return {"ASSURANCE_DESK_MADE": made, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": _last_commit_time()}


def _last_commit_time() -> str:
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return os.environ["SOURCE_DATE_EPOCH"]
    return run(["git", "log", "-1", "--format=%ct"], cwd=machine.ROOT).strip()


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
