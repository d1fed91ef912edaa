"""Spelling in the narrative of a question, in a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.presenters.checklist_presenter import ChecklistPresenter
from app.desktop.shell import Shell
from app.desktop.widgets.narrative_edit import NarrativeEdit
from tests.desktop.register_desk import register_desk

Press = Callable[..., None]


@pytest.fixture
def narrative(shell: Shell, tmp_path: Path) -> Iterator[NarrativeEdit]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        page = shell.page("checklist")
        assert isinstance(page, ChecklistPage)
        presenter = ChecklistPresenter(desk.session, page, shell)
        shell.show_page("checklist")
        page.question_pane.narrative.setFocus()
        yield page.question_pane.narrative
        presenter.forget_unsaved()


def underlined(narrative: NarrativeEdit) -> list[str]:
    dotted = QTextCharFormat.UnderlineStyle.DotLine
    marks = [mark for mark in narrative.extraSelections() if mark.format.underlineStyle() == dotted]
    return [mark.cursor.selectedText() for mark in marks]


def test_a_slip_is_underlined_once_nobody_types_and_put_right_by_key(
    narrative: NarrativeEdit, press: Press, qtbot: QtBot
) -> None:
    QTest.keyClicks(narrative, "The perimetre of NOMS was walked.")
    qtbot.waitUntil(lambda: underlined(narrative) == ["perimetre"])
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in narrative.findChildren(QMenu)))
    menu = next(menu for menu in narrative.findChildren(QMenu) if menu.isVisible())
    assert "Ignore" in menu.actions()[-1].text()
    next(action for action in menu.actions() if action.text() == "perimeter").trigger()
    menu.close()
    assert narrative.toPlainText() == "The perimeter of NOMS was walked."
    narrative.undo()
    assert "perimetre" in narrative.toPlainText()


def test_an_ignored_word_is_left_alone(narrative: NarrativeEdit, press: Press, qtbot: QtBot) -> None:
    QTest.keyClicks(narrative, "Cwtched.")
    qtbot.waitUntil(lambda: underlined(narrative) == ["Cwtched"])
    press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in narrative.findChildren(QMenu)))
    menu = next(menu for menu in narrative.findChildren(QMenu) if menu.isVisible())
    menu.actions()[-1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: underlined(narrative) == [])
