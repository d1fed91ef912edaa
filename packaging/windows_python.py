"""Puts a CPython 3.13 for Windows together on Linux, from pinned parts.

DLLs are the makers' own, from a package of the Python index; the standard library is brought by `windows_library`;
python.exe and python3.dll, which neither has, are made here of a dozen lines. On a Windows PC none of this is needed.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

import machine
from windows_library import take_library
from works import PARTS, WORKS, digest, is_made, run

HOME = WORKS / "python"
"""The folder of python.exe. Its packages are those of `packaging/requirements-windows.txt`."""
LIBRARY_NOTE = "library.txt"
"""The file beside python.exe that says of which version its library is."""
SCRIPTS = (Path(__file__), PARTS / "windows_library.py")
LOCK = PARTS / "requirements-windows.txt"
DLL_LOCK = PARTS / "requirements-windows-python.txt"
COMPILER = machine.Need("gcc-mingw-w64-x86-64-posix", "x86_64-w64-mingw32-gcc")
BESIDE_PYTHON = ("python313.dll",)
LEFT_DLLS = ("_wmi", "_tkinter", "_test", "tcl", "tk8", "winsound", "api-ms-", "vcruntime", "python313")
"""Not taken: what tests or Tk need, what Windows has, what Wine 8 cannot load (the library does without _wmi)."""
RUNTIMES = ("vcruntime140.dll", "vcruntime140_1.dll")
PIP = ["-m", "pip", "--quiet", "--disable-pip-version-check"]
FOR_WINDOWS = ["--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp", "--only-binary=:all:"]


def make_windows_python() -> None:
    """Make `HOME` from the pinned parts, unless it has been made of these very parts."""
    machine.install_missing([COMPILER])
    stamp, parts = HOME / "made-of.txt", digest(LOCK, DLL_LOCK, *SCRIPTS, PARTS / "windows" / "python.c")
    if is_made(stamp, parts):
        return
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    (HOME / LIBRARY_NOTE).write_text(take_library(HOME), encoding="utf-8")
    install_wheels(LOCK, HOME / "Lib" / "site-packages")
    _take_dlls(_download_dlls())
    _make_launchers()
    stamp.write_text(parts, encoding="ascii")


def install_wheels(lock: Path, target: Path) -> None:
    """Unpack the wheels that a lock file names, for Windows, into a folder; each must have its hash."""
    locked: list[str | Path] = ["--no-deps", "--require-hashes", "--requirement", lock]
    command: list[str | Path] = [
        machine.PYTHON,
        *PIP,
        "install",
        *FOR_WINDOWS,
        *locked,
        "--no-compile",
        "--target",
        target,
    ]
    run(command, environment={"PIP_ROOT_USER_ACTION": "ignore"})


def _download_dlls() -> Path:
    place = WORKS / "downloads"
    command: list[str | Path] = [
        machine.PYTHON,
        *PIP,
        "download",
        *FOR_WINDOWS,
        "--no-deps",
        "--require-hashes",
        "--requirement",
    ]
    run([*command, DLL_LOCK, "--dest", place])
    return next(place.glob("panda3d-*.whl"))


def _take_dlls(wheel: Path) -> None:
    (HOME / "DLLs").mkdir()
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            room, _, file = name.partition("/")
            if room != "deploy_libs" or ".cp313t-" in file or not file:
                continue
            if file in BESIDE_PYTHON:
                (HOME / file).write_bytes(archive.read(name))
            elif not file.lower().startswith(LEFT_DLLS):
                (HOME / "DLLs" / file).write_bytes(archive.read(name))
    for name in RUNTIMES:  # those in the wheel are of 2016; Qt's are newer than everything here
        shutil.copy2(HOME / "Lib/site-packages/PySide6" / name, HOME)


def _make_launchers() -> None:
    """Make python.exe, and python3.dll, which hands every name of the stable interface on to python313.dll."""
    names = _exported_names(HOME / "python313.dll")
    build = WORKS / "launchers"
    build.mkdir(exist_ok=True)
    (build / "forward.def").write_text(
        "LIBRARY python3.dll\nEXPORTS\n" + "".join(f"  {name} = python313.{name}\n" for name in names), encoding="ascii"
    )
    (build / "python313.def").write_text("LIBRARY python313.dll\nEXPORTS\n  Py_Main\n", encoding="ascii")
    run(["x86_64-w64-mingw32-dlltool", "-d", build / "python313.def", "-l", build / "libpython313.a"])
    compile_c = [COMPILER.probe, "-O2", "-s", "-Wl,--no-insert-timestamp"]
    source: list[str | Path] = [PARTS / "windows/python.c", build / "libpython313.a"]
    run([*compile_c, "-municode", "-o", HOME / "python.exe", *source])
    run([*compile_c, "-shared", "-nostdlib", "-Wl,-e,0", "-o", HOME / "python3.dll", build / "forward.def"])


def _exported_names(dll: Path) -> list[str]:
    """Give the names that a DLL exports."""
    printed = run(["x86_64-w64-mingw32-objdump", "-p", dll])
    table = printed.partition("[Ordinal/Name Pointer] Table")[2].partition("\n\n")[0]
    return [line.split()[-1] for line in table.splitlines()[1:] if line.strip()]


if __name__ == "__main__":
    make_windows_python()
    sys.stdout.write(f"{HOME}\n")
