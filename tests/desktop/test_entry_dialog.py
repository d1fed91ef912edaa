"""The form of a register's entry, with a field of every kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.specimens.entries import entry_form
from app.desktop.views.form_views import EntryInput
from app.desktop.widgets.check import Check
from app.desktop.widgets.passage_line import PassageLine
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> EntryDialog:
    made = EntryDialog(loader, entry_form(), shell.window())
    made.show()
    return made


def test_what_stands_in_every_field_is_handed_over(dialog: EntryDialog, hear: Callable[..., Heard]) -> None:
    given = hear(dialog.given)
    dialog.field("bands").findChildren(Check)[0].click()
    click(dialog.accept_button)
    values = {
        "intention": "1(f)",
        "controls": "Samples are taken on three wings.",
        "likelihood": "likely",
        "bands": "low high extreme",
        "review_by": "",
    }
    texts = {field.key: field.passages for field in entry_form().fields if field.passages is not None}
    assert given.calls == [(EntryInput(values, passages=texts),)]
    assert dialog.isVisible()


def test_fault_stands_at_its_field_until_the_form_is_taken_again(dialog: EntryDialog) -> None:
    dialog.show_faults({"review_by": "This is no date."})
    fault = dialog.findChild(QLabel, "review_by_fault")
    assert fault is not None
    assert (fault.text(), fault.isVisible()) == ("This is no date.", True)
    assert dialog.focusWidget() is dialog.field("review_by")
    click(dialog.accept_button)
    assert not fault.isVisible()


def test_every_input_has_a_name(dialog: EntryDialog) -> None:
    assert unnamed(dialog) == []


def test_first_field_has_the_focus(dialog: EntryDialog) -> None:
    assert dialog.focusWidget() is dialog.field("intention")
    assert isinstance(dialog.field("title"), PassageLine)
