"""The edge of a pane, to be dragged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop.theme import Theme

_WIDTH = 8


class PaneGrip(QWidget):
    """Lies over the inner edge of a pane of a page and follows it; `dragged(width in px)` while it is moved.

    The keyboard has *Wider pane* and *Narrower pane* in the Go menu for the same.
    """

    dragged = Signal(int)

    def __init__(self, theme: Theme, pane: QWidget, page: QWidget, *, is_left: bool) -> None:
        super().__init__(page)
        self._page = page
        self._theme = theme
        self._pane = pane
        self._is_left = is_left
        self._is_held = False
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pane.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        """Lie over the edge of the pane; nowhere while the pane is away or takes all the room."""
        page, width = self._page, self._theme.u(_WIDTH)
        has_edge = self._pane.isVisibleTo(page) and self._pane.maximumWidth() < page.width()
        self.setVisible(has_edge)
        if has_edge:
            corner = self._pane.mapTo(
                page, self._pane.rect().topRight() if self._is_left else self._pane.rect().topLeft()
            )
            self.setGeometry(corner.x() - width // 2, corner.y(), width, self._pane.height())
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the pane."""
        kinds = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange)
        if watched is self._pane and event.type() in kinds:
            self.follow()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold."""
        self._is_held = event.button() == Qt.MouseButton.LeftButton
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say how wide the pane is to be."""
        if self._is_held:
            at = self._pane.mapFromGlobal(event.globalPosition()).x()
            self.dragged.emit(round(at if self._is_left else self._pane.width() - at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._is_held = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Mark the edge while it is under the pointer or held."""
        if self._is_held or self.underMouse():
            painter = QPainter(self)
            painter.fillRect((self.width() - 2) // 2, 0, 2, self.height(), self._theme.colour("accent"))
            painter.end()
