from __future__ import annotations

from app.desktop.dialogs.about_dialog import AboutDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from tests.desktop.conftest import click


def test_dialog_says_the_version_and_closes(loader: FormLoader, shell: Shell) -> None:
    dialog = AboutDialog(loader, "0.1.0", shell)
    dialog.show()
    assert dialog.about_version.text() == "Version 0.1.0"
    click(dialog.close_button)
    assert not dialog.isVisible()


def test_dialog_opens_from_the_menu(shell: Shell) -> None:
    shell.about_action.trigger()
    (dialog,) = shell.findChildren(AboutDialog)
    assert dialog.isVisible()
    click(dialog.close_button)
