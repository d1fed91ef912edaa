"""How pictures of the window are taken: its state, scheme, size and zoom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.desktop.shell import Shell
from app.desktop.specimens import frames
from app.desktop.theme import Scheme
from app.desktop.views.shell_view import ShellView
from app.desktop.widgets.scrim import Scrim

P = TypeVar("P", bound=QWidget)
Scene = Callable[[Shell], QWidget | None]
"""Puts the window into a state; returns the control that is to have the focus."""


@dataclass(frozen=True)
class Frame:
    """How a picture is taken: its scheme, window size in px, and zoom in per cent."""

    scheme: Scheme
    width: int
    height: int
    zoom: int = 100

    @property
    def name(self) -> str:
        """The frame's part of a file name."""
        return f"{self.scheme}-{self.width}x{self.height}-{self.zoom}"


_SIZES = ((1280, 720, 100), (1920, 1080, 100), (1280, 720, 200))
_BETWEEN = ((1024, 768, 100), (1280, 720, 125))

EVERY_FRAME = (
    *(Frame(scheme, *size) for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST) for size in _SIZES),
    *(Frame(Scheme.LIGHT, *size) for size in _BETWEEN),
)


def go_to(shell: Shell, key: str, kind: type[P], view: ShellView | None = None) -> P:
    """Put a page on show without the focus, in the specimen's shell or another, and return it."""
    shell.show_view(view or frames.shell())
    shell.show_page(key, takes_focus=False)
    page = shell.page(key)
    assert isinstance(page, kind)
    return page


def settle(shell: Shell, scene: Scene, frame: Frame) -> None:
    """Put the window into a scene and a frame, laid out and painted."""
    shell.theme.choose_scheme(frame.scheme)
    shell.theme.choose_zoom(frame.zoom)
    window = shell.window()
    window.resize(frame.width, frame.height)
    window.show()
    shell.progress_line.finish()
    for left in (*shell.findChildren(QDialog), *shell.findChildren(Scrim)):  # of the scene before
        left.setParent(None)
        left.deleteLater()
    focused = scene(shell)
    window.activateWindow()
    for _ in range(4):
        QApplication.processEvents()
    if focused is not None:
        focused.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(4):
        QApplication.processEvents()


def lay_over(dialog: QDialog, shell: Shell) -> None:
    """Show a dialog inside the window, so that one picture holds both, and one look finds what is cut in either.

    The system's frame is not in a picture: a dimmed window stands for it.
    """
    scrim = Scrim(shell)
    dialog.setParent(scrim, Qt.WindowType.Widget)
    dialog.setAutoFillBackground(True)
    ring = getattr(dialog, "ring", None)
    if isinstance(ring, QObject):
        ring.deleteLater()  # the window's own shows the focus now
        QApplication.sendPostedEvents(ring, QEvent.Type.DeferredDelete.value)
    dialog.adjustSize()
    dialog.show()
    centre(dialog, shell)


def centre(dialog: QDialog, shell: Shell) -> None:
    """Put a dialog that was laid over into the middle of the window."""
    dialog.move((shell.width() - dialog.width()) // 2, max(0, (shell.height() - dialog.height()) // 2))
