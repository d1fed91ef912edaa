"""The editor of a line in passages: a title, with sealed passages as tokens."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QKeyEvent

from app.desktop.widgets.narrative_edit import NarrativeEdit


class PassageLine(NarrativeEdit):
    """Wraps where it grows longer than its field; Enter is its form's, and what is pasted or dropped stays one line."""

    MARGIN = 4

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the text: a line is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave Enter to the form, save where it opens a token."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected_token() is None:
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Insert plain text with a space for each line's end."""
        line = QMimeData()
        line.setText(" ".join(source.text().split()))
        super().insertFromMimeData(line)
