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
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.sealed_note import SealedNote
from app.desktop.widgets.signature_well import SignatureWell
from app.desktop.widgets.sitting_steps import SittingSteps
from app.desktop.widgets.status import Status

WORDING, CANNOT_ASSURE = "wording", "cannot_assure"


class StatementPane(QWidget):
    """Shows a `StatementView`; its signals begin with the statement's key.

    `level_chosen(key, level)` · `prose_edited(key, field, passages)` within a second of the last key ·
    `prose_left(key, field, passages)` · `seal_asked(key, field, passages)` ·
    `finding_settled(key, field, finding, action)` · `token_opened(key, field, token)` · `token_kept(key)` ·
    `declared(expectation, yes or no)` · `sign_asked(key)` · `reopen_asked(key)` · `next_asked(key)` ·
    `step_chosen(step)` · `sealed_asked()` to read a statement that is sealed
    whole. A field is `wording`, `cannot_assure` or an expectation's key.
    """

    level_chosen = Signal(str, str)
    prose_edited = Signal(str, str, tuple)
    prose_left = Signal(str, str, tuple)
    seal_asked = Signal(str, str, tuple)
    finding_settled = Signal(str, str, str, str)
    token_opened = Signal(str, str, str)
    token_kept = Signal(str)
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

    @property
    def key(self) -> str:
        """The key of the statement on show; `""` without one."""
        return self._view.key if self._view is not None else ""

    def form_loaded(self) -> None:
        """Connect what the form has made."""
        for name, field in ((WORDING, self.wording_field), (CANNOT_ASSURE, self.cannot_field)):
            self._follow(name, field)
        self.declaration_list.row_made.connect(self._follow)
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
            self.hand_over()
        self._view = view
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
            self.unsaved_title.show_status("refused", view.title)
            self.unsaved_detail.setText(view.detail)
            self.statement_scroll.ensureWidgetVisible(self.unsaved)

    def field(self, name: str) -> ProseField:
        """Return one of the texts on show."""
        return self._fields()[name]

    def show_sealed_text(self, text: str, beside: QWidget | None = None) -> None:
        """Show what is sealed in a note that forgets it when it is closed."""
        anchor = beside or self.wording_field
        SealedNote(self._theme, text, self).open_at(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    def hand_over(self) -> None:
        """Hand over what was typed, now."""
        for field in self._fields().values():
            field.hand_over()

    def ask_seal(self) -> None:
        """Ask that the selected text be sealed, in whichever text has the focus."""
        for field in self._fields().values():
            if field.editor.hasFocus():
                field.editor.ask_seal()

    def ask_sign(self) -> None:
        """Ask for the sign-off, once everything typed is handed over; nothing while something is missing."""
        if self._view is not None and self.signature_well.can_sign:
            self.hand_over()
            self.sign_asked.emit(self.key)

    def ask_next(self) -> None:
        """Ask for the next statement that is not signed off."""
        if self._view is not None and self._view.has_next:
            self.hand_over()
            self.next_asked.emit(self.key)

    def apply_look(self) -> None:
        """Follow a new zoom or colour scheme."""
        for field in self._fields().values():
            field.apply_look()

    def _fields(self) -> dict[str, ProseField]:
        return {WORDING: self.wording_field, CANNOT_ASSURE: self.cannot_field, **self.declaration_list.comments()}

    def _follow(self, name: str, field: ProseField) -> None:
        """Pass on what is done in a text under the statement's key and the text's name."""
        field.prose_edited.connect(lambda passages: self.prose_edited.emit(self.key, name, passages))
        field.prose_left.connect(lambda passages: self.prose_left.emit(self.key, name, passages))
        field.seal_asked.connect(lambda passages: self.seal_asked.emit(self.key, name, passages))
        field.finding_settled.connect(lambda found, act: self.finding_settled.emit(self.key, name, found, act))
        field.token_opened.connect(lambda token: self.token_opened.emit(self.key, name, token))
        field.token_kept.connect(lambda: self.token_kept.emit(self.key))

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
