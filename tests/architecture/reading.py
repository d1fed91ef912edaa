"""Reads Python files for what they import and call, and lists the files that belong to the repository."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", ".hypothesis", "build", "demo", "dist", "shots", "node_modules", "__pycache__"}


def imported_modules(path: Path) -> set[str]:
    """Return the dotted names of all modules that a file imports, at its head or later."""
    return set(_imports(ast.parse(path.read_bytes())))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def methods_called(path: Path) -> set[str]:
    """Return the names of all methods that a file calls: `setFont` for `label.setFont(…)`."""
    calls = (node.func for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call))
    return {function.attr for function in calls if isinstance(function, ast.Attribute)}


def own_files(root: Path = ROOT) -> list[Path]:
    """Return the files under version control; where git cannot say, all but what is made here."""
    git = shutil.which("git")
    listing = git and subprocess.run([git, "-C", root, "ls-files", "-z"], capture_output=True, text=True)
    if listing and listing.returncode == 0:
        return [path for path in (root / name for name in listing.stdout.split("\0") if name) if path.is_file()]
    return [path for path in root.rglob("*") if path.is_file() and not _is_made_here(path.relative_to(root))]


def _is_made_here(path: Path) -> bool:
    return any(part in NOT_OURS or part.endswith("_cache") for part in path.parts)
