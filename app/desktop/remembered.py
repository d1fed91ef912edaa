"""What the desktop remembers of one user on this PC: its look, the files that were open, who worked in them, where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.desktop.settings import settings_folder
from app.desktop.theme import Scheme

_MOST_RECENT = 8


class Remembered:
    """Reads and writes settings; ids and paths only, never words of the user."""

    def __init__(self, path: Path | None = None) -> None:
        self._settings = QSettings(str(path or settings_folder() / "settings.ini"), QSettings.Format.IniFormat)

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

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """The files that were opened, latest first, whether or not they are still there."""
        return tuple(Path(name) for name in _names(self._settings.value("files/recent")))

    def keep_file(self, path: Path, file_id: str) -> None:
        """Remember that a file was opened, and which establishment file it is: a damaged one cannot say so itself."""
        others = [other for other in self.recent_files if other != path]
        self.last_file = path
        self._settings.setValue("files/recent", [str(each) for each in (path, *others)][:_MOST_RECENT])
        self._settings.setValue(f"file-{file_id}/path", str(path))
        self._settings.sync()

    def file_id_at(self, path: Path) -> str:
        """Return the id of the file that was last open at a path; `""` where none was."""
        known = (group for group in self._settings.childGroups() if group.startswith("file-"))
        found = (group for group in known if self._settings.value(f"{group}/path") == str(path))
        return next(found, "").removeprefix("file-")

    def path_of(self, file_id: str) -> Path | None:
        """Return where a file was last open; None where it never was."""
        value = str(self._settings.value(f"file-{file_id}/path", ""))
        return Path(value) if value else None

    @property
    def window_place(self) -> QByteArray:
        """Where the window stood and how large it was, as Qt keeps it."""
        value = self._settings.value("look/window")
        return value if isinstance(value, QByteArray) else QByteArray()

    @window_place.setter
    def window_place(self, place: QByteArray) -> None:
        self._settings.setValue("look/window", place)

    def place_in(self, file_id: str, name: str) -> str:
        """Return an id remembered for one file, such as its `item`; `""` where there is none."""
        return str(self._settings.value(f"file-{file_id}/{name}", ""))

    def keep_place(self, file_id: str, name: str, value: str) -> None:
        """Remember an id for one file, on the disk at once: a crash must not forget where one was."""
        if value != self.place_in(file_id, name):
            self._settings.setValue(f"file-{file_id}/{name}", value)
            self._settings.sync()


def _names(value: object) -> list[str]:
    """Return the strings of a setting: Qt gives a list of one back as its only string."""
    if isinstance(value, str):
        return [value] if value else []
    return [str(each) for each in value] if isinstance(value, list) else []
