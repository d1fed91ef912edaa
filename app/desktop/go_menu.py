"""The ways to each page: its item in the side bar, its command in the Go menu, and its digit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from app.desktop.page_entry import PageEntry
from app.desktop.widgets.nav_bar import NavBar

_LAST_DIGIT = 9


class GoMenu(QObject):
    """Fills the side bar and the menu with the pages; `page_asked(key)` follows a choice in either."""

    page_asked = Signal(str)

    def __init__(self, specs: Mapping[str, PageEntry], nav: NavBar, menu: QMenu) -> None:
        super().__init__(menu)
        self._specs = specs
        self._nav = nav
        self._actions: dict[str, QAction] = {}
        for key, spec in specs.items():
            nav.add_page(key, spec.title.replace("&", ""), spec.icon)
            action = QAction(spec.title, self)
            action.setData(key)
            action.triggered.connect(self._on_chosen)
            menu.addAction(action)
            self._actions[key] = action
        nav.page_chosen.connect(self.page_asked)

    def show_only(self, shown: Collection[str]) -> None:
        """Show the pages that a file has, and give each a digit: its own, or the next that is free."""
        self._nav.show_only(shown)
        taken = {self._specs[key].digit for key in shown}
        free = (digit for digit in range(1, _LAST_DIGIT + 1) if digit not in taken)
        for key, action in self._actions.items():
            digit = (self._specs[key].digit or next(free, 0)) if key in shown else 0
            action.setShortcut(QKeySequence(f"Ctrl+{digit}") if digit else QKeySequence())
            action.setVisible(key in shown)

    def enable_only(self, usable: Collection[str]) -> None:
        """Enable the commands of these pages: a digit belongs to one of the pages that are shown."""
        for key, action in self._actions.items():
            action.setEnabled(key in usable)

    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.page_asked.emit(str(action.data()))
