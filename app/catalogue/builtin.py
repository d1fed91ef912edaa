"""Where the pack that comes with the program is kept."""

from __future__ import annotations

import sys
from pathlib import Path


def locate_resources() -> Path:
    """Return the program's `resources` folder: beside the package, or inside the frozen program's own folder."""
    frozen = getattr(sys, "_MEIPASS", None)
    home = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return home / "resources"


def locate_builtin_pack() -> Path:
    """Return the folder of the pack that comes with the program."""
    return locate_resources() / "catalogue"
