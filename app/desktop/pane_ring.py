"""F6 and Shift+F6 go round the panes of the window: the side bar, then those of the page on show."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from app.desktop.pages.page import STEP, Page, first_stop
from app.desktop.widgets.nav_bar import NavBar


class PaneRing(QObject):
    """Gives a menu the two commands. A pane that one comes back to has the focus where it was left."""

    def __init__(self, nav: NavBar, page: Callable[[], Page | None], menu: QMenu) -> None:
        super().__init__(menu)
        self._nav = nav
        self._page = page
        self._left_at: WeakKeyDictionary[QWidget, QWidget] = WeakKeyDictionary()
        menu.addSeparator()
        for words, key, way in (("Next pane", "F6", 1), ("Previous pane", "Shift+F6", -1)):
            action = QAction(words, menu)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(self._on_next_asked if way > 0 else self._on_previous_asked)
            menu.addAction(action)

        for words, key, by in (("Wider pane", "Alt+Shift+Right", STEP), ("Narrower pane", "Alt+Shift+Left", -STEP)):
            action = QAction(words, menu)
            action.setShortcut(QKeySequence(key))
            action.setData(by)
            action.triggered.connect(self._on_width_asked)
            menu.addAction(action)

    def _on_width_asked(self) -> None:
        """Make the pane that holds the focus wider, or narrower."""
        action, page = self.sender(), self._page()
        if page is None or not isinstance(action, QAction):
            return
        panes = list(page.panes())
        here = _place_of(page.window().focusWidget(), panes)
        if here is not None:
            page.resize_pane(panes[here], int(action.data()))

    def _on_next_asked(self) -> None:
        self._step(1)

    def _on_previous_asked(self) -> None:
        self._step(-1)

    def _step(self, way: int) -> None:
        page = self._page()
        if page is None:
            return
        ring: list[QWidget] = [self._nav, *page.panes()]
        focused: QWidget | None = page.window().focusWidget()
        here = _place_of(focused, ring)
        if focused is not None and here is not None:
            self._left_at[ring[here]] = focused
        if here is None:  # in the page's header: its panes come after it
            here = 0 if way > 0 else 1
        self._enter(page, ring[(here + way) % len(ring)])

    def _enter(self, page: Page, pane: QWidget) -> None:
        if pane is self._nav:
            page.show_pane(None)
            stop: QWidget | None = self._nav.current_item()
        else:
            stop = page.show_pane(pane)
        held = self._left_at.get(pane)
        if held is not None and isValid(held) and held.isVisible() and held.isEnabled() and pane.isAncestorOf(held):
            stop = held
        (stop or first_stop(pane) or pane).setFocus(Qt.FocusReason.TabFocusReason)


def _place_of(focused: QWidget | None, ring: list[QWidget]) -> int | None:
    """Return the place of the innermost pane that holds the focus: where panes are tabs, one stands in another."""
    holding = [pane for pane in ring if focused is not None and pane.isAncestorOf(focused)]  # itself counts as well
    inner = [pane for pane in holding if not any(pane.isAncestorOf(other) for other in holding if other is not pane)]
    return ring.index(inner[0]) if inner else None
