from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.dialogs.begin_dialog import BeginDialog
from app.desktop.forms import FormLoader
from app.desktop.presenters.begin_forms import begin_form
from app.desktop.shell import Shell
from app.desktop.views.form_views import BeginInput
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell, tmp_path: Path) -> BeginDialog:
    shell.window().resize(1280, 900)
    made = BeginDialog(loader, begin_form(date(2026, 11, 25), tmp_path), shell.window())
    made.show()
    return made


def test_each_step_is_handed_over(dialog: BeginDialog, hear: Callable[..., Heard], tmp_path: Path) -> None:
    given = hear(dialog.given)
    dialog.name_field.setText("HMP Carrow Vale")
    dialog.code_field.setText("cvl")
    click(dialog.accept_button)
    dialog.go_to(1)
    dialog.go_to(2)
    dialog.you_field.setText("Alex Marsh")
    click(dialog.accept_button)
    assert given.calls[-1] == (
        BeginInput(
            "HMP Carrow Vale", "CVL", "public", "england", "men", "2026-27", "30 April 2027", "Alex Marsh", "lead",
            str(tmp_path / "cvl.assure"),
        ),
    )  # fmt: skip


def test_due_day_follows_the_period_until_it_is_typed(dialog: BeginDialog) -> None:
    dialog.period_field.setCurrentIndex(3)
    assert dialog.due_field.text() == "30 January 2027"
    dialog.due_field.setText("1 February 2027")
    dialog.period_field.setCurrentIndex(4)
    assert dialog.due_field.text() == "1 February 2027"


def test_private_prison_has_a_director(dialog: BeginDialog) -> None:
    assert dialog.post_field.itemText(1) == "Governor"
    dialog.sector_field.setCurrentIndex(1)
    assert dialog.post_field.itemText(1) == "Director"


def test_faults_lead_to_the_step_they_stand_in(dialog: BeginDialog) -> None:
    dialog.go_to(2)
    dialog.show_faults({"place": "It is there already.", "code": "Write two capitals."})
    assert dialog.step == 0
    assert dialog.form_step.text() == "Step 1 of 3"
    focused = dialog.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_input_has_a_name(dialog: BeginDialog) -> None:
    for step in range(3):
        dialog.go_to(step)
        assert not unnamed(dialog)
