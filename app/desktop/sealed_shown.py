"""What shows sealed text over the pages is closed as the sealed store is locked, by hand or when nobody is there."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

_SHOWS = "showsSealed"


def mark_sealed(window: QWidget, *, shows: bool = True) -> None:
    """Say whether a dialog or a note shows sealed text."""
    window.setProperty(_SHOWS, shows)


def close_sealed(parent: QWidget) -> None:
    """Close whatever below a window shows sealed text; what was typed in it is given up."""
    for window in parent.findChildren(QWidget):
        if window.isWindow() and window.isVisible() and window.property(_SHOWS):
            if isinstance(window, QDialog):
                window.reject()
            else:
                window.close()
