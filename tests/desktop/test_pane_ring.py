"""F6 and Shift+F6 on every page: each pane is gone to, in order, whatever the width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.scenes.every import SCENES
from app.desktop.scenes.framing import Frame, settle
from app.desktop.shell import Shell
from app.desktop.theme import Scheme

Press = Callable[..., None]
SHIFT = Qt.KeyboardModifier.ShiftModifier
WIDE, MIDDLE, NARROW = (Frame(Scheme.LIGHT, *size) for size in ((1366, 768), (1100, 768), (1280, 720, 200)))


def pane_of(shell: Shell) -> QWidget | None:
    """Return the pane that holds the focus, the side bar included."""
    page, focused = shell.page(shell.current_key), shell.window().focusWidget()
    panes: list[QWidget] = [shell.nav, *page.panes()]
    holding = [pane for pane in panes if pane.isAncestorOf(focused)]
    return min(holding, key=lambda pane: pane.width() * pane.height(), default=None)


@pytest.mark.parametrize("frame", [WIDE, MIDDLE, NARROW], ids=lambda frame: frame.name)
@pytest.mark.parametrize("name", ["home", "checklist", "statement", "actions", "return", "review", "registers-fresh"])
def test_every_pane_is_gone_to_and_back(shell: Shell, name: str, frame: Frame, press: Press) -> None:
    settle(shell, SCENES[name], frame)
    page = shell.page(shell.current_key)
    ring: list[QWidget] = [shell.nav, *page.panes()]
    page.focus_first()
    press(Qt.Key.Key_F6)
    begun = ring.index(pane_of(shell) or page)
    for way, key in ((1, Qt.KeyboardModifier.NoModifier), (-1, SHIFT)):
        for step in range(1, len(ring) + 1):
            press(Qt.Key.Key_F6, key)
            assert pane_of(shell) is ring[(begun + way * step) % len(ring)]
            focused: QWidget | None = shell.window().focusWidget()
            assert focused is not None
            assert focused.isVisible()


def test_pane_has_the_focus_where_it_was_left(checklist: ChecklistPage, shell: Shell, press: Press) -> None:
    shell.window().resize(1366, 768)
    narrative = checklist.question_pane.narrative
    narrative.setFocus()
    for _ in range(4):
        press(Qt.Key.Key_F6)
    assert narrative.hasFocus()


def test_nothing_is_left_over_the_page_when_the_side_bar_is_gone_to(
    checklist: ChecklistPage, shell: Shell, press: Press
) -> None:
    shell.window().resize(1100, 768)
    checklist.focus_first()
    press(Qt.Key.Key_F6)
    assert checklist.side_pane.isVisible()
    press(Qt.Key.Key_F6)
    assert not checklist.side_pane.isVisible()
    assert shell.nav.isAncestorOf(shell.window().focusWidget())
