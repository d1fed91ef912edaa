"""The pages in the side bar."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.widgets.nav_item import NavItem


class NavBar(QScrollArea):
    """One item a page; `page_chosen` carries its key. Where there is no room for all of them it scrolls."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: dict[str, NavItem] = {}
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setProperty("unitMargins", "0")
        self._column.setProperty("unitSpacing", 2)
        self._body.setMinimumWidth(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidgetResizable(True)
        self.setWidget(self._body)
        self.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for all items."""
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the room for one item: the rest scrolls."""
        return QSize(0, self._theme.u(40))

    def add_page(self, key: str, title: str, icon: str) -> None:
        """Add a page at the end."""
        item = NavItem(self._theme, title, icon, self._body)
        item.clicked.connect(self._on_clicked)
        self._items[key] = item
        self._column.addWidget(item)

    def show_only(self, keys: Collection[str]) -> None:
        """Show the items of these pages alone."""
        for key, item in self._items.items():
            item.setVisible(key in keys)
        self._take_room()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the page that is shown in sight."""
        self._take_room()
        super().resizeEvent(event)
        self._show_current_item()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show what is left to do on each page."""
        for key, item in self._items.items():
            item.show_count(counts.get(key, 0))

    def show_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self._items[key].setChecked(True)
        self._show_current_item()

    def show_rail(self, is_rail: bool) -> None:
        """Take the narrow shape, or the wide one."""
        for item in self._items.values():
            item.show_rail(is_rail)

    def show_dense(self, is_dense: bool) -> None:
        """Take less height for each item, where the window is low, or the usual one."""
        for item in self._items.values():
            item.show_dense(is_dense)
        self._take_room()
        self.updateGeometry()

    def current_item(self) -> NavItem | None:
        """Return the item of the page that is shown."""
        return next((item for item in self._items.values() if item.isChecked()), None)

    def _take_room(self) -> None:
        """Give the items their height, no more and no less, also where a file has other pages than the one before."""
        self._column.invalidate()
        self._body.setMinimumHeight(self._column.sizeHint().height())

    def _show_current_item(self) -> None:
        current = self.current_item()
        if current is not None:
            self.ensureWidgetVisible(current, 0, self._theme.u(8))

    def _on_clicked(self) -> None:
        item = self.sender()
        self.page_chosen.emit(next(key for key, known in self._items.items() if known is item))
