from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.clipping import clipped_texts
from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from tests.desktop.conftest import Heard, click

VIEW = ChoiceView(
    "This was not saved",
    "The disk is full. Nothing was saved and nothing was lost: make room, then save again.",
    (("retry", "Try again"), ("copy", "Copy the text"), ("close", "Close")),
    "What was typed on the wing.",
)


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> ChoiceDialog:
    made = ChoiceDialog(loader, VIEW, shell)
    made.show()
    return made


def test_text_that_must_not_be_lost_can_be_read_and_not_changed(dialog: ChoiceDialog) -> None:
    assert dialog.choice_text.toPlainText() == VIEW.text
    assert dialog.choice_text.isReadOnly()


def test_way_is_told_once_when_its_button_is_pressed(dialog: ChoiceDialog, hear: Callable[..., Heard]) -> None:
    chosen = hear(dialog.way_chosen)
    click(dialog.second_button)
    assert chosen.calls == [("copy",)]
    assert not dialog.isVisible()


def test_escape_changes_nothing(dialog: ChoiceDialog, hear: Callable[..., Heard]) -> None:
    chosen = hear(dialog.way_chosen)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert chosen.calls == []
    assert not dialog.isVisible()


def test_only_the_ways_there_are_have_a_button(loader: FormLoader, shell: Shell) -> None:
    two = ChoiceDialog(
        loader, ChoiceView("Not saved", "Put it right.", (("back", "Go back"), ("close", "Close"))), shell
    )
    two.show()
    assert not two.third_button.isVisible()
    assert not two.choice_text.isVisible()


@pytest.mark.parametrize("zoom", [100, 200])
def test_nothing_is_cut_in_the_dialog(loader: FormLoader, shell: Shell, zoom: int) -> None:
    shell.theme.choose_zoom(zoom)
    made = ChoiceDialog(loader, VIEW, shell)
    made.show()
    assert not [cut for cut in clipped_texts(shell) if "choice" in cut or "button" in cut]
