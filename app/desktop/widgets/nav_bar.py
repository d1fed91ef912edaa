"""The pages in the side bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.widgets.nav_item import NavItem


class NavBar(QWidget):
    """One item a page; `page_chosen` carries its key."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: dict[str, NavItem] = {}
        self._column = QVBoxLayout(self)
        self._column.setProperty("unitMargins", "0")
        self._column.setProperty("unitSpacing", 2)

    def add_page(self, key: str, title: str, icon: str) -> None:
        """Add a page at the end."""
        item = NavItem(self._theme, title, icon, self)
        item.clicked.connect(self._on_clicked)
        self._items[key] = item
        self._column.addWidget(item)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show what is left to do on each page."""
        for key, item in self._items.items():
            item.show_count(counts.get(key, 0))

    def show_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self._items[key].setChecked(True)

    def show_rail(self, is_rail: bool) -> None:
        """Take the narrow shape, or the wide one."""
        for item in self._items.values():
            item.show_rail(is_rail)

    def _on_clicked(self) -> None:
        item = self.sender()
        self.page_chosen.emit(next(key for key, known in self._items.items() if known is item))
