"""What the desktop remembers of one user on this PC: colours, zoom, the last file, who worked in it, and where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from app.desktop.settings import settings_folder
from app.desktop.theme import Scheme


class Remembered:
    """Reads and writes settings; ids and paths only, never words of the user."""

    def __init__(self, path: Path | None = None) -> None:
        self._settings = QSettings(str(path or settings_folder() / "desktop.ini"), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> Scheme:
        """The chosen colours; the system's at first."""
        value = str(self._settings.value("look/scheme", Scheme.SYSTEM.value))
        return next((scheme for scheme in Scheme if scheme.value == value), Scheme.SYSTEM)

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._settings.setValue("look/scheme", scheme.value)

    @property
    def zoom(self) -> int:
        """The zoom in per cent."""
        value = str(self._settings.value("look/zoom", "100"))
        return int(value) if value.isdecimal() else 100

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._settings.setValue("look/zoom", str(percent))

    @property
    def last_file(self) -> Path | None:
        """The file that was open last, if it is still there."""
        value = str(self._settings.value("files/last", ""))
        return Path(value) if value and Path(value).is_file() else None

    @last_file.setter
    def last_file(self, path: Path) -> None:
        self._settings.setValue("files/last", str(path))

    def place_in(self, file_id: str, name: str) -> str:
        """Return an id remembered for one file, `person` or `item`; `""` where there is none."""
        return str(self._settings.value(f"file-{file_id}/{name}", ""))

    def keep_place(self, file_id: str, name: str, value: str) -> None:
        """Remember an id for one file."""
        self._settings.setValue(f"file-{file_id}/{name}", value)
