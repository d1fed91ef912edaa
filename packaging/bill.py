"""The bill of materials: every file of a frozen program, and the part that it came with."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import machine
from works import PARTS, StepFailed, sha256

INNER = "_internal"
LICENCES = f"{INNER}/licences"
OWN_ROOMS = ("app", "forms", "resources")
EXTRA_TEXTS = {
    "PySide6_Essentials": (PARTS / "licences" / "LGPL-3.txt",),
    "shiboken6": (PARTS / "licences" / "LGPL-3.txt",),
}
"""Texts that a package names and does not bring."""
LICENCE_NAMES = ("licen", "copying", "notice", "authors", "copyright")


@dataclass(frozen=True)
class Part:
    """Something that the program is made of: ours, or of others."""

    name: str
    version: str
    licence: str
    address: str = ""
    """Its package URL, where it is a package."""
    texts: tuple[Path, ...] = field(default=(), repr=False)


@dataclass
class Stock:
    """Where the files of a frozen program can have come from."""

    site: Path
    python: Path
    own: Part
    interpreter: Part
    by_place: dict[str, Part] = field(default_factory=dict)
    by_digest: dict[str, Part] = field(default_factory=dict)

    def fill(self) -> Stock:
        """Read what is installed, so that files can be looked up. Return itself."""
        for path in _libraries(self.python):
            self.by_digest[sha256(path)] = self.interpreter
        for found in importlib.metadata.distributions(path=[str(self.site)]):
            part = _part(found, self.site)
            for file in found.files or ():
                self.by_place[file.as_posix()] = part
                located = self.site / file
                if located.suffix in {".dll", ".pyd", ".so"} or ".so." in located.name:
                    self.by_digest[sha256(located)] = part
        return self

    def part_of_module(self, source: str) -> Part | None:
        """Give the part that a frozen module's source, `…/site-packages/x/y.py`, belongs to."""
        place = source.replace("\\", "/").removeprefix("Z:")
        site, root, python = self.site.as_posix(), machine.ROOT.as_posix(), self.python.as_posix()
        if place.startswith(site):
            return self.by_place.get(place.removeprefix(site + "/"))
        if place.startswith(python):
            return self.interpreter
        return self.own if place.startswith(root) else None


def take_licences(program: Path, modules: Mapping[str, str], stock: Stock) -> None:
    """Copy the licence texts of every part in use into the program's folder."""
    used = {part.name: part for part in _owners(program, stock).values() if part is not None}
    used |= {part.name: part for part in map(stock.part_of_module, modules.values()) if part is not None}
    for part in used.values():
        for text in part.texts:
            place = program / LICENCES / part.name / text.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, place)


def read_modules(listing: Path) -> dict[str, str]:
    """Give the modules in PyInstaller's archive and their sources, from its `PYZ-00.toc`."""
    _, entries = ast.literal_eval(listing.read_text(encoding="utf-8"))
    return {name: source for name, source, _ in entries if source and source != "-"}


def write_bill(program: Path, modules: Mapping[str, str], stock: Stock, version: str, target: Path) -> int:
    """Write the bill as CycloneDX 1.6 JSON; give the number of files in it.

    Raise StepFailed naming each file and module that nothing accounts for.
    """
    owners = _owners(program, stock)
    sources = {name: stock.part_of_module(source) for name, source in modules.items()}
    lost = [place for place, part in owners.items() if part is None]
    lost += [f"module {name}" for name, part in sources.items() if part is None]
    if lost:
        raise StepFailed("Not accounted for in the bill of materials:\n" + "\n".join(sorted(lost)[:40]))
    parts = {part.name: part for part in (*owners.values(), *sources.values()) if part is not None}
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "Assurance Desk", "version": version}},
        "components": [
            *(_describe_part(part, sources) for part in sorted(parts.values(), key=lambda part: part.name.lower())),
            *(_describe_file(program, place, part) for place, part in sorted(owners.items()) if part is not None),
        ],
    }
    target.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(owners)


def _owners(program: Path, stock: Stock) -> dict[str, Part | None]:
    files = (path for path in sorted(program.rglob("*")) if path.is_file())
    return {path.relative_to(program).as_posix(): _owner(path, program, stock) for path in files}


def _owner(path: Path, program: Path, stock: Stock) -> Part | None:
    place = path.relative_to(program).as_posix()
    inner = place.removeprefix(f"{INNER}/")
    if inner == place or inner.split("/")[0] in OWN_ROOMS or inner.startswith("licences/"):
        return stock.own  # our programs, our files, and the texts that take_licences copied
    if inner == "base_library.zip":
        return stock.interpreter
    installed = stock.site / inner
    if inner in stock.by_place and installed.is_file() and sha256(installed) == sha256(path):
        return stock.by_place[inner]
    return stock.by_digest.get(sha256(path)) or _debian_owner(path)


def _debian_owner(path: Path) -> Part | None:
    """Give the Debian package that a system library came with, where this is the same file."""
    for folder in ("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"):
        original = Path(folder) / path.name
        if not original.is_file() or sha256(original) != sha256(path):
            continue
        asked = ["dpkg-query", "--search", str(original)]
        found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.partition(":")[0]
        if found:
            shown = ["dpkg-query", "--show", "--showformat", "${Version}", found]
            version = subprocess.run(shown, capture_output=True, text=True, check=False).stdout
            text = Path("/usr/share/doc") / found / "copyright"
            texts = (text,) if text.exists() else ()
            return Part(found, version, "see its copyright file", f"pkg:deb/debian/{found}@{version}", texts)
    return None


def _libraries(python: Path) -> Iterator[Path]:
    for path in python.rglob("*"):
        is_library = path.suffix.lower() in {".dll", ".pyd", ".so"} or ".so." in path.name
        if is_library and "site-packages" not in path.parts and path.is_file():
            yield path


def _part(found: importlib.metadata.Distribution, site: Path) -> Part:
    name, about = found.metadata["Name"], found.metadata
    licence = _first(about.get_all("License-Expression")) or _first(about.get_all("License"))
    if not licence:
        words = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License")]
        licence = ", ".join(words) or "see its licence text"
    texts = [site / file for file in found.files or () if _is_licence(PurePosixPath(file.as_posix()))]
    address = f"pkg:pypi/{name.lower().replace('_', '-')}@{found.version}"
    return Part(name, found.version, licence, address, (*texts, *EXTRA_TEXTS.get(name, ())))


def _first(values: Sequence[str] | None) -> str:
    return values[0].strip().split("\n")[0][:80] if values else ""


def _is_licence(place: PurePosixPath) -> bool:
    in_info = ".dist-info" in place.parts[0]
    return in_info and ("licenses" in place.parts[1:-1] or place.name.lower().startswith(LICENCE_NAMES))


def _describe_part(part: Part, sources: Mapping[str, Part | None]) -> dict[str, object]:
    frozen = sorted(name for name, owner in sources.items() if owner is not None and owner.name == part.name)
    described: dict[str, object] = {
        "type": "library",
        "name": part.name,
        "version": part.version,
        "licenses": [{"license": {"name": part.licence}}],
    }
    if part.address:
        described["purl"] = part.address
    if frozen:
        described["properties"] = [{"name": "assurance-desk:modules-in-the-programs", "value": " ".join(frozen)}]
    return described


def _describe_file(program: Path, place: str, part: Part) -> dict[str, object]:
    return {
        "type": "file",
        "name": place,
        "hashes": [{"alg": "SHA-256", "content": sha256(program / place)}],
        "properties": [{"name": "assurance-desk:part", "value": part.name}],
    }
