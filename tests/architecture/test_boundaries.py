"""Walls that import-linter cannot state: lists of what is allowed, and what start-up may load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.reading import imported_modules

HEAVY = {"alembic", "argon2", "lxml", "openpyxl", "pikepdf", "pyhanko", "pypdfium2", "reportlab", "uharfbuzz"}
APP = Path(__file__).resolve().parents[2] / "app"
AT_START = [name for name in ("__main__", "bootstrap", "desktop") if list(APP.glob(f"{name}*"))]


def test_domain_imports_only_the_standard_library_and_pydantic(root: Path) -> None:
    allowed = sys.stdlib_module_names | {"pydantic"}
    for path in (root / "app" / "domain").rglob("*.py"):
        foreign = {name for name in imported_modules(path) if name.split(".")[0] not in allowed}
        assert {name for name in foreign if not name.startswith("app.domain")} == set(), path.name


def test_domain_reads_no_file_and_starts_no_process(root: Path) -> None:
    doors = {"io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile"}
    for path in (root / "app" / "domain").rglob("*.py"):
        assert doors.intersection(imported_modules(path)) == set(), path.name


def test_migrations_import_nothing_of_ours(root: Path) -> None:
    for path in (root / "app").rglob("migrations/**/*.py"):
        assert {name for name in imported_modules(path) if name.split(".")[0] in ("app", ".")} == set(), path.name


def test_nothing_opens_a_connection(root: Path) -> None:
    doors = {"aiohttp", "ftplib", "http.client", "requests", "smtplib", "socket", "urllib.request", "urllib3"}
    for path in (root / "app").rglob("*.py"):
        assert doors.intersection(imported_modules(path)) == set(), path.name


@pytest.mark.parametrize("module", AT_START)
def test_heavy_libraries_are_not_loaded_when_the_program_starts(root: Path, module: str) -> None:
    program = f"import sys, app.{module}; print(*sorted(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert HEAVY.intersection(done.stdout.split()) == set()
