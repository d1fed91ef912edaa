"""Takes files that are dropped on a widget, or pasted while it has the focus."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class FileIntake(QObject):
    """Watches a widget and what is in it; `files_given` carries a list of paths. Other drops and pastes pass."""

    files_given = Signal(object)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def watch(self, inner: QWidget) -> None:
        """Watch the keys of something inside the target as well."""
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take files."""
        if isinstance(event, QDropEvent) and watched is self._target:
            return self._take_drop(event)
        paste = QKeySequence.StandardKey.Paste
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.matches(paste):
            return self.take_paste()
        return False

    def take_paste(self) -> bool:
        """Take files from the clipboard; tell whether there were any."""
        files = _files(QGuiApplication.clipboard().mimeData())
        if files:
            self.files_given.emit(files)
        return bool(files)

    def _take_drop(self, event: QDropEvent) -> bool:
        files = _files(event.mimeData())
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop and not isinstance(event, QDragEnterEvent):
            self.files_given.emit(files)
        return True


def _files(offered: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in offered.urls() if url.isLocalFile()]
