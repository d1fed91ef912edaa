from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.shell import Shell
from app.desktop.specimens import frames, questions
from app.desktop.views.checklist_view import PassageView
from app.desktop.widgets.answer import Answer
from app.desktop.widgets.sealed_note import SealedNote
from tests.desktop.conftest import Heard, click

Press = Callable[..., None]
Hear = Callable[..., Heard]
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("key", "result"),
    [
        (Qt.Key.Key_1, "met"),
        (Qt.Key.Key_3, "not_met"),
        (Qt.Key.Key_4, "not_applicable"),
        (Qt.Key.Key_5, "not_tested"),
    ],
)
def test_answer_is_chosen_by_key_even_from_the_editor(
    checklist: ChecklistPage, press: Press, hear: Hear, key: Qt.Key, result: str
) -> None:
    chosen = hear(checklist.question_pane.answer_chosen)
    checklist.question_pane.narrative.setFocus()
    press(key, ALT)
    assert chosen.calls == [("1f-03", result)]
    checked = [answer.result for answer in checklist.question_pane.answer_row.answers() if answer.isChecked()]
    assert checked == [result]


def test_answer_is_not_told_again_when_it_stands_already(checklist: ChecklistPage, press: Press, hear: Hear) -> None:
    chosen = hear(checklist.question_pane.answer_chosen)
    press(Qt.Key.Key_2, ALT)
    assert chosen.calls == []
    assert checklist.question_pane.answer_row.partly_met.isChecked()


def test_answer_is_set_back_by_its_link(checklist: ChecklistPage, hear: Hear) -> None:
    chosen = hear(checklist.question_pane.answer_chosen)
    click(checklist.question_pane.set_back)
    assert chosen.calls == [("1f-03", "not_answered")]
    assert not any(answer.isChecked() for answer in checklist.question_pane.answer_row.answers())
    assert not checklist.question_pane.set_back.isVisible()


def test_arrow_keys_move_between_answers_without_choosing(
    checklist: ChecklistPage, shell: Shell, press: Press, hear: Hear
) -> None:
    chosen = hear(checklist.question_pane.answer_chosen)
    checklist.question_pane.answer_row.met.setFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert shell.window().focusWidget() is checklist.question_pane.answer_row.not_met
    assert chosen.calls == []


@pytest.mark.parametrize(
    ("result", "words"),
    [("not_applicable", "Why does it not apply?"), ("not_tested", "Why could it not be tested?"), ("met", "")],
)
def test_reason_is_asked_for_only_with_answers_that_need_one(checklist: ChecklistPage, result: str, words: str) -> None:
    checklist.question_pane.answer_chosen.emit("1f-03", result)
    view = replace(questions.question(), result=result)  # type: ignore[arg-type]  # a key of the cases above
    checklist.show_question(view)
    assert checklist.question_pane.reason_block.isVisible() is bool(words)
    assert checklist.question_pane.reason.editor.accessibleName() == words


def test_next_and_previous_go_by_key(checklist: ChecklistPage, press: Press, hear: Hear) -> None:
    asked, back = hear(checklist.question_pane.next_asked), hear(checklist.question_pane.previous_asked)
    checklist.question_pane.narrative.setFocus()
    press(Qt.Key.Key_Return, CONTROL)
    press(Qt.Key.Key_Left, ALT)
    assert (asked.calls, back.calls) == ([("1f-03",)], [("1f-03",)])


def test_nothing_is_asked_for_when_there_is_no_further_question(checklist: ChecklistPage, hear: Hear) -> None:
    asked = hear(checklist.question_pane.next_asked)
    checklist.show_question(replace(questions.question(), has_next=False))
    checklist.next_action.trigger()
    assert not checklist.question_pane.next_button.isEnabled()
    assert asked.calls == []


def test_typing_is_handed_over_within_a_pause(checklist: ChecklistPage, qtbot: QtBot) -> None:
    pane = checklist.question_pane
    pane.narrative.setFocus()
    with qtbot.waitSignal(pane.prose.prose_edited) as saved:
        QTest.keyClicks(pane.narrative, "Seen. ")
    assert saved.args is not None
    ref, _, passages = saved.args
    assert ref == "1f-03"
    assert any("Seen. " in passage.text for passage in passages)


def test_typing_is_handed_over_at_once_when_the_question_is_left(checklist: ChecklistPage, hear: Hear) -> None:
    left = hear(checklist.question_pane.prose.prose_left)
    QTest.keyClicks(checklist.question_pane.narrative, "Seen. ")
    checklist.show_question(questions.plain_question())
    assert [ref for ref, _, _ in left.calls] == ["1f-03"]
    assert checklist.question_pane.narrative.passages() == ()


def test_typing_stays_when_the_same_question_is_shown_again(checklist: ChecklistPage) -> None:
    QTest.keyClicks(checklist.question_pane.narrative, "Seen. ")
    before = checklist.question_pane.narrative.passages()
    checklist.show_question(questions.question())
    assert checklist.question_pane.narrative.passages() == before


def test_selection_is_sealed_by_key(checklist: ChecklistPage, press: Press, hear: Hear) -> None:
    asked = hear(checklist.question_pane.prose.seal_asked)
    editor = checklist.question_pane.narrative
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(Qt.Key.Key_R, CONTROL)
    ((ref, _, passages),) = asked.calls
    assert ref == "1f-03"
    assert isinstance(passages, tuple)
    assert passages[0] == PassageView("Tests", is_sealed=True)
    assert passages[1].text.startswith(" were taken")


def test_sealed_text_is_gone_from_editor_and_undo_when_it_is_shown_sealed(checklist: ChecklistPage) -> None:
    pane = checklist.question_pane
    QTest.keyClicks(pane.narrative, "Informant named. ")
    token = PassageView(marking="RESTRICTED", is_sealed=True, key="s2", amount="1 sentence")
    pane.narrative_field.show_text((token, PassageView(" The rest.")))
    assert not pane.narrative.document().isUndoAvailable()
    assert "Informant" not in pane.narrative.toPlainText()


def test_finding_is_settled_from_the_bar(checklist: ChecklistPage, hear: Hear) -> None:
    settled = hear(checklist.question_pane.prose.finding_settled)
    for button in checklist.question_pane.narrative_field.bar.findChildren(QAbstractButton):
        if button.text() == "Write ‘a prisoner’":
            click(button)
    assert settled.calls == [("1f-03", "narrative", "f1", "replace")]


def test_refusal_is_said_at_the_top_and_at_the_field(checklist: ChecklistPage) -> None:
    checklist.show_question(questions.refused_question())
    checklist.question_pane.show_unsaved(questions.unsaved())
    pane = checklist.question_pane
    assert pane.unsaved_title.text() == "2 things are not saved"
    assert pane.narrative_field.bar.title.text() == "This paragraph is not saved"
    assert pane.sample_test.sample_fault.text().startswith("Compliant is 27")
    assert pane.sample_test.compliant.property("fault") is True


def test_answer_cannot_be_changed_when_the_file_is_read_only(
    checklist: ChecklistPage, press: Press, hear: Hear
) -> None:
    chosen = hear(checklist.question_pane.answer_chosen)
    checklist.show_question(replace(questions.question(), is_read_only=True))
    press(Qt.Key.Key_1, ALT)
    assert chosen.calls == []
    assert checklist.question_pane.narrative.isReadOnly()
    assert not checklist.question_pane.set_back.isVisible()


def test_sealed_answer_shows_nothing_of_itself_when_locked(checklist: ChecklistPage, hear: Hear) -> None:
    asked = hear(checklist.question_pane.unlock_asked)
    checklist.show_question(questions.withheld_question())
    pane = checklist.question_pane
    assert not pane.narrative_field.isVisible()
    assert not pane.answer_row.isVisible()
    click(pane.withheld_unlock)
    assert len(asked.calls) == 1


def test_sealed_passage_is_shown_in_a_note_that_forgets_it(checklist: ChecklistPage) -> None:
    checklist.question_pane.prose.show_passage("narrative", "Two sentences.")
    (note,) = checklist.findChildren(SealedNote)
    assert note.words.text() == "Two sentences."
    note.close()
    assert note.words.text() == ""


def test_side_pane_opens_over_the_page_by_key_when_there_is_less_room(
    checklist: ChecklistPage, shell: Shell, press: Press
) -> None:
    shell.window().resize(1100, 720)
    assert not checklist.side_pane.isVisible()
    press(Qt.Key.Key_F6)
    assert checklist.side_pane.isVisible()
    assert checklist.side_pane.geometry().right() == checklist.width() - 1
    press(Qt.Key.Key_F6)
    assert not checklist.side_pane.isVisible()  # the side bar was gone to, and nothing is left over the page


def test_panes_are_tabs_when_there_is_little_room(checklist: ChecklistPage, shell: Shell) -> None:
    shell.window().resize(1280, 720)
    shell.theme.choose_zoom(200)
    assert checklist.tab_bar.isVisible()
    assert not checklist.question_list.isVisible()
    checklist.tabs.segment_chosen.emit("guidance")
    assert checklist.side_pane.guidance_section.isVisible()
    assert not checklist.side_pane.evidence_section.isVisible()
    assert checklist.question_pane.foot.isVisible()
    click(checklist.jump_button)
    assert checklist.question_list.isVisible()


def test_tab_goes_from_the_answers_through_the_narrative_to_the_foot(
    checklist: ChecklistPage, shell: Shell, press: Press
) -> None:
    pane = checklist.question_pane
    pane.answer_row.not_tested.setFocus()
    passed: list[str] = []
    for _ in range(16):
        press(Qt.Key.Key_Tab)
        focused = shell.window().focusWidget()
        passed.append(focused.objectName() or type(focused).__name__)
    expected = [
        "set_back",
        "editor",
        "Button",
        "population",
        "method",
        "sample_size",
        "compliant",
        "FindingLine",
        "record_finding",
        "next_button",
        "add_evidence",
    ]
    places = [passed.index(name) for name in expected]
    assert places == sorted(places)


def test_pane_without_a_question_says_why(checklist: ChecklistPage) -> None:
    checklist.show_empty(frames.nothing_left())
    words = [label.text() for label in checklist.question_pane.empty_pane.findChildren(QLabel)]
    assert "Nothing is left to do here" in words
    assert not checklist.question_pane.foot.isVisible()


def test_answers_say_their_keys(checklist: ChecklistPage) -> None:
    hints = [str(answer.property("hint")) for answer in checklist.findChildren(Answer)]
    assert hints == ["Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5"]
