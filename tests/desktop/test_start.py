from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_LIGHT = ("application", "first_window", "imports", "options", "settings", "tokens", "window")
HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "reportlab", "openpyxl", "pyhanko", "lxml", "alembic", "argon2"}


def loaded(root: Path, code: str) -> set[str]:
    run = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", run], cwd=root, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_package_imports_nothing(root: Path) -> None:
    names = loaded(root, "import app.desktop")
    assert "PySide6" not in names
    assert not any(name.startswith("app.desktop.") for name in names)


def test_first_window_needs_neither_theme_nor_pages(root: Path) -> None:
    names = loaded(root, "import app.desktop.application")
    ours = {name for name in names if name.startswith("app.desktop.")}
    assert ours == {f"app.desktop.{name}" for name in _LIGHT}


def test_desktop_itself_loads_nothing_heavy(root: Path) -> None:
    pages = ("shell", "navigation", "jobs", "pages.home_page", "pages.checklist_page")
    assert not loaded(root, f"import {', '.join(f'app.desktop.{page}' for page in pages)}") & HEAVY
