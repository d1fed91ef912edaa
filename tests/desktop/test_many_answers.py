"""Typing up paper in the Checklist's list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.presenters.checklist_presenter import ChecklistPresenter
from app.desktop.shell import Shell
from app.domain.records import Result
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk

Press = Callable[..., None]
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


class TypingDesk:
    """The Checklist on a new file, with the focus in its list."""

    def __init__(self, desk: RegisterDesk, shell: Shell) -> None:
        self.desk = desk
        page = shell.page("checklist")
        assert isinstance(page, ChecklistPage)
        self.page = page
        self.presenter = ChecklistPresenter(desk.session, page, shell)
        shell.show_page("checklist")
        page.question_list.scope_chosen.emit("all")
        page.question_list.questions.setFocus()

    def results(self) -> dict[str, Result | None]:
        """Return the answers that have a result."""
        answers = self.desk.session.content().answers_by_item()
        return {ref: entry.record.result for ref, entry in answers.items() if entry.record.result}


@pytest.fixture
def typing(shell: Shell, tmp_path: Path) -> Iterator[TypingDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        yield TypingDesk(desk, shell)


def test_a_digit_answers_the_row_and_goes_on_to_the_next(typing: TypingDesk, press: Press) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_2):
        press(key)
    assert typing.results() == {"1a-01": Result.MET, "1a-02": Result.NOT_MET, "1a-03": Result.PARTLY_MET}
    assert typing.page.question_pane.ref == "1a-04"
    assert typing.page.question_list.questions.hasFocus()


def test_many_are_chosen_with_shift_and_answered_in_one_step(typing: TypingDesk, press: Press) -> None:
    for _ in range(3):
        press(Qt.Key.Key_Down, SHIFT)
    assert typing.page.question_list.questions.chosen_keys() == ("1a-01", "1a-02", "1a-03", "1a-04")
    press(Qt.Key.Key_1, ALT)
    assert set(typing.results().values()) == {Result.MET}
    assert len(typing.results()) == 4
    assert typing.desk.session.undo_stack.undoText() == "Met for 4 questions"
    typing.desk.session.undo_stack.undo()
    assert typing.results() == {}


def test_the_reason_is_asked_once_for_all(typing: TypingDesk, press: Press) -> None:
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_5)
    dialog = typing.desk.dialog(PromptDialog)
    assert dialog.prompt_title.text() == "Not tested: 2 questions"
    assert typing.results() == {}
    dialog.prompt_field.setText("The wing was locked down")
    click(dialog.accept_button)
    assert set(typing.results().values()) == {Result.NOT_TESTED}
