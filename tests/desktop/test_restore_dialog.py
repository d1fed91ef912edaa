from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.dialogs.restore_dialog import RestoreDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.specimens.dialogs import restore
from app.desktop.views.restore_view import RestoreView
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed


def test_latest_copy_is_chosen_until_another_is(loader: FormLoader, shell: Shell, hear: Callable[..., Heard]) -> None:
    dialog = RestoreDialog(loader, restore(), shell.window())
    dialog.show()
    given = hear(dialog.given)
    click(dialog.accept_button)
    QTest.keyClick(dialog.backup_field, Qt.Key.Key_Down)
    assert dialog.form_note.text() == restore().copies[1].meaning
    click(dialog.accept_button)
    assert given.calls == [("a",), ("b",)]
    assert not unnamed(dialog)


def test_nothing_can_be_restored_before_a_copy_is_found(loader: FormLoader, shell: Shell) -> None:
    dialog = RestoreDialog(loader, RestoreView("Choose a copy.", ()), shell.window())
    dialog.show()
    assert not dialog.accept_button.isEnabled()
    assert "Look on the drive" in dialog.form_note.text()
    dialog.show_view(restore())
    assert dialog.accept_button.isEnabled()
