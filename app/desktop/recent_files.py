"""The files that were open before, in the File menu and on the page without a file: their names and folders alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.desktop.remembered import Remembered
from app.desktop.views.shell_view import WayView

WAY = "recent:"
"""Begins the key of a way that opens a recent file; the path follows."""

_SHOWN = 3
_GONE = "Not there any more"


class RecentFiles(QObject):
    """Fills a menu each time it is opened; `file_chosen(path)` follows a choice in it."""

    file_chosen = Signal(object)

    def __init__(self, menu: QMenu, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = menu
        self._remembered = remembered
        menu.aboutToShow.connect(self._fill)
        self._fill()

    def ways(self) -> tuple[WayView, ...]:
        """Return the latest files as ways to begin; one that is not there any more cannot be opened, and says so."""
        return tuple(_way(path) for path in self._remembered.recent_files[:_SHOWN])

    def _fill(self) -> None:
        self._menu.clear()
        for place, path in enumerate(self._remembered.recent_files, 1):
            is_there = path.is_file()
            where = str(path.parent) if is_there else _GONE.lower()
            words = f"{path.name}, {where}".replace("&", "&&")
            action = QAction(f"&{place}  {words}", self._menu)
            action.setEnabled(is_there)
            action.setData(path)
            action.triggered.connect(self._on_chosen)
            self._menu.addAction(action)
        self._menu.setEnabled(not self._menu.isEmpty())

    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.file_chosen.emit(action.data())


def _way(path: Path) -> WayView:
    is_there = path.is_file()
    where = str(path.parent) if is_there else f"{_GONE}: {path.parent}"
    return WayView(f"{WAY}{path}", "file", path.name, where, "Open", is_enabled=is_there)
