"""Statement: the list of statements, one at a time, and what its signer has to face."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.forms import FormLoader, Promoted
from app.desktop.pages.paned import PanedPage
from app.desktop.pages.panes import PaneParts
from app.desktop.views.home_view import ScopeView
from app.desktop.views.statement_view import StatementListView, StatementView
from app.desktop.widgets.button import Button
from app.desktop.widgets.declaration_list import DeclarationList
from app.desktop.widgets.icon_label import IconLabel
from app.desktop.widgets.level_board import LevelBoard
from app.desktop.widgets.level_choice import LevelChoice
from app.desktop.widgets.level_row import LevelRow
from app.desktop.widgets.level_tag import LevelTag
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.reading_pane import ReadingPane
from app.desktop.widgets.rests_on import RestsOn
from app.desktop.widgets.row_list import RowList
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.signature_well import SignatureWell
from app.desktop.widgets.sitting_steps import SittingSteps
from app.desktop.widgets.statement_list import StatementList
from app.desktop.widgets.statement_pane import StatementPane
from app.desktop.widgets.status import Status

PROMOTED: Promoted = {
    kind.__name__: kind
    for kind in (
        Button, DeclarationList, IconLabel, LevelBoard, LevelChoice, LevelRow, LevelTag, PageScroll, ProseField,
        ReadingPane, RestsOn, RowList, Segments, SignatureWell, SittingSteps, StatementList, StatementPane, Status,
    )
}  # fmt: skip

_WIDTHS, _WIDE_WIDTHS = (264, 304), (324, 364)
EXCEPTIONS_STEP, STATEMENT_STEP, RETURN_STEP = "exceptions", "statement", "return"


class StatementPage(PanedPage):
    """Shows a `StatementListView` and a `StatementView`.

    `statement_list`, `statement_pane` and `reading_pane` carry the signals of what is done in them; the page's own are
    `statement_chosen(key)` and `return_asked()`. Panes as on the Checklist: three, two (F6), or tabs.
    """

    statement_chosen = Signal(str)
    return_asked = Signal()

    statement_pane_layout: QVBoxLayout
    statement_list: StatementList
    statement_pane: StatementPane
    reading_pane: ReadingPane
    substantial_action: QAction
    moderate_action: QAction
    limited_action: QAction
    unsatisfactory_action: QAction
    seal_action: QAction
    sign_action: QAction
    next_action: QAction
    side_action: QAction

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent)
        loader.load("statement_page", self, PROMOTED)
        self._unread = 0
        parts = PaneParts(self.statement_list, self.reading_pane, self.panes_layout, self.statement_pane_layout)
        self._take_panes(parts, _WIDTHS, _WIDE_WIDTHS, entry="statement", first=self.statement_list.statements)
        self._connect_commands()
        self._arrange_panes()

    def show_list(self, view: StatementListView) -> None:
        """Show the list of statements."""
        self.statement_list.show_view(view)

    def show_statement(self, view: StatementView) -> None:
        """Show a statement, with what has to be read for it, and mark it in the list."""
        is_another = self.statement_pane.key not in ("", view.key)
        self.statement_pane.show_view(view)
        self.reading_pane.show_view(view)
        self.statement_list.show_current(view.key)
        self._unread = sum(not reading.is_read for reading in view.readings)
        self.jump_button.setText(view.ref or "Establishment")
        self.jump_button.updateGeometry()
        self.sign_action.setEnabled(self.statement_pane.signature_well.can_sign)
        if is_another:
            self._tab = "statement"
        self._arrange_panes()

    def panes(self) -> Sequence[QWidget]:
        """Return the list, the statement, and what has to be faced."""
        return (self.statement_list, self.statement_pane, self.reading_pane)

    def show_pane(self, pane: QWidget | None) -> QWidget | None:
        """Put a pane on show, and exceptions that opened over the page away where another is gone to."""
        is_side = pane is self.reading_pane
        if self._panes.mode == "two":
            self.reading_pane.setVisible(is_side)
            self._panes.float_side()
            self.panes_changed.emit()
        elif self._panes.mode == "one" and pane is not None:
            self._on_tab_chosen("exceptions" if is_side else "list" if pane is self.statement_list else "statement")
        if is_side:
            return self.reading_pane.first_unread()
        return self._first() if pane is self.statement_pane else self.statement_list.statements

    def _first(self) -> QWidget | None:
        rows = self.statement_pane.level_choice.rows()
        first = next((row for row in rows if row.isChecked()), rows[0])
        return first if first.isVisible() and first.isEnabled() else None

    def _connect_commands(self) -> None:
        levels = (self.substantial_action, self.moderate_action, self.limited_action, self.unsatisfactory_action)
        for place, action in enumerate(levels):
            action.setData(place)
            action.triggered.connect(self._on_level_asked)
        pane = self.statement_pane
        self.seal_action.triggered.connect(pane.prose.ask_seal)
        self.sign_action.triggered.connect(pane.ask_sign)
        self.next_action.triggered.connect(pane.ask_next)
        self.side_action.triggered.connect(self._on_side_asked)
        self.statement_list.statement_chosen.connect(self._on_statement_chosen)
        pane.step_chosen.connect(self._on_step_chosen)

    def _arrange_panes(self) -> None:
        """Show what this mode, and its tab, have on show."""
        is_tabbed = self._panes.mode == "one"
        self.tab_bar.setVisible(is_tabbed)
        self.side_toggle.setVisible(self._panes.mode == "two")
        self._panes.size()
        if is_tabbed:
            self._show_tab()
            return
        self.statement_list.show()
        self.statement_pane.statement_scroll.show()
        if self._panes.mode == "three":
            self.reading_pane.show()

    def _show_tab(self) -> None:
        tabs = (ScopeView("statement", "Statement"), ScopeView("exceptions", "Exceptions", self._unread or None))
        self.tabs.show_segments(tabs, self._tab)
        self.statement_list.setVisible(self._tab == "list")
        self.reading_pane.setVisible(self._tab == "exceptions")
        self.statement_pane.statement_scroll.setVisible(self._tab == "statement")

    def _show_exceptions(self) -> None:
        if self._panes.mode == "one":
            self._on_tab_chosen("exceptions")
        elif self._panes.mode == "two":
            self.reading_pane.show()
            self._panes.float_side()
        self.reading_pane.first_unread().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_statement_chosen(self, key: str) -> None:
        self.statement_pane.prose.hand_over()
        self.statement_chosen.emit(key)

    def _on_level_asked(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.statement_pane.level_choice.choose(int(action.data()))

    def _on_step_chosen(self, key: str) -> None:
        if key == EXCEPTIONS_STEP:
            self._show_exceptions()
        elif key == STATEMENT_STEP:
            self._on_tab_chosen("statement")
            self.focus_first()
        else:
            self.statement_pane.prose.hand_over()
            self.return_asked.emit()

    def _on_side_asked(self) -> None:
        """Go to the exceptions; where they opened over the page, close them."""
        if self._panes.mode == "one" and self._tab == "exceptions":
            self._on_tab_chosen("statement")
        elif self._panes.mode == "two" and self.reading_pane.isVisible():
            self.reading_pane.hide()
            self.side_toggle.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._show_exceptions()

    def _on_look_changed(self) -> None:
        self.statement_pane.prose.apply_look()
        self._arrange_panes()
