"""Where the desktop keeps what it remembers of one user on this PC."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def settings_folder() -> Path:
    """Return the folder of this user's settings; it need not exist yet."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "Assurance Desk"
