"""Checklist: the filtered list, one question at a time, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.forms import FormLoader, Promoted
from app.desktop.pages.paned import PanedPage
from app.desktop.pages.panes import PaneParts
from app.desktop.views.checklist_view import ChecklistView, QuestionView
from app.desktop.views.home_view import ScopeView
from app.desktop.views.shell_view import EmptyView
from app.desktop.widgets.answer import Answer
from app.desktop.widgets.answer_row import AnswerRow
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.empty_pane import EmptyPane
from app.desktop.widgets.icon_label import IconLabel
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.prose_line import ProseLine
from app.desktop.widgets.question_list import QuestionList
from app.desktop.widgets.question_pane import QuestionPane
from app.desktop.widgets.row_list import RowList
from app.desktop.widgets.sample_test import SampleTest
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.side_pane import SidePane
from app.desktop.widgets.status import Status

PROMOTED: Promoted = {
    kind.__name__: kind
    for kind in (
        Answer, AnswerRow, Button, Choice, EmptyPane, IconLabel, PageScroll, ProseField, ProseLine,
        QuestionList, QuestionPane, RowList, SampleTest, Segments, SidePane, Status,
    )
}  # fmt: skip

BESIDE = ("evidence", "guidance", "last")
_WIDTHS, _WIDE_WIDTHS = (272, 280), (320, 400)


class ChecklistPage(PanedPage):
    """Shows a `ChecklistView` in `question_list` and a `QuestionView` in `question_pane` and `side_pane`.

    Those three carry the signals of what is done in them; the page's own are `question_chosen(ref)`,
    `evidence_asked(ref)` and `many_answered(refs, result)`: those chosen in the list, by Alt and a digit, or by the
    digit alone while the list has the focus. Three panes from 1250 units; from 980 the side pane opens over the page
    (F6); below, list and side pane are tabs above the question.
    """

    question_chosen = Signal(str)
    evidence_asked = Signal(str)
    many_answered = Signal(object, str)

    question_pane_layout: QVBoxLayout
    question_list: QuestionList
    question_pane: QuestionPane
    side_pane: SidePane
    met_action: QAction
    partly_met_action: QAction
    not_met_action: QAction
    not_applicable_action: QAction
    not_tested_action: QAction
    set_back_action: QAction
    finding_action: QAction
    seal_action: QAction
    next_action: QAction
    previous_action: QAction
    filter_action: QAction
    side_action: QAction

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent)
        loader.load("checklist_page", self, PROMOTED)
        parts = PaneParts(self.question_list, self.side_pane, self.panes_layout, self.question_pane_layout)
        self._take_panes(parts, _WIDTHS, _WIDE_WIDTHS, entry="question", first=self.question_list.questions)
        self._evidence = 0
        self._connect_commands()
        self.question_list.question_chosen.connect(self._on_question_chosen)
        self.question_list.digit_typed.connect(self._on_digit_typed)
        self.side_pane.evidence_asked.connect(self._on_evidence_asked)
        self._arrange_panes()

    def show_list(self, view: ChecklistView) -> None:
        """Show the filtered list."""
        self.question_list.show_view(view)

    def show_question(self, view: QuestionView) -> None:
        """Show a question, with what stands beside it, and mark it in the list."""
        is_another = self.question_pane.ref not in ("", view.ref)
        self.question_pane.show_view(view)
        self.side_pane.show_view(view)
        self.question_list.show_current(view.ref)
        self._evidence = len(view.evidence)
        self.jump_button.setText(view.ref)
        self.jump_button.setProperty("hint", view.position)
        self.jump_button.updateGeometry()
        if is_another:
            self._tab = "question"
        self._arrange_panes()

    def show_empty(self, view: EmptyView) -> None:
        """Show that there is no question, and why."""
        self.question_pane.show_empty(view)
        self.side_pane.hide()

    def panes(self) -> Sequence[QWidget]:
        """Return the list, the question, and what stands beside it."""
        has_side = bool(self.question_pane.ref)
        return (self.question_list, self.question_pane, self.side_pane)[: 3 if has_side else 2]

    def show_pane(self, pane: QWidget | None) -> QWidget | None:
        """Put a pane on show, and a side pane that opened over the page away where another is gone to."""
        is_side = pane is self.side_pane
        if self._panes.mode == "two":
            self.side_pane.setVisible(is_side)
            self._panes.float_side()
            self.panes_changed.emit()
        elif self._panes.mode == "one" and pane is not None:
            is_beside = self._tab in BESIDE
            self._on_tab_chosen("list" if pane is self.question_list else "question" if not is_side else
                                self._tab if is_beside else "evidence")  # fmt: skip
        if is_side:
            return self.side_pane
        return self._first() if pane is self.question_pane else self.question_list.questions

    def _first(self) -> QWidget | None:
        first = self.question_pane.answer_row.met
        return first if first.isVisible() and first.isEnabled() else None

    def _connect_commands(self) -> None:
        answers = (
            self.met_action, self.partly_met_action, self.not_met_action,
            self.not_applicable_action, self.not_tested_action,
        )  # fmt: skip
        for place, action in enumerate(answers):
            action.setData(place)
            action.triggered.connect(self._on_answer_asked)
        self.set_back_action.triggered.connect(self.question_pane.ask_set_back)
        self.finding_action.triggered.connect(self.question_pane.ask_finding)
        self.seal_action.triggered.connect(self.question_pane.prose.ask_seal)
        self.next_action.triggered.connect(self.question_pane.ask_next)
        self.previous_action.triggered.connect(self.question_pane.ask_previous)
        self.filter_action.triggered.connect(self._on_filter_asked)
        self.side_action.triggered.connect(self._on_side_asked)

    def _arrange_panes(self) -> None:
        """Show what this mode, and its tab, have on show."""
        is_tabbed = self._panes.mode == "one"
        has_question = bool(self.question_pane.ref)
        self.tab_bar.setVisible(is_tabbed)
        self.side_toggle.setVisible(self._panes.mode == "two" and has_question)
        self._panes.size()
        if is_tabbed:
            self._show_tab()
        else:
            self.question_list.show()
            self.question_pane.question_stack.show()
            self.side_pane.show_section("")
            if self._panes.mode == "three":
                self.side_pane.setVisible(has_question)

    def _show_tab(self) -> None:
        self.tabs.show_segments(
            (
                ScopeView("question", "Question"),
                ScopeView("evidence", "Evidence", self._evidence or None),
                ScopeView("guidance", "Guidance"),
                ScopeView("last", "Last time"),
            ),
            self._tab,
        )
        is_beside = self._tab in BESIDE
        self.question_list.setVisible(self._tab == "list")
        self.side_pane.setVisible(is_beside)
        self.question_pane.question_stack.setVisible(self._tab == "question")
        if is_beside:
            self.side_pane.show_section(self._tab)

    def _on_question_chosen(self, ref: str) -> None:
        self.question_pane.hand_over()
        self.question_chosen.emit(ref)

    def _on_evidence_asked(self) -> None:
        self.evidence_asked.emit(self.question_pane.ref)

    def _on_answer_asked(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        if len(self.question_list.questions.chosen_keys()) > 1:
            self._on_digit_typed(int(action.data()) + 1)
        else:
            self.question_pane.choose_answer(int(action.data()))

    def _on_digit_typed(self, digit: int) -> None:
        answer = self.question_pane.answer_row.answers()[digit - 1]
        self.question_pane.hand_over()
        self.many_answered.emit(self.question_list.questions.chosen_keys(), answer.result)

    def _on_filter_asked(self) -> None:
        if self._panes.mode == "one":
            self._on_tab_chosen("list")
        self.question_list.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_side_asked(self) -> None:
        """Open or close the side pane over the page; with three panes, only go to it."""
        if self._panes.mode == "one":
            self._on_tab_chosen("evidence" if self._tab == "question" else "question")
            return
        if self._panes.mode == "two":
            self.side_pane.setVisible(not self.side_pane.isVisible())
            self._panes.float_side()
            if not self.side_pane.isVisible():
                self.side_toggle.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.side_pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_look_changed(self) -> None:
        self.question_pane.prose.apply_look()
        self._arrange_panes()
