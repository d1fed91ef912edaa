"""The two panes of a register, list and detail: where each stands for the room there is, and which is on show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.desktop.pages.page import RAIL_BELOW
from app.desktop.pages.pane_widths import PaneWidths, places_of
from app.desktop.views.home_view import ScopeView
from app.desktop.widgets.pane_grip import PaneGrip

if TYPE_CHECKING:
    from app.desktop.pages.register_page import RegisterPage

_BESIDE = 1180
"""From this width in units the detail stands beside the table."""
_DETAIL, _WIDE_DETAIL, _WIDE = 312, 400, 1600
_PANE = "detail"
_MAX = 16777215
_TABS = (ScopeView("list", "List"), ScopeView("detail", "Details"))


class RegisterPanes:
    """Lays out the widgets of a `RegisterPage`: the detail `beside` the list, `over` it, or both as `tabs`."""

    def __init__(self, page: RegisterPage) -> None:
        self.is_empty = False
        self._page = page
        self._theme = page.theme
        self._mode = "beside"
        self._tab = "list"
        self._is_wide = False
        self._widths = PaneWidths()
        self._grip = PaneGrip(page.theme, page.detail, page, is_left=False)
        self._grip.dragged.connect(
            lambda px: page.resize_pane(page.detail, px * 100 // page.theme.zoom - self._detail_units)
        )

    def show_empty(self, is_empty: bool) -> None:
        """Lay out for a register that holds nothing yet, or for one that holds something."""
        self.is_empty = is_empty
        self.lay_out()

    def take_width(self, units: float) -> None:
        """Lay out for a page of this width in units."""
        mode = "beside" if units >= _BESIDE else ("over" if units >= RAIL_BELOW else "tabs")
        self._is_wide = units >= _WIDE
        if mode != self._mode:
            self._mode = mode
            self._tab = "list"
            if mode == "over":
                self._page.register_layout.removeWidget(self._page.detail)  # or it would take room beside the list
                self._page.detail.setParent(self._page)
                self._page.detail.hide()
            else:
                self._page.register_layout.addWidget(self._page.detail)
        self.lay_out()

    def lay_out(self) -> None:
        """Show what this mode, and its tab, have on show."""
        page = self._page
        is_tabbed = self._mode == "tabs"
        is_detail_tab = is_tabbed and self._tab == "detail" and not self.is_empty
        if is_tabbed:
            page.tabs.show_segments(_TABS, self._tab)
        page.tabs.setVisible(is_tabbed and not self.is_empty)
        page.detail_button.setVisible(self._mode == "over" and not self.is_empty)
        page.add_button.setProperty("hint", "" if is_tabbed else "Ctrl+N")
        page.add_button.updateGeometry()
        page.register_summary.setVisible(not is_tabbed and bool(page.register_summary.text()))
        self._place_scopes(is_tabbed)
        self._place_detail(is_tabbed)
        page.list_part.setVisible(not self.is_empty and not is_detail_tab)
        if self._mode != "over":
            page.detail.setVisible(not self.is_empty and (is_detail_tab or not is_tabbed))
        self.float_detail()

    def float_detail(self) -> None:
        """Keep the detail at the edge that it opens over."""
        page = self._page
        if self._mode == "over":
            width = self._theme.u(self._detail_units)
            page.detail.setGeometry(page.width() - width, 0, width, page.height())
            page.detail.raise_()
        self._grip.follow()

    def widen(self, by: int) -> None:
        """Make the detail wider by so many units, or narrower."""
        self._widths.choose(_PANE, self._detail_units + by)
        self.lay_out()
        self._page.panes_changed.emit()

    def places(self) -> str:
        """Return how wide the detail is."""
        return " ".join(self._widths.words())

    def take_places(self, words: str) -> None:
        """Make the detail as wide as it was."""
        self._widths.take(places_of(words))
        self.lay_out()

    def go_to(self, pane: QWidget | None) -> None:
        """Put a pane on show, and a detail that opened over the page away where another is gone to."""
        is_detail = pane is self._page.detail
        if self._mode == "over" and not self.is_empty:
            self._page.detail.setVisible(is_detail)
            self.float_detail()
        elif self._mode == "tabs" and pane is not None:
            self.show_tab("detail" if is_detail else "list")

    def show_tab(self, key: str) -> None:
        """Show the list or the detail, where they are tabs."""
        self._tab = key
        self.lay_out()

    def show_list(self) -> None:
        """Show the list where the detail took its room."""
        if self._mode == "tabs":
            self.show_tab("list")

    def open_detail(self, key: str) -> None:
        """Go to the detail of the row with this key, unless it came out already."""
        if not self._is_detail_out():
            self.swap_detail()

    def swap_detail(self) -> None:
        """Go to the detail, opening it where it is put away; from within it, back to the table."""
        if self.put_detail_away():
            return
        if self._mode == "over":
            self._page.detail.show()
            self.float_detail()
        elif self._mode == "tabs":
            self.show_tab("detail")
        if not self._page.detail.focus_first():
            self._page.detail.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_detail_away(self) -> bool:
        """Go back from the detail to the table, putting it away where it came out; False where neither is so."""
        if not (self._is_detail_out() or self._is_in_detail()):
            return False
        if self._mode == "tabs":
            self.show_tab("list")
        elif self._mode == "over":
            self._page.detail.hide()
        self._page.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _place_scopes(self, is_tabbed: bool) -> None:
        """Below the tabs there is no room for the choices beside the other filters, nor for wide margins above."""
        page, u = self._page, self._theme.u
        if is_tabbed and page.filter_second_row.count() == 0:
            page.filter_second_row.addWidget(page.scopes)
            page.filter_second_row.addStretch(1)
        elif not is_tabbed and page.filter_row.indexOf(page.scopes) < 0:
            page.filter_row.insertWidget(1, page.scopes)
            page.filter_second_row.takeAt(0)
        page.header_row.setContentsMargins(*map(u, (16, 8, 16, 2) if is_tabbed else (24, 20, 24, 8)))
        page.filter_part_layout.setContentsMargins(*map(u, (16, 2, 16, 4) if is_tabbed else (24, 4, 24, 8)))

    def _place_detail(self, is_tabbed: bool) -> None:
        """Give the detail its width; below the tabs it takes the room of the list."""
        page = self._page
        limit = self._theme.u(self._detail_units)
        page.detail.setMinimumWidth(0 if is_tabbed else limit)
        page.detail.setMaximumWidth(_MAX if is_tabbed else limit)
        column = page.register_body.layout()
        assert column is not None
        if is_tabbed and page.detail.parentWidget() is not page.register_body:
            column.addWidget(page.detail)
        elif self._mode == "beside" and page.detail.parentWidget() is not page:
            page.register_layout.addWidget(page.detail)

    @property
    def _detail_units(self) -> int:
        return self._widths.of(_PANE, _WIDE_DETAIL if self._is_wide else _DETAIL)

    def _is_detail_out(self) -> bool:
        out_over = self._mode == "over" and self._page.detail.isVisible()
        return out_over or (self._mode == "tabs" and self._tab == "detail")

    def _is_in_detail(self) -> bool:
        focused: QWidget | None = self._page.window().focusWidget()
        return focused is not None and self._page.detail.isAncestorOf(focused)
