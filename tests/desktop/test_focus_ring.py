from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.home_page import HomePage
from app.desktop.shell import Shell

Press = Callable[..., None]


def test_ring_stands_two_off_the_control_that_has_the_focus(home: HomePage, shell: Shell, press: Press) -> None:
    first = home.board.tiles()[0]
    press(Qt.Key.Key_Tab)
    first.setFocus()
    box = QRect(first.mapTo(shell.window(), QPoint(0, 0)), first.size())
    assert shell.ring.isVisible()
    assert shell.ring.geometry() == box.adjusted(-4, -4, 4, 4)


def test_ring_follows_when_the_page_is_laid_out_anew(home: HomePage, shell: Shell, qtbot: QtBot, press: Press) -> None:
    first = home.board.tiles()[0]
    press(Qt.Key.Key_Tab)
    first.setFocus()
    shell.window().resize(1024, 768)
    qtbot.waitUntil(lambda: shell.ring.width() == first.width() + 8)
    assert shell.ring.geometry().topLeft() == first.mapTo(shell.window(), QPoint(-4, -4))


def test_ring_is_hidden_when_a_field_shows_its_own_focus(checklist: ChecklistPage, shell: Shell, press: Press) -> None:
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shell.window().focusWidget() is checklist.question_list.filter_field
    assert not shell.ring.isVisible()


def test_ring_survives_when_the_control_is_deleted(
    checklist: ChecklistPage, shell: Shell, qapp: QApplication, press: Press
) -> None:
    button = checklist.question_pane.narrative_field.bar.buttons()[-1]
    press(Qt.Key.Key_Tab)
    button.setFocus()
    checklist.question_pane.narrative_field.show_findings(())
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    checklist.question_pane.answer_row.met.setFocus()
    assert shell.ring.isVisible()
