"""Measures functions and files, by reading them: `python -m tests.architecture.sizes` prints the report."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {"function": 40, "file": 400}


@dataclass(frozen=True, order=True)
class Size:
    """The lines of one function or file; `place` is its path, and the function's name and first line."""

    lines: int
    place: str


def sources(root: Path = ROOT) -> list[Path]:
    """Return the Python files of the program and its packaging."""
    return sorted(path for folder in ("app", "packaging") for path in (root / folder).rglob("*.py"))


def file_sizes(root: Path = ROOT) -> list[Size]:
    """Return the size of each file that is not empty."""
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources(root)}
    return [Size(count, path.relative_to(root).as_posix()) for path, count in lines.items() if count]


def function_sizes(root: Path = ROOT) -> list[Size]:
    """Return the size of each function, from `def` to its last line, docstring included, decorators not."""
    return [size for path in sources(root) for size in _functions(path, root)]


def _functions(path: Path, root: Path) -> Iterator[Size]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Size(lines, f"{path.relative_to(root).as_posix()}:{node.lineno} {node.name}")


def report() -> int:
    """Print the medians, the largest and what is over its limit; return 1 if anything is."""
    code = 0
    for kind, sizes in {"function": function_sizes(), "file": file_sizes()}.items():
        largest = max(sizes)
        middle = median(size.lines for size in sizes)
        print(f"  {len(sizes)} {kind}s: median {middle:.0f} lines, largest {largest.lines} ({largest.place})")
        for size in sorted(sizes, reverse=True):
            if size.lines > LIMITS[kind]:
                print(f"  over {LIMITS[kind]}: {size.lines} lines, {size.place}")
                code = 1
    return code


if __name__ == "__main__":
    sys.exit(report())
