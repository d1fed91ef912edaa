"""Panes are made wider by key and by mouse, and stand as they were left in the next session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.register_page import RegisterPage
from app.desktop.scenes.every import SCENES
from app.desktop.scenes.framing import Frame, settle
from app.desktop.shell import Shell
from app.desktop.theme import Scheme
from app.desktop.widgets.pane_grip import PaneGrip

Press = Callable[..., None]
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def test_pane_is_made_wider_by_key_and_stays_so(checklist: ChecklistPage, shell: Shell, press: Press) -> None:
    shell.window().resize(1366, 768)
    checklist.question_list.questions.setFocus()
    before = checklist.question_list.width()
    press(Qt.Key.Key_Right, ALT_SHIFT)
    assert checklist.question_list.width() == before + 24
    kept = checklist.places()
    press(Qt.Key.Key_Left, ALT_SHIFT)
    press(Qt.Key.Key_Left, ALT_SHIFT)
    checklist.take_places(kept)
    assert checklist.question_list.width() == before + 24


def test_edge_of_a_pane_is_dragged_no_further_than_can_be_read(shell: Shell) -> None:
    settle(shell, SCENES["actions"], Frame(Scheme.LIGHT, 1366, 768))
    page = shell.page("actions")
    assert isinstance(page, RegisterPage)
    (grip,) = page.findChildren(PaneGrip)
    assert grip.isVisible()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton)
    QTest.mouseMove(grip, QPoint(-40, 10))
    assert page.detail.width() > 340
    QTest.mouseMove(grip, QPoint(900, 10))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert page.detail.width() == 200
    assert page.places() == "detail:200"


def test_words_that_are_no_places_change_nothing(checklist: ChecklistPage, shell: Shell) -> None:
    shell.window().resize(1366, 768)
    before = checklist.side_pane.width()
    checklist.take_places("side:wide list tab:")
    assert checklist.side_pane.width() == before
    assert checklist.question_pane.question_stack.isVisible()
