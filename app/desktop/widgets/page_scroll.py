"""A scroll area that shows the ground of its page and keeps the page's right edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.desktop.theme import Theme


class PageScroll(QScrollArea):
    """Scrolls up and down only; while its bar is shown, the content's right margin gives way to it.

    The content's layout carries `unitMargins`, of which the third is the right one.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().installEventFilter(self)

    def form_loaded(self) -> None:
        """Let the page's ground show through, once the form has made the content."""
        for ground in (self.viewport(), self.widget()):
            if ground is not None:
                ground.setAutoFillBackground(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the bar as it comes and goes."""
        if watched is self.verticalScrollBar() and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.keep_edge()
        return super().eventFilter(watched, event)

    def keep_edge(self) -> None:
        """Set the right margin for the bar as it is."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is None or layout.property("unitMargins") is None:
            return
        sides = [self._theme.u(float(side)) for side in str(layout.property("unitMargins")).split()]
        bar = self.verticalScrollBar()
        room = bar.sizeHint().width() if bar.isVisible() else 0
        layout.setContentsMargins(sides[0], sides[1], max(0, sides[2] - room), sides[3])
