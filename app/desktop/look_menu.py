"""How the window looks, chosen in its View menu: the colours and the zoom."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from app.desktop.theme import Scheme, Theme


class LookMenu(QObject):
    """Carries out the commands of a menu; `scheme_chosen` follows a choice of colours in it."""

    scheme_chosen = Signal()

    def __init__(self, theme: Theme, schemes: Mapping[Scheme, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        group = QActionGroup(self)
        for scheme, action in schemes.items():
            group.addAction(action)
            action.setData(scheme.value)
            action.setChecked(scheme is theme.scheme)
            action.triggered.connect(self._on_scheme_chosen)

    def take_zoom(self, larger: QAction, smaller: QAction, usual: QAction) -> None:
        """Take the three commands that zoom."""
        larger.setShortcuts([QKeySequence("Ctrl+="), QKeySequence("Ctrl++")])
        larger.triggered.connect(self._on_larger_asked)
        smaller.triggered.connect(self._on_smaller_asked)
        usual.triggered.connect(self._on_usual_asked)

    def _on_scheme_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._theme.choose_scheme(Scheme(action.data()))
            self.scheme_chosen.emit()

    def _on_larger_asked(self) -> None:
        self._theme.step_zoom(1)

    def _on_smaller_asked(self) -> None:
        self._theme.step_zoom(-1)

    def _on_usual_asked(self) -> None:
        self._theme.choose_zoom(100)
