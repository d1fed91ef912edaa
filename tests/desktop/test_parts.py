"""Parts of the Checklist: its list, sample test, side pane and finding bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.desktop.models.row_model import RowModel
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.specimens import questions
from app.desktop.views.checklist_view import EvidenceView, FindingView, SampleInput
from app.desktop.views.list_view import ItemRow
from app.desktop.widgets.evidence_line import EvidenceLine
from tests.desktop.conftest import Heard, click

Hear = Callable[..., Heard]


def test_model_keeps_the_rules_of_item_models(qtmodeltester: ModelTester) -> None:
    model = RowModel()
    model.show_rows(questions.checklist().rows)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it out


def test_row_is_read_out_with_its_status_and_reason() -> None:
    model = RowModel()
    model.show_rows(questions.checklist().rows)
    spoken = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == [
        "1(f) Drugs and mobile phones, 7 of 9 answered",
        "1f-02 Supply reduction plan reviewed, Not answered",
        "1f-03 Testing spread over the month, Partly met, Marking to decide, sealed passage",
    ]


def test_only_the_changed_row_is_redrawn_when_one_answer_changes() -> None:
    model = RowModel()
    rows = questions.checklist().rows
    model.show_rows(rows)
    changed: list[int] = []

    def note(first: QModelIndex) -> None:
        changed.append(first.row())

    model.dataChanged.connect(note)
    first = rows[1]
    assert isinstance(first, ItemRow)
    model.show_rows((*rows[:1], replace(first, state="Evidence missing"), *rows[2:]))
    assert changed == [1]


def test_question_is_chosen_with_the_arrow_keys_past_a_heading(checklist: ChecklistPage, hear: Hear) -> None:
    chosen = hear(checklist.question_chosen)
    view = checklist.question_list.questions
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert chosen.calls == [("1f-07",), ("1e-04",)]


def test_current_question_stays_when_the_list_is_filled_anew(checklist: ChecklistPage, hear: Hear) -> None:
    chosen = hear(checklist.question_chosen)
    checklist.show_list(questions.checklist())
    current = checklist.question_list.questions.currentIndex()
    assert str(current.data()).startswith("1f-03")
    assert chosen.calls == []


def test_filter_is_told_after_a_pause_in_typing(checklist: ChecklistPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(checklist.question_list.filter_typed) as typed:
        QTest.keyClicks(checklist.question_list.filter_field, "perimeter")
    assert typed.args == ["perimeter"]


def test_filter_from_home_is_named_and_can_be_cleared(checklist: ChecklistPage, hear: Hear) -> None:
    cleared = hear(checklist.question_list.filter_cleared)
    checklist.show_list(questions.filtered_checklist())
    assert checklist.question_list.filter_chip_label.text() == "Not met, no action"
    click(checklist.question_list.filter_chip_clear)
    assert len(cleared.calls) == 1


def test_empty_filter_says_so(checklist: ChecklistPage) -> None:
    checklist.show_list(replace(questions.checklist(), rows=()))
    assert checklist.question_list.nothing_found.isVisible()


def test_scope_and_mine_are_chosen_above_the_list(checklist: ChecklistPage, hear: Hear) -> None:
    scopes, mine = hear(checklist.question_list.scope_chosen), hear(checklist.question_list.mine_chosen)
    click(checklist.question_list.scopes.findChildren(QAbstractButton)[1])
    click(checklist.question_list.mine_button)
    assert (scopes.calls, mine.calls) == ([("all",)], [(True,)])


def test_sample_is_handed_over_when_a_field_is_left(checklist: ChecklistPage, hear: Hear) -> None:
    edited = hear(checklist.question_pane.sample_edited)
    field = checklist.question_pane.sample_test.compliant
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "18")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert edited.calls == [("1f-03", SampleInput("61", "Every third test", "20", "18"))]


def test_exceptions_are_only_read(checklist: ChecklistPage) -> None:
    exceptions = checklist.question_pane.sample_test.exceptions
    assert exceptions.isReadOnly()
    assert exceptions.text() == "3"


def test_side_pane_says_what_leaves_and_what_stays(checklist: ChecklistPage) -> None:
    lines = [line.text() for line in checklist.side_pane.findChildren(EvidenceLine)]
    assert lines[0] == "Test register, June to August, 42 KB · Leaves with the return"
    assert lines[2] == "Security note 7, Stays here, RESTRICTED"


def test_evidence_lines_are_replaced_when_another_question_is_shown(checklist: ChecklistPage) -> None:
    checklist.show_question(replace(questions.plain_question(), evidence=(EvidenceView("Plan", "Stays here"),)))
    assert [line.text() for line in checklist.side_pane.findChildren(EvidenceLine)] == ["Plan, Stays here"]


def test_add_evidence_is_offered_only_when_it_can_be_added(checklist: ChecklistPage, hear: Hear) -> None:
    asked = hear(checklist.evidence_asked)
    click(checklist.side_pane.add_evidence)
    checklist.show_question(questions.plain_question())
    assert asked.calls == [("1f-03",)]
    assert not checklist.side_pane.add_evidence.isVisible()


def test_findings_are_shown_one_at_a_time(checklist: ChecklistPage) -> None:
    first = questions.question().findings[0]
    second = FindingView("f9", 0, 0, 5, "Another question?", first.actions)
    checklist.question_pane.narrative_field.show_findings((first, second))
    bar = checklist.question_pane.narrative_field.bar
    assert bar.count.text() == "1 of 2"
    click(bar.next)
    assert bar.sentence.text() == "Another question?"


def test_bar_goes_on_with_the_same_finding_when_one_before_it_is_settled(checklist: ChecklistPage) -> None:
    first = questions.question().findings[0]
    second = FindingView("f9", 0, 0, 5, "Another question?", first.actions)
    bar = checklist.question_pane.narrative_field.bar
    checklist.question_pane.narrative_field.show_findings((first, second))
    click(bar.next)
    checklist.question_pane.narrative_field.show_findings((second,))
    assert bar.sentence.text() == "Another question?"
    checklist.question_pane.narrative_field.show_findings(())
    assert not bar.isVisible()
