from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.pages_dialog import PagesDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.specimens import returns
from tests.desktop.test_accessibility import unnamed


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> PagesDialog:
    made = PagesDialog(loader, returns.pages(), 1, shell)
    made.show()
    return made


def test_page_is_as_wide_as_the_window_lets_it(dialog: PagesDialog, shell: Shell) -> None:
    assert dialog.width() == shell.window().width() - 32
    picture = dialog.pages_picture
    assert picture.width() > shell.window().width() - 120
    dialog.grab()
    assert picture.height() == pytest.approx(picture.width() * 1.4142, abs=3)


def test_keys_turn_pages_and_stop_at_the_ends(dialog: PagesDialog, qtbot: QtBot) -> None:
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    assert dialog.pages_place.text() == "Page 2 of 3"
    QTest.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.pages_place.text() == "Page 3 of 3")
    assert not dialog.next_button.isEnabled()
    for place in ("Page 2 of 3", "Page 1 of 3"):
        QTest.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda place=place: dialog.pages_place.text() == place)  # type: ignore[misc]  # a default
    assert not dialog.previous_button.isEnabled()


def test_every_input_has_a_name(dialog: PagesDialog) -> None:
    assert not unnamed(dialog)
