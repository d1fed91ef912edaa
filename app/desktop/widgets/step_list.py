"""What a long job has done, and what it is doing."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.widgets.status import Status


class StepList(QWidget):
    """Grows by a line as each step begins; the ones before it are done."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[Status] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.u(4))

    @property
    def words(self) -> list[str]:
        """The steps so far."""
        return [line.text() for line in self._lines]

    def clear(self) -> None:
        """Forget all steps."""
        for line in self._lines:
            line.setParent(None)  # takes it out of the layout
            line.deleteLater()
        self._lines = []

    def begin(self, words: str) -> None:
        """Begin a step; the one before it is done."""
        if self._lines and self._lines[-1].text() == words:
            return
        self.finish()
        line = Status(self._theme, self)
        line.show_status("in_progress", words, "strong", "ink")
        self._lines.append(line)
        self._column.addWidget(line)
        line.show()

    def finish(self) -> None:
        """Show the last step as done."""
        if self._lines:
            self._lines[-1].show_status("passed", self._lines[-1].text(), "body", "ink")
