"""Brings the standard library of the Windows Python: Debian's sources, each file by its hash, from where it still is.

An archive drops a package when its next update comes. So a file is looked for in several places, and where none has
Debian's packages any more, the sources that they are made of serve: those stay as long as Debian has this Python.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import machine
from works import WORKS, StepFailed, run, sha256

NEEDS = [
    machine.Need("apt", "/usr/lib/apt/apt-helper"),
    machine.Need("xz-utils", "xz"),
    machine.Need("ca-certificates", "/etc/ssl/certs/ca-certificates.crt"),  # the archive of all that was asks for them
]
UPSTREAM, DEBIAN = "3.13.5", "3.13.5-2+deb13u5"
POOL = "pool/main/p/python3.13"
ARCHIVES = ("http://deb.debian.org/debian", "https://snapshot.debian.org/archive/debian/20261125T000000Z")
"""Where else to look than in this machine's own archive; the last keeps everything that Debian ever had."""
LEFT = (
    "lib-dynload", "test", "sitecustomize.py", "EXTERNALLY-MANAGED", "_sysconfigdata*", "turtle.py", "idlelib",
    "ensurepip", "site-packages",
)  # fmt: skip


@dataclass(frozen=True)
class Library:
    """One form of the library: its files and their SHA-256, and where its folder and its licence lie in them."""

    version: str
    files: dict[str, str]
    folder: str
    licence: str


FORMS = (
    Library(
        f"{UPSTREAM} with Debian's corrections ({DEBIAN})",
        {
            f"libpython3.13-minimal_{DEBIAN}_amd64.deb":
                "a4aa6a9a8c77f87bfe545e1d14ec42c001d189ace90e3aa75deec882b39dee49",
            f"libpython3.13-stdlib_{DEBIAN}_amd64.deb":
                "db161322a3481d2c0c3b9a3b9a03c3ab0e2b1718f54b88755fb4a3f939165b84",
        },
        "usr/lib/python3.13",
        "usr/share/doc/libpython3.13-minimal/copyright",
    ),
    Library(
        f"{UPSTREAM} without Debian's corrections",
        {f"python3.13_{UPSTREAM}.orig.tar.xz": "93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640"},
        f"Python-{UPSTREAM}/Lib",
        f"Python-{UPSTREAM}/LICENSE",
    ),
)  # fmt: skip
"""What may serve, the best first."""


def take_library(home: Path, downloads: Path = WORKS / "downloads") -> str:
    """Put the library into `Lib` of the folder `home`; return its version.

    Raise StepFailed, saying what to do, where no form of it can be fetched.
    """
    machine.install_missing(NEEDS)
    downloads.mkdir(parents=True, exist_ok=True)
    form = next((form for form in FORMS if all(_fetch(*file, downloads) for file in form.files.items())), None)
    if form is None:
        raise StepFailed(_nowhere(downloads))
    if form is not FORMS[0]:
        print(f"The library is that of Python {form.version}: {next(iter(FORMS[0].files))} is nowhere.", flush=True)
    unpacked = WORKS / "library"
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir(parents=True)
    for name in form.files:
        _unpack(downloads / name, unpacked)
    shutil.copytree(unpacked / form.folder, home / "Lib", ignore=shutil.ignore_patterns(*LEFT))
    shutil.copy2(unpacked / form.licence, home / "LICENSE.txt")
    return form.version


def _fetch(name: str, pinned: str, downloads: Path) -> bool:
    """Have a file with its hash in `downloads`, from the first place that has it; tell whether it is there."""
    target = downloads / name
    if target.exists() and sha256(target) == pinned:
        return True
    return any(_is_fetched(f"{archive}/{POOL}/{name}", target, pinned) for archive in _archives())


def _is_fetched(address: str, target: Path, pinned: str) -> bool:
    try:
        run([NEEDS[0].probe, "download-file", address, target, f"SHA256:{pinned}"])
    except StepFailed:
        for left in (target, target.with_name(f"{target.name}.FAILED")):
            left.unlink(missing_ok=True)
        return False
    return sha256(target) == pinned


def _archives() -> Iterator[str]:
    """Yield where to look: in the archive that this system installs from, then in those that everybody has."""
    own = run(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Origin: Debian", "Label: Debian"]).split()
    yield from dict.fromkeys(place.rstrip("/") for place in (*own, *ARCHIVES))


def _unpack(archive: Path, folder: Path) -> None:
    if archive.suffix == ".deb":
        run(["dpkg-deb", "-x", archive, folder])
    else:
        run(["tar", "--extract", "--no-same-owner", "--file", archive, "--directory", folder])


def _nowhere(downloads: Path) -> str:
    wanted = "\n".join(f"  {value}  {name}" for form in FORMS for name, value in form.files.items())
    return (
        "The standard library of Python 3.13 could not be fetched: there is no network, or none of the places has "
        f"these files any more.\n\n{wanted}\n\nPut the first two, or the last, into {downloads} and run this again; or "
        "move FORMS in packaging/windows_library.py on to the version that Debian has now."
    )
