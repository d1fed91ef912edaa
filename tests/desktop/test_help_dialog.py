from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.dialogs.help_dialog import HelpDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.forms import FormLoader
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.shell import Shell

Press = Callable[..., None]


def shown(shell: Shell) -> HelpDialog:
    QApplication.processEvents()
    return next(dialog for dialog in shell.window().findChildren(HelpDialog) if dialog.isVisible())


def test_f1_says_what_the_field_is_for_and_gives_the_focus_back(
    shell: Shell, checklist: ChecklistPage, press: Press
) -> None:
    checklist.question_pane.sample_test.population.setFocus()
    press(Qt.Key.Key_F1)
    dialog = shown(shell)
    assert dialog.help_title.text() == "Population"
    dialog.reject()
    QApplication.processEvents()
    assert shell.window().focusWidget() is checklist.question_pane.sample_test.population


def test_f1_says_what_the_page_is_for_where_there_is_no_field(shell: Shell, checklist: ChecklistPage) -> None:
    checklist.question_pane.next_button.setFocus()
    shell.help_action.trigger()
    assert shown(shell).help_title.text() == "Checklist"


def test_f1_works_in_a_dialog(shell: Shell, loader: FormLoader) -> None:
    prompt = PromptDialog(loader, PromptView("Unlock", "", "Passphrase", "Unlock"), shell.window())
    prompt.show()
    prompt.prompt_field.setFocus()
    loader.show_help(prompt)
    assert shown(shell).help_title.text() == "One line"
