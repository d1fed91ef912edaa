from __future__ import annotations

from collections.abc import Callable

import pytest

from app.desktop.dialogs.finding_dialog import FindingDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import PassageView
from app.desktop.views.form_views import FindingFormView, FindingInput
from app.desktop.views.home_view import ScopeView
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed

VIEW = FindingFormView(
    "1f-03 Testing spread over the month",
    (ScopeView("major", "Major nonconformity"), ScopeView("minor", "Minor nonconformity")),
    (ScopeView("", "Nobody yet"), ScopeView("p1", "Head of Security")),
    FindingInput(grade="minor"),
)


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> FindingDialog:
    shell.window().resize(1280, 900)
    made = FindingDialog(loader, VIEW, shell.window())
    made.show()
    return made


def test_finding_is_handed_over_with_its_action(dialog: FindingDialog, hear: Callable[..., Heard]) -> None:
    given = hear(dialog.given)
    dialog.title_field.editor.setPlainText("Two weekends missed")
    dialog.action_title_field.editor.setPlainText("Cover testing during leave")
    dialog.owner_field.setCurrentIndex(1)
    click(dialog.accept_button)
    wanted = FindingInput(
        "minor", (PassageView("Two weekends missed"),), (), True, (PassageView("Cover testing during leave"),), "p1"
    )  # fmt: skip
    assert given.calls == [(wanted,)]


def test_action_is_asked_for_only_where_one_is_needed(dialog: FindingDialog) -> None:
    assert dialog.action_part.isVisible()
    dialog.action_check.click()
    assert not dialog.action_part.isVisible()


def test_every_input_has_a_name(dialog: FindingDialog) -> None:
    assert not unnamed(dialog)
