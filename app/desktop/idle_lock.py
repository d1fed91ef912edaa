"""Counts down to locking the sealed store while nobody touches keyboard or mouse."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

IDLE_MINUTES = 15
_MINUTE = 60_000
_TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)  # fmt: skip


class IdleLock(QObject):
    """Emits `minute_passed(minutes left)` while it runs, and `ran_out` at the end; any touch starts it anew."""

    minute_passed = Signal(int)
    ran_out = Signal()

    def __init__(self, parent: QObject, minute: int = _MINUTE) -> None:
        super().__init__(parent)
        self._minute = minute
        self._since = QElapsedTimer()
        self._tick = QTimer(self, interval=max(1, minute // 4))
        self._tick.timeout.connect(self._on_tick)
        self._shown = IDLE_MINUTES

    @property
    def minutes_left(self) -> int:
        """Full minutes until it runs out, rounded up."""
        if not self._since.isValid():
            return IDLE_MINUTES
        return IDLE_MINUTES - self._since.elapsed() // self._minute

    def start(self) -> None:
        """Begin to count down."""
        self._since.start()
        self._shown = IDLE_MINUTES
        self._tick.start()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Stop counting."""
        self._tick.stop()
        self._since.invalidate()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Begin anew when somebody touches keyboard or mouse."""
        if event.type() in _TOUCHES and self._since.isValid():
            self._since.restart()
        return False

    def _on_tick(self) -> None:
        left = self.minutes_left
        if left <= 0:
            self.stop()
            self.ran_out.emit()
        elif left != self._shown:
            self._shown = left
            self.minute_passed.emit(left)
