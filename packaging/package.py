"""Builds what is handed on: the Windows installer and portable archive, the Linux archive, bills and sums."""

from __future__ import annotations

import shutil
import sys
import sysconfig
import tarfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import machine
from bill import Part, Stock, read_modules, take_licences, write_bill
from contents import find_missing
from freeze import ICON, LOCAL, PROGRAM, freeze_for_windows, freeze_here
from installer import make_msi
from msi_tables import read_property
from sheet import print_sheet
from signing import find_signer
from windows_python import HOME
from wine import Windows
from works import DIST, PARTS, WORKS, StepFailed, last_commit, sha256

BUILD_WINDOWS = WORKS / "windows"
SUMS = "SHA256SUMS.txt"
WHEN = (2014, 9, 30, 0, 0, 0)
"""The time that every file of an archive bears, so that the same files make the same archive."""
KINDS = ("windows", "linux")
LINUX_FILES = PARTS / "linux"


def package(kinds: Sequence[str]) -> None:
    """Build for `windows`, `linux` or both, and list the sums of all that lies in `dist`."""
    DIST.mkdir(exist_ok=True)
    for kind in kinds:
        begun = time.monotonic()
        made = package_for_windows() if kind == "windows" else package_for_linux()
        (WORKS / f"built-{kind}.txt").write_text(last_commit("%h"), encoding="ascii")
        for path in made:
            print(f"{path.stat().st_size / 1e6:7.1f} MB  {path.relative_to(machine.ROOT)}", flush=True)
        print(f"Built for {kind} in {time.monotonic() - begun:.0f} s.", flush=True)
    files = sorted(path for path in DIST.iterdir() if path.is_file() and path.name != SUMS)
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in files)
    (DIST / SUMS).write_text(sums, encoding="ascii")


def package_for_windows() -> list[Path]:
    """Freeze under Wine, or on Windows itself; pack the installer and the portable archive; return what was made."""
    if sys.platform == "win32":
        program, python, site = freeze_here(), Path(sys.base_prefix), LOCAL / "Lib" / "site-packages"
    else:
        program = freeze_for_windows(Windows(BUILD_WINDOWS).make_once())
        python, site = HOME, HOME / "Lib/site-packages"
    name = f"{PROGRAM}-{version()}-windows-x64"
    _finish(program, Part("CPython", "3.13", "PSF-2.0", texts=(python / "LICENSE.txt",)), site, python, name)
    made = [DIST / f"{name}.cdx.json", DIST / f"{name}-portable.zip"]
    _zip(program, made[1])
    installer = WORKS / f"{name}.msi"
    if make_msi(program, version(), installer, ICON):
        _sign(installer)
        made.append(Path(shutil.copy2(installer, DIST)))
        if sys.platform != "win32":  # there nothing reads the product's code out of it
            made.append(DIST / f"{PROGRAM}-{version()}-it-sheet.pdf")
            code = read_property(installer, "ProductCode")
            print_sheet(made[-1], {"SHA256-OF-THE-MSI": sha256(installer), "PRODUCT-CODE": code, "VERSION": version()})
    else:
        print("WiX 3 (candle, light) is not on the path, so no installer was made.", flush=True)
    return made


def package_for_linux() -> list[Path]:
    """Freeze for this Linux; pack it with its desktop entry and type; return what was made."""
    program = freeze_here()
    name = f"{PROGRAM}-{version()}-linux-x64"
    python, site = Path(sys.base_prefix), Path(sysconfig.get_path("purelib", vars={"base": str(LOCAL)}))
    licence = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    interpreter = Part("CPython", sys.version.split()[0], "PSF-2.0", texts=(licence,) if licence.exists() else ())
    _finish(program, interpreter, site, python, name)
    made = [DIST / f"{name}.cdx.json", DIST / f"{name}.tar.gz"]
    with tarfile.open(made[1], "w:gz", compresslevel=6) as archive:
        archive.add(program, PROGRAM, filter=_plain)
        for file in sorted(LINUX_FILES.iterdir()):
            archive.add(file, f"{PROGRAM}/share/{file.name}", filter=_plain)
    return made


def version() -> str:
    """Give the program's version."""
    words = (machine.ROOT / "app/__init__.py").read_text(encoding="utf-8")
    return words.partition('__version__ = "')[2].partition('"')[0]


def _finish(program: Path, interpreter: Part, site: Path, python: Path, name: str) -> None:
    """Add the licence texts, sign what can be signed, and write the bill of the folder as it now is.

    Raise StepFailed where the program lacks a module or a file that its sources ask for.
    """
    own = Part("Assurance Desk", version(), "MIT")
    stock = Stock(site, python, own, interpreter).fill()
    modules = read_modules(program.parent.parent / "work" / "assurance_desk" / "PYZ-00.toc")
    missing = find_missing(machine.ROOT, program, modules, site)
    if missing:
        raise StepFailed("The frozen program lacks what its sources ask for:\n" + "\n".join(missing[:40]))
    take_licences(program, modules, stock)
    for file in program.glob("*.exe"):
        _sign(file)
    count = write_bill(program, modules, stock, version(), DIST / f"{name}.cdx.json")
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"The program's folder: {count} files, {size / 1e6:.1f} MB, all accounted for.", flush=True)


def _sign(file: Path) -> None:
    signer = find_signer()
    if signer is not None:
        signer.sign(file)


def _zip(program: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(program.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{PROGRAM}/{path.relative_to(program).as_posix()}", WHEN)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who built it and when."""
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = "root"
    return entry


if __name__ == "__main__":
    try:
        package(sys.argv[1:] or KINDS)
    except machine.SetUpError as error:
        sys.exit(f"\n{error}")
