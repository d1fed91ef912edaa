"""One question with its answer, in the middle of the Checklist."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.views.checklist_view import (
    ActionLineView,
    QuestionView,
    SampleInput,
    SampleView,
    UnsavedView,
)
from app.desktop.views.shell_view import EmptyView
from app.desktop.views.statement_view import ProseView
from app.desktop.widgets.answer_row import AnswerRow
from app.desktop.widgets.button import Button
from app.desktop.widgets.empty_pane import EmptyPane
from app.desktop.widgets.finding_line import FindingLine
from app.desktop.widgets.narrative_edit import NarrativeEdit
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.prose_board import ProseBoard
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.prose_line import ProseLine
from app.desktop.widgets.sample_test import SampleTest
from app.desktop.widgets.status import Status

NARRATIVE, REASON = "narrative", "reason"
_REASONS = {"not_applicable": "Why does it not apply?", "not_tested": "Why could it not be tested?"}


class QuestionPane(QWidget):
    """Shows a `QuestionView`; every signal but the last three begins with the question's reference.

    `answer_chosen(ref, result)` (`not_answered` sets back) · `sample_edited(ref, SampleInput)` · `next_asked(ref)` ·
    `previous_asked(ref)` · `finding_asked(ref)` · `unlock_asked()` · `way_chosen(key)` · `finding_opened(key)`.
    `prose` has those of the narrative and the reason, by these names.
    """

    answer_chosen = Signal(str, str)
    sample_edited = Signal(str, object)
    next_asked = Signal(str)
    previous_asked = Signal(str)
    finding_asked = Signal(str)
    finding_opened = Signal(str)
    unlock_asked = Signal()
    way_chosen = Signal(str)

    question_stack: QStackedWidget
    question_scroll: PageScroll
    empty_pane: EmptyPane
    unsaved: QFrame
    unsaved_title: Status
    unsaved_detail: QLabel
    ref_label: QLabel
    place_label: QLabel
    about_label: QLabel
    question: QLabel
    due_note_frame: QFrame
    due_note: QLabel
    withheld: QFrame
    withheld_unlock: Button
    answer_row: AnswerRow
    set_back: Button
    reason_block: QWidget
    reason_label: QLabel
    reason: ProseLine
    narrative_field: ProseField
    sample_test: SampleTest
    action_line: QFrame
    found_lines: QWidget
    record_finding: Button
    action_number: QLabel
    action_title: QLabel
    action_overdue: Status
    action_due: QLabel
    foot: QFrame
    previous_button: Button
    remaining: QLabel
    next_button: Button

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: QuestionView | None = None
        self.prose = ProseBoard(theme, self)

    @property
    def ref(self) -> str:
        """The reference of the question on show; `""` without one."""
        return self._view.ref if self._view is not None else ""

    @property
    def narrative(self) -> NarrativeEdit:
        """The editor of the narrative."""
        return self.narrative_field.editor

    def form_loaded(self) -> None:
        """Connect what the form has made."""
        foot = self.foot.layout()
        assert foot is not None
        self.question_scroll.align(foot)
        self.prose.add(NARRATIVE, self.narrative_field)
        self._found = QVBoxLayout(self.found_lines)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(self._theme.u(4))
        self.prose.add(REASON, self.reason)
        self.answer_row.answer_chosen.connect(self._on_answer_chosen)
        self.set_back.clicked.connect(self.ask_set_back)
        self.record_finding.clicked.connect(self.ask_finding)
        self.sample_test.sample_edited.connect(self._on_sample_edited)
        self.previous_button.clicked.connect(self.ask_previous)
        self.next_button.clicked.connect(self.ask_next)
        self.withheld_unlock.clicked.connect(self.unlock_asked)
        self.empty_pane.way_chosen.connect(self.way_chosen)
        self.unsaved.hide()

    def show_view(self, view: QuestionView) -> None:
        """Show a question; what was typed into the one before is handed over first."""
        is_new = view.ref != self.ref
        if is_new:
            self.hand_over()
            self.sample_test.forget_typing()
        self._view, self.prose.key = view, view.ref
        self.question_stack.setCurrentWidget(self.question_scroll)
        self._show_head(view)
        self._show_answer(view)
        prose, can_edit = ProseView(view.narrative, view.findings), not (view.is_read_only or view.is_withheld)
        self.narrative_field.show_prose(prose, can_edit=can_edit, is_new=is_new)
        reason = ProseView(view.reason, view.reason_findings)
        self.reason.show_prose(reason, can_edit=can_edit, is_new=is_new)
        if view.sample is not None:
            self.show_sample(view.sample)
        self._show_action(view.action)
        self._show_found(view)
        self._show_foot(view)
        if is_new:
            self.question_scroll.verticalScrollBar().setValue(0)

    def show_empty(self, view: EmptyView) -> None:
        """Show that there is no question, and why."""
        self.hand_over()
        self._view, self.prose.key = None, ""
        self.empty_pane.show_view(view)
        self.question_stack.setCurrentWidget(self.empty_pane)
        self.foot.hide()

    def show_sample(self, sample: SampleView) -> None:
        """Show the sample test, with what is derived from it."""
        self.sample_test.show_sample(sample)

    def show_unsaved(self, view: UnsavedView | None) -> None:
        """Say at the top of the page what could not be saved; None when all is saved."""
        self.unsaved.setVisible(view is not None)
        if view is not None:
            self.unsaved_title.show_status("refused", view.title, tone="ink")
            self.unsaved_detail.setText(view.detail)

    def hand_over(self) -> None:
        """Emit what was typed and not yet handed over, as when the editor is left."""
        self.prose.hand_over()

    def choose_answer(self, place: int) -> None:
        """Choose the answer at `place`, counted from 0."""
        if self._view is not None and self.answer_row.isVisible():
            self.answer_row.choose(place)

    def ask_finding(self) -> None:
        """Ask for a finding of this question, where one can be recorded."""
        if self._view is not None and self._view.can_record_finding:
            self.hand_over()
            self.finding_asked.emit(self.ref)

    def ask_set_back(self) -> None:
        """Ask that the answer be set back to not answered."""
        if self._view is not None and self.set_back.isVisible():
            self.answer_row.show_result("not_answered")
            self.set_back.hide()
            self.answer_row.met.setFocus()
            self.answer_chosen.emit(self.ref, "not_answered")

    def ask_next(self) -> None:
        """Ask for the next question that is left to do."""
        if self._view is not None and self._view.has_next:
            self.hand_over()
            self.next_asked.emit(self.ref)

    def ask_previous(self) -> None:
        """Ask for the question before."""
        if self._view is not None and self._view.has_previous:
            self.hand_over()
            self.previous_asked.emit(self.ref)

    def _show_head(self, view: QuestionView) -> None:
        self.ref_label.setText(view.ref)
        self.place_label.setText(f"·  {view.intention}, {view.place}")
        self.about_label.setText(view.about)
        self.question.setText(view.question.replace(" %", "\N{NO-BREAK SPACE}%"))
        self.due_note.setText(view.due_note)
        self.due_note_frame.setVisible(bool(view.due_note))

    def _show_answer(self, view: QuestionView) -> None:
        can_edit = not (view.is_read_only or view.is_withheld)
        self.withheld.setVisible(view.is_withheld)
        for block in (self.answer_row, self.narrative_field):
            block.setVisible(not view.is_withheld)
        self.sample_test.setVisible(view.sample is not None and not view.is_withheld)
        self.sample_test.show_editable(can_edit)
        self.answer_row.show_result(view.result)
        for answer in self.answer_row.answers():
            answer.setEnabled(can_edit)
        self.set_back.setVisible(can_edit and view.result != "not_answered")
        self.record_finding.setVisible(view.can_record_finding)
        self._show_reason(view.result, view)

    def _show_reason(self, result: str, view: QuestionView) -> None:
        self.reason_block.setVisible(result in _REASONS and not view.is_withheld)
        self.reason_label.setText(_REASONS.get(result, ""))
        self.reason.editor.setAccessibleName(_REASONS.get(result, ""))

    def _show_found(self, view: QuestionView) -> None:
        shown = [line.view for line in self.found_lines.findChildren(FindingLine)]
        self.found_lines.setVisible(bool(view.found))
        if shown != list(view.found):
            for line in self.found_lines.findChildren(FindingLine):
                line.setParent(None)  # takes it out of the layout
                line.deleteLater()
            for found in view.found:
                line = FindingLine(self._theme, found, self.found_lines)
                line.clicked.connect(partial(self.finding_opened.emit, found.key))
                self._found.addWidget(line)
                QWidget.setTabOrder(_stop_before(self.record_finding), line)
        for line in self.found_lines.findChildren(FindingLine):
            line.setEnabled(not view.is_read_only)

    def _show_action(self, action: ActionLineView | None) -> None:
        self.action_line.setVisible(action is not None)
        if action is not None:
            self.action_number.setText(action.number)
            self.action_title.setText(action.title)
            self.action_overdue.setVisible(action.is_overdue)
            self.action_overdue.show_status("overdue", action.due, "small")
            self.action_due.setText(action.due)
            self.action_due.setVisible(not action.is_overdue)

    def _show_foot(self, view: QuestionView) -> None:
        self.foot.show()
        self.remaining.setText(view.remaining)
        self.previous_button.setEnabled(view.has_previous)
        self.next_button.setEnabled(view.has_next)

    def _on_answer_chosen(self, result: str) -> None:
        if self._view is not None:
            self.set_back.show()
            self._show_reason(result, self._view)
            self.answer_chosen.emit(self.ref, result)

    def _on_sample_edited(self, typed: SampleInput) -> None:
        self.sample_edited.emit(self.ref, typed)


def _stop_before(widget: QWidget) -> QWidget:
    """Return what Tab leads from to a widget, whether it is on show or not."""
    before: QWidget | None = widget.previousInFocusChain()
    while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    return before or widget
