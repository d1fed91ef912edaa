"""A scroll area that shows the ground of its page and keeps the page's right edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QWidget

from app.desktop.theme import Theme


class PageScroll(QScrollArea):
    """Scrolls up and down only, to whatever takes the focus; the content's right margin gives way to its bar.

    The content's layout carries `unitMargins`, of which the third is the right one, and perhaps `unitMost`: how wide
    the content may be, so that lines stay short enough to read; it stands in the middle then.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._beside: QLayout | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().installEventFilter(self)
        theme.zoomed.connect(self.keep_edge)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

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
        room = bar.sizeHint().width() if bar.isVisibleTo(self) else 0  # a page that is put away keeps it
        most = layout.property("unitMost")
        spare = max(0, self.width() - self._theme.u(float(most))) // 2 if most is not None else 0
        left, right = max(sides[0], spare), max(sides[2], spare)
        layout.setContentsMargins(left, sides[1], max(0, right - room), sides[3])
        if self._beside is not None:
            margins = self._beside.contentsMargins()
            self._beside.setContentsMargins(left, margins.top(), right, margins.bottom())

    def align(self, beside: QLayout) -> None:
        """Let what stands above or below keep the edges of the content."""
        self._beside = beside
        self.keep_edge()

    def take_key(self, event: QKeyEvent) -> bool:
        """Scroll for a page key that nothing else took, and tell whether it was one: for dialogs that only say."""
        key = QKeySequence.StandardKey
        bar = self.verticalScrollBar()
        moves = {key.MoveToNextPage: bar.pageStep(), key.MoveToPreviousPage: -bar.pageStep()}
        for each, step in moves.items():
            if event.matches(each):
                bar.setValue(bar.value() + step)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep what has the focus in sight."""
        super().resizeEvent(event)
        self.keep_edge()
        QTimer.singleShot(0, self, self._show_focused)

    def _show_focused(self) -> None:
        self._on_focus_changed(None, self.window().focusWidget())

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        content = self.widget()
        if new is not None and content is not None and content.isAncestorOf(new) and new.height() < self.height():
            self.ensureWidgetVisible(new, 0, self._theme.u(12))
