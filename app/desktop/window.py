"""The window itself, on the screen before the rest of the desktop is read."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from app.desktop.tokens import DARK, LIGHT


class Window(QMainWindow):
    """An empty window in the ground colour of the system's scheme; `first_painted` follows its first paint.

    `closing(QCloseEvent)` comes before it closes; whoever must not lose something ignores the event. `closed` follows.

    Nothing that takes long to import may be imported here: see the start-up figures in `./dev bench`.
    """

    first_painted = Signal()
    closing = Signal(object)
    closed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        is_dark = application.palette().window().color().lightness() < 128
        self._ground = QColor((DARK if is_dark else LIGHT).page)
        self._has_painted = False
        self.setWindowTitle("Assurance Desk")
        self.resize(1280, 800)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask whether it may close."""
        self.closing.emit(event)
        if event.isAccepted():
            self.closed.emit()

    def come_to_the_front(self) -> None:
        """Show the window above others, from the task bar too."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground, and say so the first time, once it can be seen."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        painter.end()
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.first_painted.emit)
