"""What a frozen program must hold: each module that its sources import, however late, and each file that they read."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from pathlib import Path

from bill import INNER, OWN_ROOMS
from pruning import EXCLUDED_MODULES

STARTS = ("app.__main__", "app.services.child")
"""Where the program starts, and where the process starts that reads a return."""


def find_missing(root: Path, program: Path, modules: Collection[str], site: Path) -> list[str]:
    """Name what the sources in `root` ask for and the program's folder lacks; `modules` are those in its archive.

    `site` tells modules of packages from other names. Of the standard library, what is left out on purpose is named.
    """
    held = {*modules, "app.__main__", *_extensions(program / INNER)}
    return sorted({*_missing_modules(root, held, site), *_missing_files(root, program / INNER)})


def _missing_modules(root: Path, held: Collection[str], site: Path) -> Iterator[str]:
    waiting, seen = list(STARTS), set(STARTS)
    while waiting:
        name = waiting.pop()
        source = _source(root, name)
        if source is None:
            if _is_lacking(name, held):
                yield f"module {name}"
            continue
        if name not in held:
            yield f"module {name}"
        asked = set(_imports(source, (root, site))) - seen
        seen |= asked
        waiting += asked


def _is_lacking(name: str, held: Collection[str]) -> bool:
    if name.partition(".")[0] in sys.stdlib_module_names:
        return any(fnmatch(name, left) or name.startswith(f"{left}.") for left in EXCLUDED_MODULES)
    return name not in held


def _imports(source: Path, places: Collection[Path]) -> Iterator[str]:
    """Yield every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(source.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module
            inner = (f"{node.module}.{each.name}" for each in node.names)
            yield from (name for name in inner if any(_is_module(place, name) for place in places))


def _is_module(place: Path, name: str) -> bool:
    path = place.joinpath(*name.split("."))
    is_extension = any(file.suffix in {".so", ".pyd"} for file in path.parent.glob(f"{path.name}.*"))
    return _source(place, name) is not None or is_extension


def _source(root: Path, name: str) -> Path | None:
    path = root.joinpath(*name.split("."))
    return next((each for each in (path.with_name(f"{path.name}.py"), path / "__init__.py") if each.is_file()), None)


def _extensions(inner: Path) -> Iterator[str]:
    for path in inner.rglob("*"):
        if path.suffix in {".so", ".pyd"}:
            place = path.relative_to(inner)
            yield ".".join((*place.parent.parts, path.name.partition(".")[0]))


def _missing_files(root: Path, inner: Path) -> Iterator[str]:
    for path in (path for room in OWN_ROOMS for path in (root / room).rglob("*")):
        place = path.relative_to(root)
        if path.is_file() and path.suffix not in {".py", ".pyc"} and not (inner / place).is_file():
            yield place.as_posix()
