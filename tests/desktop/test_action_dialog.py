from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import FindingView, PassageView
from app.desktop.views.form_views import ActionFormView, ActionInput
from app.desktop.views.home_view import ScopeView
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed

VIEW = ActionFormView(
    "New action",
    "Begin the action",
    (ScopeView("1(a)", "1(a) Shared sense of purpose"), ScopeView("1(f)", "1(f) Drugs and mobile phones")),
    {
        "1(a)": (ScopeView("", "The intention as a whole"),),
        "1(f)": (ScopeView("", "The intention as a whole"), ScopeView("1f-03", "1f-03 Testing spread over the month")),
    },
    (ScopeView("", "Nobody yet"), ScopeView("p1", "Head of Security")),
    ActionInput(intention="1(f)", place="1f-03"),
)


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> ActionDialog:
    made = ActionDialog(loader, VIEW, shell.window())
    made.show()
    return made


def test_what_is_typed_is_handed_over(dialog: ActionDialog, hear: Callable[..., Heard]) -> None:
    given = hear(dialog.given)
    dialog.title_field.editor.setPlainText("Check the gate twice")
    dialog.owner_field.setCurrentIndex(1)
    dialog.due_field.setText("1 March 2027")
    click(dialog.accept_button)
    title = (PassageView("Check the gate twice"),)
    assert given.calls == [(ActionInput(title, "1(f)", "1f-03", "p1", "1 March 2027"),)]
    assert dialog.isVisible()


def test_places_are_those_of_the_intention(dialog: ActionDialog) -> None:
    assert dialog.place_field.count() == 2
    dialog.intention_field.setCurrentIndex(0)
    assert dialog.place_field.count() == 1


def test_faults_stand_at_their_fields_and_the_first_has_the_focus(dialog: ActionDialog) -> None:
    dialog.show_faults({"due": "This is no date.", "": "Nothing was saved."})
    fault = dialog.findChild(QLabel, "due_fault")
    assert fault is not None
    assert (fault.text(), fault.isVisible()) == ("This is no date.", True)
    assert dialog.due_field.accessibleDescription() == "This is no date."
    assert dialog.focusWidget() is dialog.due_field
    assert dialog.form_fault.text() == "Nothing was saved."


def test_every_input_has_a_name(dialog: ActionDialog) -> None:
    assert not unnamed(dialog)


@pytest.mark.parametrize("zoom", [100, 200])
def test_dialog_fits_its_window(loader: FormLoader, shell: Shell, zoom: int) -> None:
    shell.window().resize(1280, 720)
    shell.theme.choose_zoom(zoom)
    dialog = ActionDialog(loader, VIEW, shell.window())
    dialog.show()
    assert dialog.height() <= 720 - shell.theme.u(32)
    assert dialog.accept_button.mapTo(dialog, dialog.accept_button.rect().bottomLeft()).y() < dialog.height()


def test_dialog_grows_with_what_the_scan_found_and_is_smaller_again(dialog: ActionDialog, shell: Shell) -> None:
    shell.window().resize(1280, 900)
    dialog.fit()
    before = dialog.height()
    found = FindingView("1", 0, 0, 5, "It begins with RESTRICTED. Seal it.", (), "bad", "This is not saved")
    dialog.show_findings("title", (found,))
    assert dialog.height() > before
    assert dialog.geometry().bottom() < shell.window().geometry().bottom()
    dialog.show_findings("title", ())
    assert dialog.height() == before
    dialog.show_prose("title", (PassageView("Check the gate twice a night, and the wall behind it. " * 2),))
    assert dialog.height() == before + 22


def test_what_is_sealed_of_a_title_stands_as_a_token(loader: FormLoader, shell: Shell) -> None:
    title = (PassageView("Check the "), PassageView(marking="RESTRICTED", is_sealed=True, key="p7"))
    dialog = ActionDialog(loader, replace(VIEW, is_new=False, given=ActionInput(title)), shell.window())
    dialog.show()
    assert dialog.passages("title") == title
    assert not dialog.withhold_check.isVisible()
