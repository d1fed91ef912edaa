from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from app.desktop.dialogs.post_dialog import PostDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.views.form_views import PostFormView, PostInput
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed

VIEW = PostFormView("Name a deputy", "", "Name the deputy", ("name", "starts"), PostInput(starts="1 May 2026"), ("A",))


def test_only_what_is_asked_is_shown_and_handed_over(
    loader: FormLoader, shell: Shell, hear: Callable[..., Heard]
) -> None:
    dialog = PostDialog(loader, VIEW, shell.window())
    dialog.show()
    given = hear(dialog.given)
    assert (dialog.title_part.isVisible(), dialog.name_part.isVisible()) == (False, True)
    assert dialog.focusWidget() is dialog.name_field
    dialog.name_field.setText(" B. Deputy ")
    click(dialog.accept_button)
    assert given.calls == [(PostInput(name="B. Deputy", starts="1 May 2026"),)]
    assert not unnamed(dialog)


def test_a_fault_stands_at_its_field(loader: FormLoader, shell: Shell) -> None:
    dialog = PostDialog(loader, VIEW, shell.window())
    dialog.show()
    dialog.show_faults({"name": "Write who takes over."})
    fault = dialog.findChild(QLabel, "name_fault")
    assert fault is not None
    assert fault.isVisible()
    assert dialog.name_field.accessibleDescription() == "Write who takes over."
