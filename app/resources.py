"""Where the files are that come with the program: catalogue, schemas, fonts."""

from __future__ import annotations

import sys
from pathlib import Path


def locate_resources() -> Path:
    """Return the program's `resources` folder: beside the package, or inside the frozen program's own folder."""
    frozen = getattr(sys, "_MEIPASS", None)
    home = Path(frozen) if frozen else Path(__file__).resolve().parents[1]
    return home / "resources"
