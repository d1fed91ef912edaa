"""Giving a finished file its name: at once, or as soon as whatever looks at it on Windows lets go."""

from __future__ import annotations

import sys
import time
from pathlib import Path

_WAITS = (0.02, 0.1, 0.3, 0.6) if sys.platform == "win32" else ()
"""Seconds between the attempts: there a virus scanner or an indexer holds a new file for a moment."""


def move(source: Path, target: Path) -> None:
    """Put `source` in the place of `target`; OSError where another program goes on holding either."""
    for wait in _WAITS:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    source.replace(target)
