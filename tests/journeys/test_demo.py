"""The demonstration, as the README's first command makes it and shows it where there is no screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=300)


def test_demonstration_is_made_verified_and_drawn_with_no_text_cut(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "demo"
    assert run(root, "app", "demo", folder).returncode == 0
    trust = f"author={folder / 'identity.pem'}"
    assert run(root, "app", "verify", folder / "return.pdf", folder / "return.xlsx", "--trust", trust).returncode == 0
    drawn = run(root, "app.desktop.shots", folder / "pages", folder / "demo.assure", "--file-only")
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert len([*(folder / "pages").glob("file-home-*.png")]) > 1
