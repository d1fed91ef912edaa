"""What the pages of three panes have in common: a list, one of its entries, and what stands beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.desktop.pages.page import Page
from app.desktop.pages.pane_widths import places_of
from app.desktop.pages.panes import PaneParts, Panes, Widths
from app.desktop.widgets.button import Button
from app.desktop.widgets.segments import Segments


class PanedPage(Page):
    """A page of three panes, two with one that opens over the page, or tabs, by the width of the window.

    The page that derives from it calls `_take_panes` once its form is loaded, and says what each mode shows.
    """

    tab_bar: QFrame
    jump_button: Button
    tabs: Segments
    panes_layout: QHBoxLayout
    side_toggle: Button

    def _take_panes(self, parts: PaneParts, usual: Widths, wide: Widths, *, entry: str, first: QWidget) -> None:
        """Take the panes. `entry` is the tab of the entry on show, `first` what has the focus in the list."""
        self._panes = Panes(self, self.theme, parts, usual, wide)
        self._side = parts.side
        self._entry_tab = self._tab = entry
        self._list_focus = first
        self.tabs.tab_anchor = self.jump_button
        self.tabs.segment_chosen.connect(self._on_tab_chosen)
        self.jump_button.clicked.connect(self._on_jump_clicked)
        self.side_toggle.clicked.connect(self._on_side_asked)
        self.theme.zoomed.connect(self._on_look_changed)
        self.theme.changed.connect(self._on_look_changed)

    def arrange(self, units: float) -> None:
        """Take three panes, two, or tabs."""
        if self._panes.take(units):
            self._tab = self._entry_tab
        self._arrange_panes()

    def focus_first(self) -> None:
        """Put the focus where the entry's work begins; on the list where nothing can be done there."""
        (self._first() or self._list_focus).setFocus(Qt.FocusReason.OtherFocusReason)

    def resize_pane(self, pane: QWidget, by: int) -> None:
        """Make the list or the side pane wider, or narrower."""
        self._panes.resize(pane, by)
        self.panes_changed.emit()

    def places(self) -> str:
        """Return which pane or tab is on show, and how wide the others are."""
        return " ".join((f"tab:{self._tab}", *self._panes.words()))

    def take_places(self, words: str) -> None:
        """Put the panes as they were."""
        places = places_of(words)
        if places.get("tab", "list") != "list":
            self._tab = places["tab"]
        self._panes.take_places(places)
        self._arrange_panes()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the side pane at the edge that it opens over."""
        super().resizeEvent(event)
        self._panes.float_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close the side pane that opened over the page on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._panes.mode == "two" and self._side.isVisible():
            self._on_side_asked()
            return
        super().keyPressEvent(event)

    def _first(self) -> QWidget | None:
        """Return the control at which the entry's work begins; None where it takes nothing."""
        raise NotImplementedError

    def _arrange_panes(self) -> None:
        """Show what this mode, and its tab, have on show."""
        raise NotImplementedError

    def _on_side_asked(self) -> None:
        """Go to the side pane, or put it away where it opened over the page."""
        raise NotImplementedError

    def _on_look_changed(self) -> None:
        """Take up another zoom or scheme."""
        self._arrange_panes()

    def _on_jump_clicked(self) -> None:
        self._on_tab_chosen(self._entry_tab if self._tab == "list" else "list")
        if self._tab == "list":
            self._list_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_tab_chosen(self, key: str) -> None:
        self._tab = key
        self._arrange_panes()
        self.panes_changed.emit()
