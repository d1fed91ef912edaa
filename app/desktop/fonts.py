"""Loads the program's own typefaces."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Load every sans typeface of `folder` into this process; return the family names found, none where none is."""
    names: set[str] = set()
    for path in sorted(folder.glob("*.ttf")):
        names.update(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path))))
    return tuple(sorted(names))
