from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from app.desktop.theme import Theme
from app.desktop.views.checklist_view import FindingView, PassageView
from app.desktop.widgets.narrative_edit import NarrativeEdit
from tests.desktop.conftest import Heard

TOKEN = PassageView(marking="RESTRICTED", is_sealed=True, key="s1", amount="2 sentences")
OTHER = PassageView(marking="RESTRICTED", is_sealed=True, key="s2")


@pytest.fixture
def editor(theme: Theme) -> NarrativeEdit:
    return NarrativeEdit(theme)


@pytest.mark.parametrize(
    "passages",
    [
        (),
        (PassageView("One line."),),
        (PassageView("Two\nlines.\n"),),
        (PassageView("Before "), TOKEN, PassageView(" after.\nAnother line.")),
        (TOKEN, OTHER),
        (PassageView("Open. "), PassageView("Protected. ", "PROTECT"), PassageView("Open again.")),
        (TOKEN, PassageView("\n")),
    ],
)
def test_passages_come_back_as_they_were_shown(editor: NarrativeEdit, passages: tuple[PassageView, ...]) -> None:
    editor.show_passages(passages)
    assert editor.passages() == passages


def test_typing_takes_the_marking_it_stands_in(editor: NarrativeEdit) -> None:
    editor.show_passages((PassageView("Open. "), PassageView("Protected.", "PROTECT")))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, " More.")
    assert editor.passages()[-1] == PassageView("Protected. More.", "PROTECT")


@pytest.mark.parametrize(
    "keys",
    [
        [(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)],
        [(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier)],
        [(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)],
        [(Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)],
        [(Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)],
    ],
)
def test_sealed_passage_stays_when_it_would_be_deleted(
    editor: NarrativeEdit, hear: Callable[..., Heard], keys: list[tuple[Qt.Key, Qt.KeyboardModifier]]
) -> None:
    kept = hear(editor.token_kept)
    shown = (PassageView("Before "), TOKEN)
    editor.show_passages(shown)
    for key, modifier in keys:
        QTest.keyClick(editor, key, modifier)
    assert editor.passages() == shown
    assert len(kept.calls) == 1


def test_sealed_passage_stays_when_text_is_pasted_over_it(editor: NarrativeEdit) -> None:
    editor.show_passages((PassageView("Before "), TOKEN))
    editor.selectAll()
    pasted = QMimeData()
    pasted.setText("other")
    editor.insertFromMimeData(pasted)
    assert TOKEN in editor.passages()


def test_pasted_object_character_is_no_token(editor: NarrativeEdit) -> None:
    editor.show_passages((PassageView("Before "), TOKEN))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    pasted = QMimeData()
    pasted.setText(" x￼y")
    editor.insertFromMimeData(pasted)
    assert [passage.key for passage in editor.passages() if passage.is_sealed] == ["s1"]


def test_copy_says_the_marking_in_place_of_the_sealed_text(editor: NarrativeEdit) -> None:
    editor.show_passages((PassageView("Before "), TOKEN, PassageView(" after.")))
    editor.selectAll()
    assert editor.createMimeDataFromSelection().text() == "Before [RESTRICTED] after."
    assert editor.createMimeDataFromSelection().formats() == ["text/plain"]


def test_nothing_before_can_be_undone_when_a_narrative_is_shown(editor: NarrativeEdit) -> None:
    QTest.keyClicks(editor, "typed")
    editor.show_passages((PassageView("stored"),))
    assert not editor.document().isUndoAvailable()


def test_enter_opens_the_token_that_is_selected(editor: NarrativeEdit, hear: Callable[..., Heard]) -> None:
    opened = hear(editor.token_opened)
    editor.show_passages((PassageView("Before "), TOKEN))
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert opened.calls == [("s1",)]


def test_seal_is_not_asked_when_nothing_is_selected_or_read_only(
    editor: NarrativeEdit, hear: Callable[..., Heard]
) -> None:
    asked = hear(editor.seal_asked)
    editor.show_passages((PassageView("Before "), TOKEN))
    editor.ask_seal()
    editor.selectAll()
    editor.setReadOnly(True)
    editor.ask_seal()
    assert asked.calls == []


def test_seal_over_a_token_leaves_the_token_as_it_is(editor: NarrativeEdit, hear: Callable[..., Heard]) -> None:
    asked = hear(editor.seal_asked)
    editor.show_passages((PassageView("Before "), TOKEN, PassageView(" after.")))
    editor.selectAll()
    editor.ask_seal()
    assert asked.calls == [((PassageView("Before ", is_sealed=True), TOKEN, PassageView(" after.", is_sealed=True)),)]


def test_finding_is_marked_at_its_place_behind_a_token(editor: NarrativeEdit) -> None:
    editor.show_passages((PassageView("Before "), TOKEN, PassageView(" by A1234BC here.")))
    editor.show_findings((FindingView("f", 2, 4, 7, "A question?", ()),))
    (selection,) = editor.extraSelections()
    assert selection.cursor.selectedText() == "A1234BC"
    assert "underline" not in editor.toHtml().lower()
