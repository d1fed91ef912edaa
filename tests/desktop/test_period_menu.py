from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.presenters.period_menu import PeriodMenu
from app.desktop.presenters.shell_presenter import ShellPresenter
from app.desktop.shell import Shell
from app.domain.records import Period, PeriodState
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk


@pytest.fixture
def desk(shell: Shell, tmp_path: Path) -> Iterator[RegisterDesk]:
    with register_desk(tmp_path, shell) as desk:
        yield desk


def choices(shell: Shell) -> list[QAction]:
    return [action for action in shell.period_menu.actions() if action.isCheckable()]


def begin(desk: RegisterDesk, name: str) -> PromptDialog:
    desk.shell.period_menu.actions()[-1].trigger()
    dialog = desk.dialog(PromptDialog)
    dialog.prompt_field.setText(name)
    click(dialog.accept_button)
    return dialog


def test_the_next_period_is_shown_once_begun_and_the_last_one_can_be_chosen(desk: RegisterDesk) -> None:
    menu = PeriodMenu(desk.session, desk.shell, lambda: True)
    menu.fill()
    begin(desk, "2026-27 Q3")
    assert desk.session.content().period.record.name == "2026-27, quarter 3"
    assert [(a.text(), a.isChecked()) for a in choices(desk.shell)] == [
        ("2026-27, quarter 3", True),
        ("2026-27, quarter 2", False),
    ]
    choices(desk.shell)[1].trigger()
    assert desk.session.period_id == desk.begun.period_id


def test_the_dialog_says_why_when_a_period_cannot_begin(desk: RegisterDesk) -> None:
    PeriodMenu(desk.session, desk.shell, lambda: True).fill()
    dialog = begin(desk, "2026-27 Q2")
    assert dialog.isVisible()
    assert dialog.prompt_fault.text().startswith("The file has this period already")


def test_the_period_stays_when_something_typed_is_not_saved(desk: RegisterDesk) -> None:
    kept = PeriodMenu(desk.session, desk.shell, lambda: False)
    kept.fill()
    begin(desk, "2026-27 Q3")
    assert desk.session.period_id == desk.begun.period_id


def test_a_closed_period_is_for_reading_and_the_menu_opens_it_again(desk: RegisterDesk) -> None:
    with desk.session.file.work("Took in a response") as work:
        period = work.list(Period)[0].record
        work.put(period.model_copy(update={"state": PeriodState.CLOSED}))
    frame = ShellPresenter(desk.session, desk.shell)
    desk.session.refresh()
    frame.refresh()
    assert "2026-27, quarter 2 is closed" in desk.shell.banner.text()
    assert (desk.session.can_change, desk.session.is_writable) == (False, True)
    again = next(action for action in desk.shell.period_menu.actions() if "again" in action.text())
    again.trigger()
    click(desk.dialog(ChoiceDialog).first_button)
    assert desk.session.can_change
    assert desk.shell.banner.text() == ""
    assert all("again" not in action.text() for action in desk.shell.period_menu.actions())
