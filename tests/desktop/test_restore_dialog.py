from __future__ import annotations

from collections.abc import Callable

from app.desktop.dialogs.restore_dialog import RestoreDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed


def test_chosen_backup_is_handed_over(loader: FormLoader, shell: Shell, hear: Callable[..., Heard]) -> None:
    backups = (ScopeView("b", "25 November 2026, 14:32"), ScopeView("a", "24 November 2026, 09:10"))
    dialog = RestoreDialog(loader, backups, "It is kept beside.", shell.window())
    dialog.show()
    given = hear(dialog.given)
    dialog.backup_field.setCurrentIndex(1)
    click(dialog.accept_button)
    assert given.calls == [("a",)]
    assert not unnamed(dialog)
