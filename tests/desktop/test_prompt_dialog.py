from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from tests.desktop.conftest import Heard


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> PromptDialog:
    view = PromptView("Unlock the sealed store", "Until it locks again.", "Passphrase", "Unlock", is_secret=True)
    made = PromptDialog(loader, view, shell)
    made.show()
    return made


def test_text_is_hidden_when_it_is_secret(dialog: PromptDialog) -> None:
    assert dialog.prompt_field.echoMode() == QLineEdit.EchoMode.Password


def test_enter_gives_the_text_and_the_dialog_waits(dialog: PromptDialog, hear: Callable[..., Heard]) -> None:
    given = hear(dialog.text_given)
    QTest.keyClicks(dialog.prompt_field, "four quiet words here")
    QTest.keyClick(dialog.prompt_field, Qt.Key.Key_Return)
    assert given.calls == [("four quiet words here",)]
    assert dialog.isVisible()


def test_verb_waits_when_nothing_is_typed(dialog: PromptDialog) -> None:
    assert not dialog.accept_button.isEnabled()


def test_fault_is_said_at_the_field_and_cleared_by_typing(dialog: PromptDialog) -> None:
    dialog.show_fault("This passphrase does not open the store. Check Caps Lock, then type it again.")
    assert dialog.prompt_fault.isVisible()
    assert dialog.prompt_field.accessibleDescription().startswith("This passphrase")
    QTest.keyClicks(dialog.prompt_field, "a")
    assert not dialog.prompt_fault.isVisible()
