"""Home: what is left to do, and every intention at a glance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.desktop.forms import FormLoader, Promoted
from app.desktop.measures import set_property
from app.desktop.pages.page import RAIL_BELOW, Page
from app.desktop.views.home_view import HomeView
from app.desktop.widgets.button import Button
from app.desktop.widgets.icon_label import IconLabel
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.progress_bar import ProgressBar
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.tile_board import TileBoard
from app.desktop.widgets.well import Well

PROMOTED: Promoted = {
    kind.__name__: kind for kind in (Button, IconLabel, PageScroll, ProgressBar, Segments, TileBoard, Well)
}

_FOUR_COLUMNS = 1056
_MARGIN = 24


class HomePage(Page):
    """Shows a `HomeView`.

    Signals: `continue_asked` (item reference), `cell_opened` (cell key), `tile_opened` (intention reference),
    `whole_opened`, `scope_chosen` (scope key).
    """

    continue_asked = Signal(str)
    cell_opened = Signal(str)
    tile_opened = Signal(str)
    whole_opened = Signal()
    scope_chosen = Signal(str)

    home_scroll: PageScroll
    headline_row: QHBoxLayout
    due_row: QHBoxLayout
    headline: QLabel
    home_scopes: Segments
    continue_button: Button
    continue_action: QAction
    due: QLabel
    progress_words: QLabel
    progress: ProgressBar
    well: Well
    board: TileBoard

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent)
        loader.load("home_page", self, PROMOTED)
        self._view: HomeView | None = None
        self.continue_button.clicked.connect(self._on_continue)
        self.continue_action.triggered.connect(self._on_continue)
        self.well.cell_opened.connect(self.cell_opened)
        self.board.tile_opened.connect(self.tile_opened)
        self.board.whole_opened.connect(self.whole_opened)
        self.home_scopes.segment_chosen.connect(self.scope_chosen)

    def show_view(self, view: HomeView) -> None:
        """Show the state of the period."""
        self._view = view
        self.headline.setText(view.headline)
        self.due.setText(view.due)
        set_property(self.due, "tone", view.due_tone)
        self.progress.setMaximum(max(1, view.total))
        self.progress.setValue(view.answered)
        self.continue_button.setVisible(bool(view.next_ref))
        self.continue_button.setText(f"Continue with {view.next_ref}")
        self.continue_action.setEnabled(bool(view.next_ref))
        self.home_scopes.show_segments(view.scopes, view.scope)
        self.well.show_cells(view.cells)
        self.board.show_groups(view.groups, view.whole)
        self.progress_words.setText(f"{view.answered} of {view.total} questions answered")

    def arrange(self, units: float) -> None:
        """Use four columns and one row of counts where they fit, else two columns and rows of counts."""
        page = units - (208 if units >= RAIL_BELOW else 52)
        self.well.show_width(page - 2 * _MARGIN)
        self.board.show_columns(4 if page >= _FOUR_COLUMNS else 2)
        is_narrow = units < RAIL_BELOW
        if is_narrow:
            self.due_row.addWidget(self.home_scopes)
        else:
            self.headline_row.insertWidget(2, self.home_scopes)
        self.progress.setVisible(not is_narrow)
        self.progress_words.setVisible(not is_narrow)

    def focus_first(self) -> None:
        """Put the focus on the command that goes on with the work."""
        tiles: list[QWidget] = list(self.board.tiles())
        target = self.continue_button if self.continue_button.isVisible() or not tiles else tiles[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_continue(self) -> None:
        if self._view is not None and self._view.next_ref:
            self.continue_asked.emit(self._view.next_ref)
