"""Something that the page has to say above its work: a fault, or what became of files."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.desktop.theme import Theme
from app.desktop.views.register_view import NoticeView
from app.desktop.widgets.button import Button
from app.desktop.widgets.status import Status


class Notice(QFrame):
    """Hidden until it has something to say; `closed` after it was put away."""

    closed = Signal()

    notice_status: Status
    notice_lines: QLabel
    notice_close: Button

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def form_loaded(self) -> None:
        """Dress and connect what the form has made."""
        self.notice_lines.setTextFormat(Qt.TextFormat.PlainText)
        self.notice_close.clicked.connect(self._on_closed)
        self.hide()

    def show_notice(self, view: NoticeView | None) -> None:
        """Say something, or nothing."""
        self.setVisible(view is not None)
        if view is None:
            return
        self.notice_status.show_status("refused" if view.tone == "bad" else "decide", view.title, "small_strong")
        self.notice_lines.setText("\n".join(view.lines))
        self.notice_lines.setVisible(bool(view.lines))

    def _on_closed(self) -> None:
        self.hide()
        self.closed.emit()
