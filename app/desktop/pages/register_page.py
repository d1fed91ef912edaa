"""A register: header, filters, table, detail. Which records it lists, and what they can do, is data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.desktop.forms import FormLoader, Promoted
from app.desktop.measures import set_property
from app.desktop.pages.page import Page
from app.desktop.pages.register_panes import RegisterPanes
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import (
    CommandView,
    DetailView,
    NoticeView,
    RegisterSpec,
    RegisterView,
    RowsView,
)
from app.desktop.views.shell_view import EmptyView
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.empty_pane import EmptyPane
from app.desktop.widgets.file_intake import FileIntake
from app.desktop.widgets.magnifier import Magnifier
from app.desktop.widgets.notice import Notice
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.register_detail import RegisterDetail
from app.desktop.widgets.register_table import RegisterTable
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.status import Status
from app.desktop.widgets.tag import Tag

PROMOTED: Promoted = {
    kind.__name__: kind
    for kind in (
        Button, Choice, EmptyPane, Notice, PageScroll, RegisterDetail, RegisterTable, Segments, Status, Tag,
    )
}  # fmt: skip

_TYPING_PAUSE = 200


class RegisterPage(Page):
    """Shows a `RegisterView` with `RowsView`, and a `DetailView` of the row that is chosen.

    Signals: `row_chosen(key)`, `scope_chosen(key)`, `group_chosen(key)`, `filter_typed(words)`, `sort_chosen(column)`,
    `cell_edited(key, column, value)`, `add_asked`, `command_given(command)`, `files_given(paths)`, `way_chosen(key)`.
    From 1180 units the detail stands beside the table; from 980 it opens over it (F6); below, both are tabs.
    """

    row_chosen = Signal(str)
    scope_chosen = Signal(str)
    group_chosen = Signal(str)
    filter_typed = Signal(str)
    sort_chosen = Signal(str)
    cell_edited = Signal(str, str, str)
    add_asked = Signal()
    command_given = Signal(str)
    files_given = Signal(object)
    way_chosen = Signal(str)

    register_body: QWidget
    register_layout: QHBoxLayout
    header_row: QHBoxLayout
    filter_part_layout: QVBoxLayout
    register_title: QLabel
    register_summary: QLabel
    tabs: Segments
    detail_button: Button
    add_button: Button
    list_part: QWidget
    filter_part: QWidget
    filter_field: QLineEdit
    filter_row: QHBoxLayout
    filter_second_row: QHBoxLayout
    scopes: Segments
    groups: Choice
    notice: Notice
    table: RegisterTable
    nothing_found: QLabel
    empty_pane: EmptyPane
    detail: RegisterDetail
    add_action: QAction
    filter_action: QAction
    sort_action: QAction
    detail_action: QAction

    def __init__(self, loader: FormLoader, parent: QWidget, spec: RegisterSpec) -> None:
        super().__init__(loader, parent)
        loader.load("register_page", self, PROMOTED)
        self._spec = spec
        self._panes = RegisterPanes(self)
        self._offers: dict[str, QAction] = {}
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._take_words(spec)
        self._connect(spec)
        self.scopes.tab_anchor = self.filter_field
        self.empty_pane.hide()
        self.nothing_found.hide()
        self.show_detail(None)
        self._panes.lay_out()

    def show_view(self, view: RegisterView, rows: RowsView) -> None:
        """Show the filters as they stand, and the rows that pass them."""
        self.register_summary.setText(view.summary)
        self.scopes.show_segments(view.scopes, view.scope)
        self._show_groups(view.groups, view.group)
        if view.columns:
            self.table.show_columns(view.columns)
        self.table.show_rows(rows)
        self.table.show_sort(view.sort, view.is_descending)
        self.table.setVisible(bool(rows.rows))
        self.nothing_found.setText(view.nothing)
        self.nothing_found.setVisible(not rows.rows)
        self._allow_add(view.can_add, view.why_not)
        self.empty_pane.hide()
        self._panes.show_empty(False)

    def show_detail(self, view: DetailView | None) -> None:
        """Show what is known of the chosen row."""
        self.detail.show_view(view)
        self.table.show_current(view.key if view else "", max(0, self.table.currentIndex().column()))
        offers = {offer.key: offer for offer in view.offers} if view else {}
        for key, action in self._offers.items():
            offer = offers.get(key)
            action.setVisible(offer is not None)
            action.setEnabled(offer is not None and offer.is_enabled)

    def show_empty(self, view: EmptyView) -> None:
        """Show that the register holds nothing yet, and how to begin."""
        self.show_detail(None)
        self.empty_pane.show_view(view)
        self.empty_pane.show()
        self.register_summary.setText("")
        self._panes.show_empty(True)

    def clear_filter(self) -> None:
        """Empty the filter field without telling anyone."""
        with QSignalBlocker(self.filter_field):
            self.filter_field.clear()

    def show_notice(self, view: NoticeView | None) -> None:
        """Say something above the table; None to say nothing."""
        self.notice.show_notice(view)
        if view is not None:
            set_property(self.notice, "surface", "fault" if view.tone == "bad" else "well")

    def arrange(self, units: float) -> None:
        """Take the detail beside the table, over it, or as a tab."""
        self._panes.take_width(units)

    def focus_first(self) -> None:
        """Put the focus on the table, or on what stands there instead."""
        first = self.empty_pane.first_button() if self._panes.is_empty else None
        target = first or (self.table if self.table.isVisible() else self.filter_field)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Return the list and the detail; without rows what stands in their place."""
        return (self.empty_pane,) if self._panes.is_empty else (self.list_part, self.detail)

    def show_pane(self, pane: QWidget | None) -> QWidget | None:
        """Put a pane on show, and a detail that opened over the page away where another is gone to."""
        self._panes.go_to(pane)
        return self.table if pane is self.list_part and self.table.isVisible() else None

    def resize_pane(self, pane: QWidget, by: int) -> None:
        """Make the detail wider, or narrower."""
        if pane is self.detail:
            self._panes.widen(by)

    def places(self) -> str:
        """Return how wide the detail is."""
        return self._panes.places()

    def take_places(self, words: str) -> None:
        """Make the detail as wide as it was."""
        self._panes.take_places(words)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the detail at the edge that it opens over."""
        super().resizeEvent(event)
        self._panes.float_detail()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go back from the detail to the list on Escape, and put it away where it opened over the page."""
        if event.key() == Qt.Key.Key_Escape and self._panes.put_detail_away():
            return
        super().keyPressEvent(event)

    def _take_words(self, spec: RegisterSpec) -> None:
        self.register_title.setText(spec.title)
        self.filter_field.setPlaceholderText(spec.filter_words)
        self.filter_field.setAccessibleName(spec.filter_words)
        self.groups.setAccessibleName(spec.group_words)
        self.table.setAccessibleName(spec.title)
        self.add_button.setVisible(spec.add is not None)
        self.add_action.setVisible(spec.add is not None)
        if spec.add is not None:
            self.add_button.setText(spec.add.words)
            self.add_button.setProperty("iconName", spec.add.icon or "plus")
            self.add_action.setText(spec.add.words)
        self.table.show_columns(spec.columns)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.detail.take_commands(spec.commands)
        for command in spec.commands:
            self._offers[command.key] = self._command(command)

    def _command(self, command: CommandView) -> QAction:
        action = QAction(command.words, self)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(partial(self.command_given.emit, command.key))
        self.addAction(action)
        self.table.addAction(action)
        return action

    def _connect(self, spec: RegisterSpec) -> None:
        self.filter_field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._on_pause_over)
        self.scopes.segment_chosen.connect(self.scope_chosen)
        self.groups.activated.connect(lambda place: self.group_chosen.emit(str(self.groups.itemData(place))))
        self.table.row_chosen.connect(self.row_chosen)
        self.table.row_opened.connect(self._panes.open_detail)
        self.table.sort_asked.connect(self.sort_chosen)
        assert self.table.register_model is not None
        self.table.register_model.cell_edited.connect(self.cell_edited)
        self.detail.command_given.connect(self.command_given)
        self.empty_pane.way_chosen.connect(self.way_chosen)
        self.tabs.segment_chosen.connect(self._panes.show_tab)
        self.add_button.clicked.connect(self.add_asked)
        self.add_action.triggered.connect(self.add_asked)
        self.detail_button.clicked.connect(self._panes.swap_detail)
        self.detail_action.triggered.connect(self._panes.swap_detail)
        self.filter_action.triggered.connect(self._on_filter_asked)
        self.sort_action.triggered.connect(self.table.ask_sort)
        Magnifier(self.theme, self.filter_field)
        for changed in (self.theme.changed, self.theme.zoomed):
            changed.connect(self._on_look_changed)
        self._on_look_changed()
        if spec.takes_files:
            intake = FileIntake(self)
            intake.watch(self.table)
            intake.files_given.connect(self.files_given)

    def _show_groups(self, groups: Sequence[ScopeView], chosen: str) -> None:
        if [self.groups.itemData(n) for n in range(self.groups.count())] != [group.key for group in groups]:
            with QSignalBlocker(self.groups):
                self.groups.clear()
                for group in groups:
                    self.groups.addItem(group.title, group.key)
        self.groups.setCurrentIndex(max(0, self.groups.findData(chosen)))
        self.groups.setVisible(bool(groups))

    def _allow_add(self, can_add: bool, why_not: str) -> None:
        self.add_button.setEnabled(can_add)
        self.add_action.setEnabled(can_add)
        self.add_button.setToolTip(why_not)
        self.add_button.setAccessibleDescription(why_not)

    def _on_filter_asked(self) -> None:
        self._panes.show_list()
        self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_pause_over(self) -> None:
        self.filter_typed.emit(self.filter_field.text().strip())

    def _on_look_changed(self) -> None:
        self._panes.lay_out()
