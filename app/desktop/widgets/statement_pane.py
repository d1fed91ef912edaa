"""One statement, in the middle of the Statement page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.desktop.theme import Theme
from app.desktop.views.checklist_view import UnsavedView
from app.desktop.views.statement_view import StatementView
from app.desktop.widgets.button import Button
from app.desktop.widgets.declaration_list import DeclarationList
from app.desktop.widgets.level_board import LevelBoard
from app.desktop.widgets.level_choice import LevelChoice
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.prose_board import ProseBoard
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.signature_well import SignatureWell
from app.desktop.widgets.sitting_steps import SittingSteps
from app.desktop.widgets.status import Status

WORDING, CANNOT_ASSURE = "wording", "cannot_assure"


class StatementPane(QWidget):
    """Shows a `StatementView`; its signals begin with the statement's key.

    `level_chosen(key, level)` · `declared(expectation, yes or no)` · `sign_asked(key)` · `reopen_asked(key)` ·
    `next_asked(key)` · `step_chosen(step)` · `sealed_asked()` to read a statement that is sealed whole. `prose` has
    those of its texts: `wording`, `cannot_assure`, and the comments by their expectation's key.
    """

    level_chosen = Signal(str, str)
    declared = Signal(str, bool)
    sign_asked = Signal(str)
    reopen_asked = Signal(str)
    next_asked = Signal(str)
    step_chosen = Signal(str)
    sealed_asked = Signal()

    statement_scroll: PageScroll
    unsaved: QFrame
    unsaved_title: Status
    unsaved_detail: QLabel
    statement_ref: QLabel
    statement_kind: QLabel
    statement_status: Status
    statement_title: QLabel
    notices: QLabel
    sitting_steps: SittingSteps
    withheld: QFrame
    withheld_button: Button
    level_choice: LevelChoice
    level_board: LevelBoard
    wording_field: ProseField
    cannot_field: ProseField
    declaration_list: DeclarationList
    signature_well: SignatureWell
    statement_foot: QFrame
    remaining: QLabel
    next_button: Button

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: StatementView | None = None
        self.prose = ProseBoard(theme, self)

    @property
    def key(self) -> str:
        """The key of the statement on show; `""` without one."""
        return self._view.key if self._view is not None else ""

    def form_loaded(self) -> None:
        """Connect what the form has made."""
        foot = self.statement_foot.layout()
        assert foot is not None
        self.statement_scroll.align(foot)
        for name, field in ((WORDING, self.wording_field), (CANNOT_ASSURE, self.cannot_field)):
            self.prose.add(name, field)
        self.declaration_list.row_made.connect(self.prose.add)
        self.declaration_list.declared.connect(self.declared)
        self.level_choice.level_chosen.connect(self._on_level_chosen)
        self.sitting_steps.step_chosen.connect(self.step_chosen)
        self.signature_well.sign_asked.connect(self.ask_sign)
        self.signature_well.reopen_asked.connect(self._on_reopen_asked)
        self.next_button.clicked.connect(self.ask_next)
        self.withheld_button.clicked.connect(self.sealed_asked)
        self.notices.setTextFormat(Qt.TextFormat.PlainText)
        self.unsaved.hide()

    def show_view(self, view: StatementView) -> None:
        """Show a statement; what was typed into the one before is handed over first."""
        is_new = view.key != self.key
        if is_new:
            self.prose.hand_over()
        self._view, self.prose.key = view, view.key
        self._show_head(view)
        self.withheld.setVisible(view.is_withheld)
        self.withheld_button.setText("Read the sealed text" if view.is_unlocked else "Unlock to read it…")
        for block in (self.level_choice, self.wording_field, self.cannot_field):
            block.setVisible(not view.is_withheld)
        self.level_choice.show_view(view)
        self.level_board.show_lines(view.level_lines)
        self.wording_field.show_prose(view.wording, can_edit=view.can_edit, is_new=is_new)
        self.cannot_field.show_prose(view.cannot_assure, can_edit=view.can_edit, is_new=is_new)
        self.declaration_list.show_rows(view.declarations, can_edit=view.can_edit, is_new=is_new)
        self.signature_well.show_view(view)
        self.remaining.setText(view.remaining)
        self.next_button.setEnabled(view.has_next)
        if is_new:
            self.statement_scroll.verticalScrollBar().setValue(0)

    def show_unsaved(self, view: UnsavedView | None) -> None:
        """Show what could not be saved at the top; None where all was."""
        self.unsaved.setVisible(view is not None)
        if view is not None:
            self.unsaved_title.show_status("refused", view.title, tone="ink")
            self.unsaved_detail.setText(view.detail)
            self.statement_scroll.ensureWidgetVisible(self.unsaved)

    def ask_sign(self) -> None:
        """Ask for the sign-off, once everything typed is handed over; nothing while something is missing."""
        if self._view is not None and self.signature_well.can_sign:
            self.prose.hand_over()
            self.sign_asked.emit(self.key)

    def ask_next(self) -> None:
        """Ask for the next statement that is not signed off."""
        if self._view is not None and self._view.has_next:
            self.prose.hand_over()
            self.next_asked.emit(self.key)

    def _show_head(self, view: StatementView) -> None:
        self.statement_ref.setText(view.ref)
        self.statement_ref.setVisible(bool(view.ref))
        self.statement_kind.setText("·  Statement of assurance" if view.ref else "Statement of assurance")
        self.statement_status.show_status(view.status, view.status_words, "small")
        self.statement_title.setText(view.title)
        self.notices.setText("\n".join(view.notices))
        self.notices.setVisible(bool(view.notices))
        self.sitting_steps.show_steps(view.steps)

    def _on_level_chosen(self, level: str) -> None:
        self.level_chosen.emit(self.key, level)

    def _on_reopen_asked(self) -> None:
        self.reopen_asked.emit(self.key)
