"""The heat map: establishments beside each other, or one over its periods, by intention."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.desktop.forms import FormLoader, Promoted
from app.desktop.pages.page import RAIL_BELOW, Page
from app.desktop.views.home_view import ScopeView
from app.desktop.views.map_view import MapView
from app.desktop.views.shell_view import EmptyView
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.empty_pane import EmptyPane
from app.desktop.widgets.heat_table import HeatTable

PROMOTED: Promoted = {kind.__name__: kind for kind in (Button, Choice, EmptyPane, HeatTable)}


class MapPage(Page):
    """Shows a `MapView`; the sentence at its foot says the current cell in words.

    Signals: `which_chosen(key)`, `aspect_chosen(key)`, `copy_asked`, `save_asked`, `return_asked(row key, reference)`.
    """

    which_chosen = Signal(str)
    aspect_chosen = Signal(str)
    copy_asked = Signal()
    save_asked = Signal()
    return_asked = Signal(str, str)

    map_part: QWidget
    map_header: QHBoxLayout
    map_filters: QHBoxLayout
    map_foot_layout: QHBoxLayout
    map_summary: QLabel
    which_choice: Choice
    aspect_choice: Choice
    map_table: HeatTable
    map_legend: QLabel
    map_foot: QFrame
    map_cell: QLabel
    open_button: Button
    copy_button: Button
    save_button: Button
    empty_pane: EmptyPane
    copy_action: QAction
    save_action: QAction
    open_action: QAction

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent)
        loader.load("map_page", self, PROMOTED)
        self.which_choice.activated.connect(self._on_which_chosen)
        self.aspect_choice.activated.connect(self._on_aspect_chosen)
        self.map_table.cell_chosen.connect(self._on_cell_chosen)
        self.map_table.row_opened.connect(self.return_asked)
        for source in (self.copy_button.clicked, self.copy_action.triggered):
            source.connect(self._on_copy_asked)
        for source in (self.save_button.clicked, self.save_action.triggered):
            source.connect(self._on_save_asked)
        for source in (self.open_button.clicked, self.open_action.triggered):
            source.connect(self._on_open_asked)
        for action in (self.copy_action, self.open_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for choice in (self.which_choice, self.aspect_choice):
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.empty_pane.hide()

    def arrange(self, units: float) -> None:
        """Leave the rows their room where the window is low in units: at 200 per cent."""
        is_narrow = units < RAIL_BELOW
        self.map_summary.setVisible(not is_narrow)
        self.map_legend.setVisible(not is_narrow)
        u = self.theme.u
        self.map_header.setContentsMargins(*map(u, (16, 8, 16, 2) if is_narrow else (24, 20, 24, 8)))
        self.map_filters.setContentsMargins(*map(u, (16, 2, 16, 4) if is_narrow else (24, 4, 24, 8)))
        self.map_foot_layout.setContentsMargins(*map(u, (16, 6, 16, 6) if is_narrow else (24, 12, 24, 12)))

    def show_map(self, view: MapView) -> None:
        """Show a map, and what there is to choose."""
        self.empty_pane.hide()
        self.map_part.show()
        self.map_summary.setText(view.summary)
        self.map_legend.setText(view.legend)
        _offer(self.which_choice, view.whiches, view.which)
        _offer(self.aspect_choice, view.aspects, view.aspect)
        self.map_table.show_map(view.columns, view.rows)
        self._on_cell_chosen(self._sentence())

    def say(self, words: str) -> None:
        """Say what was done with the map, until another cell is current."""
        self.map_cell.setText(words)

    def show_empty(self, view: EmptyView) -> None:
        """Show that there is no map yet."""
        self.map_part.hide()
        self.empty_pane.show_view(view)
        self.empty_pane.show()

    def focus_first(self) -> None:
        """Put the focus on the table."""
        self.map_table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sentence(self) -> str:
        index = self.map_table.currentIndex()
        return self.map_table.heat_model.sentence(index.row(), index.column())

    def _on_cell_chosen(self, words: str) -> None:
        self.map_cell.setText(words)
        can_open = bool(self.map_table.current()[0])
        self.open_button.setEnabled(can_open)
        self.open_action.setEnabled(can_open)

    def _on_which_chosen(self) -> None:
        self.which_chosen.emit(str(self.which_choice.currentData()))

    def _on_aspect_chosen(self) -> None:
        self.aspect_chosen.emit(str(self.aspect_choice.currentData()))

    def _on_copy_asked(self) -> None:
        self.copy_asked.emit()

    def _on_save_asked(self) -> None:
        self.save_asked.emit()

    def _on_open_asked(self) -> None:
        self.return_asked.emit(*self.map_table.current())


def _offer(field: Choice, choices: Sequence[ScopeView], chosen: str) -> None:
    with QSignalBlocker(field):
        if [field.itemData(place) for place in range(field.count())] != [choice.key for choice in choices]:
            field.clear()
            for choice in choices:
                field.addItem(choice.title, choice.key)
        field.setCurrentIndex(max(0, field.findData(chosen)))
