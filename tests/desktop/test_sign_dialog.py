from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.specimens import returns
from app.desktop.views.sign_view import SignRequest
from tests.desktop.conftest import Heard
from tests.desktop.test_accessibility import unnamed

Hear = Callable[..., Heard]


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> SignDialog:
    made = SignDialog(loader, returns.signing(), shell)
    made.show()
    return made


def test_passphrase_is_hidden_and_kept_out_of_what_is_printed(dialog: SignDialog) -> None:
    assert dialog.passphrase_field.echoMode() == QLineEdit.EchoMode.Password
    assert "quiet" not in repr(SignRequest("a.p12", "quiet words", "E:", "name"))


def test_verb_waits_until_every_field_is_filled(dialog: SignDialog) -> None:
    assert not dialog.sign_accept_button.isEnabled()
    QTest.keyClicks(dialog.passphrase_field, "x")
    assert dialog.sign_accept_button.isEnabled()


def test_enter_gives_what_was_typed(dialog: SignDialog, hear: Hear) -> None:
    asked = hear(dialog.sign_asked)
    QTest.keyClicks(dialog.passphrase_field, "four quiet words")
    QTest.keyClick(dialog.passphrase_field, Qt.Key.Key_Return)
    view = returns.signing()
    assert asked.calls == [(SignRequest(view.identity, "four quiet words", view.folder, view.name),)]


def test_steps_grow_and_cancel_is_offered_late(dialog: SignDialog, qtbot: QtBot, hear: Hear) -> None:
    asked = hear(dialog.cancel_asked)
    dialog.show_running()
    dialog.show_progress("Reading", 0, 9)
    dialog.show_progress("Marking scan", 1, 9)
    assert dialog.sign_steps.words == ["Reading", "Marking scan"]
    dialog.reject()
    assert dialog.isVisible()
    assert asked.calls == []
    qtbot.waitUntil(dialog.sign_cancel_button.isVisible)
    dialog.reject()
    assert (dialog.isVisible(), len(asked.calls)) == (True, 1)


def test_fault_is_said_at_the_passphrase_when_the_identity_stays_shut(dialog: SignDialog) -> None:
    dialog.show_running()
    dialog.show_fault("The passphrase does not open this identity. Type it again.", is_identity=True)
    assert dialog.sign_fault.isVisible()
    assert dialog.passphrase_field.hasFocus()
    assert dialog.passphrase_field.accessibleDescription().startswith("The passphrase")


def test_end_shows_files_digest_and_receipt(dialog: SignDialog) -> None:
    QTest.keyClicks(dialog.passphrase_field, "four quiet words")
    dialog.show_done(returns.signed())
    assert len(dialog.done_files.rows) == 2
    assert dialog.done_digest.text().startswith("SHA-256")
    assert dialog.receipt_save_button.isVisible()
    assert dialog.passphrase_field.text() == ""
    assert dialog.sign_cancel_button.text() == "Close"


def test_every_input_has_a_name_in_each_state(dialog: SignDialog) -> None:
    assert not unnamed(dialog)
    dialog.show_done(returns.signed())
    assert not unnamed(dialog)


def test_dialog_stays_inside_a_small_window(shell: Shell) -> None:
    shell.theme.choose_zoom(200)
    shell.window().resize(1280, 720)
    dialog = SignDialog(shell.loader, returns.signing(), shell)
    dialog.show()
    assert dialog.height() <= shell.window().height() - 32
    assert dialog.width() <= shell.window().width() - 32


def test_token_takes_the_place_of_the_identity_file_when_asked_for(dialog: SignDialog, hear: Hear) -> None:
    asked = hear(dialog.sign_asked)
    QTest.keyClick(dialog.advanced_button, Qt.Key.Key_Space)
    assert (dialog.token_box.isVisible(), dialog.identity_box.isVisible()) == (True, False)
    assert dialog.passphrase_field.accessibleName() == "PIN of the token"
    QTest.keyClicks(dialog.passphrase_field, "482915")
    assert not dialog.sign_accept_button.isEnabled()
    QTest.keyClicks(dialog.library_field, "/lib/token.so")
    QTest.keyClick(dialog.token_field, Qt.Key.Key_Return)
    view = returns.signing()
    wanted = SignRequest("", "482915", view.folder, view.name, library="/lib/token.so")
    assert asked.calls == [(wanted,)]
    QTest.keyClick(dialog.advanced_button, Qt.Key.Key_Space)
    assert dialog.identity_box.isVisible()
