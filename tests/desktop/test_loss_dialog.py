"""What is asked where an identity is lost, or its signer left."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.loss_dialog import LossDialog
from app.desktop.shell import Shell
from app.desktop.specimens.trust import loss
from app.desktop.views.form_views import LossInput


@pytest.fixture
def dialog(shell: Shell, qtbot: QtBot) -> LossDialog:
    made = LossDialog(shell.loader, loss(), shell.window())
    made.open()
    return made


def test_signer_s_own_key_is_chosen_and_both_are_made_anew(dialog: LossDialog) -> None:
    assert dialog.read() == LossInput("lost", "29 September 2026", "2", "C:\\Assurance\\identity-2026-09-29.p12")
    assert dialog.anew_box.isVisible()
    assert dialog.accept_button.text() == "End it and make new ones"


def test_only_what_ends_is_asked_when_they_left(dialog: LossDialog) -> None:
    dialog.way_field.setCurrentIndex(1)
    assert not dialog.anew_box.isVisible()
    assert dialog.accept_button.text() == "End it"
    assert "key of the sealed store is changed" in dialog.undo_note.text()
    dialog.holder_field.setCurrentIndex(0)
    assert "entered anew" in dialog.undo_note.text()


def test_cancel_asks_the_work_to_stop_while_it_runs(dialog: LossDialog, qtbot: QtBot) -> None:
    dialog.show_step("Making the new identity")
    assert not dialog.form_body.isEnabled()
    assert dialog.form_fault.text() == "Making the new identity…"
    with qtbot.waitSignal(dialog.cancel_asked):
        dialog.cancel_button.click()
    assert dialog.isVisible()
    dialog.show_step("")
    dialog.cancel_button.click()
    assert not dialog.isVisible()
