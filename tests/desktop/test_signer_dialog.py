from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.dialogs.signer_dialog import SignerDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.specimens import trust
from app.desktop.views.form_views import SignerInput
from tests.desktop.conftest import Heard
from tests.desktop.test_accessibility import unnamed


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> SignerDialog:
    made = SignerDialog(loader, trust.signer(), shell)
    made.show()
    return made


def test_code_is_typed_first_and_everything_is_given(dialog: SignerDialog, hear: Callable[..., Heard]) -> None:
    given = hear(dialog.given)
    assert dialog.focusWidget() is dialog.code_field
    QTest.keyClicks(dialog.code_field, "K7QD-2M4X ")
    QTest.keyClicks(dialog.deputy_field, "Governor")
    QTest.keyClick(dialog.code_field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wanted = SignerInput("approver", "CVL", "29 September 2026", "", "Governor", "K7QD-2M4X")
    assert given.calls == [(wanted,)]


def test_every_field_has_a_name_and_its_fault_a_place(dialog: SignerDialog) -> None:
    assert unnamed(dialog) == []
    dialog.show_faults({name: f"Wrong: {name}." for name in ("role", "establishment", "starts", "ends", "deputy")})
    assert dialog.establishment_field.accessibleDescription() == "Wrong: establishment."
