from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QScrollBar, QWidget

from app.desktop.dialogs.about_dialog import AboutDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.forms import FormLoader
from app.desktop.navigation import PAGES
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.home_page import HomePage
from app.desktop.shell import Shell
from app.desktop.specimens import frames
from app.desktop.theme import Theme
from app.desktop.welcome import welcome
from app.desktop.widgets.answer import Answer
from app.desktop.widgets.level_row import LevelRow
from app.desktop.widgets.tile import Tile


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def unnamed(root: QWidget) -> list[str]:
    reachable = [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QScrollBar | QLabel)
    ]
    assert reachable
    return [f"{type(w).__name__} {w.objectName()}" for w in reachable if w.isVisible() and not spoken_name(w).strip()]


def test_every_input_has_a_name_on_every_page(home: HomePage, checklist: ChecklistPage, shell: Shell) -> None:
    for key in ("home", "checklist"):
        shell.show_page(key)
        assert not unnamed(shell)
    shell.show_empty(welcome())
    assert not unnamed(shell)


def test_every_input_has_a_name_in_dialogs(loader: FormLoader, shell: Shell) -> None:
    view = PromptView("Unlock", "Sealed text is hidden.", "Passphrase", "Unlock")
    for dialog in (AboutDialog(loader, "1", shell), PromptDialog(loader, view, shell)):
        dialog.show()
        assert not unnamed(dialog)


def test_nameless_input_is_found(theme: Theme, shell: Shell) -> None:
    field = QLineEdit(shell)
    field.show()
    assert unnamed(shell)[-1].startswith("QLineEdit")


@pytest.mark.parametrize(("kind", "role"), [(Answer, QAccessible.Role.CheckBox), (Tile, QAccessible.Role.Button)])
def test_painted_controls_have_the_role_of_what_they_are(
    home: HomePage, checklist: ChecklistPage, kind: type[QWidget], role: QAccessible.Role
) -> None:
    widget = (home if kind is Tile else checklist).findChildren(kind)[0]
    assert QAccessible.queryAccessibleInterface(widget).role() == role


def test_chosen_answer_is_read_out_as_chosen(checklist: ChecklistPage) -> None:
    states = {
        answer.result: QAccessible.queryAccessibleInterface(answer).state().checked
        for answer in checklist.question_pane.answer_row.answers()
    }
    assert [key for key, is_chosen in states.items() if is_chosen] == ["partly_met"]


def test_level_row_is_a_radio_button(theme: Theme) -> None:
    row = LevelRow(theme)
    row.setText("Moderate")
    assert QAccessible.queryAccessibleInterface(row).role() == QAccessible.Role.RadioButton


def test_saves_are_announced(home: HomePage, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    shell.announce("Saved 14:32")
    assert heard == ["Saved 14:32"]


@pytest.mark.parametrize("name", [spec.key for spec in PAGES])
def test_no_key_means_two_things_on_a_page(shell: Shell, name: str) -> None:
    shell.show_view(
        replace(frames.shell(), role=sorted(next(spec for spec in PAGES if spec.key == name).roles, key=str)[0])
    )
    shell.show_empty(welcome())  # else the page is painted before anything is on it
    page = shell.page(name)
    menus = [menu for menu in shell.menu_bar.findChildren(QMenu) if menu is not shell.page_menu]
    actions = [*page.commands(), *(action for menu in menus for action in menu.actions() if action.isEnabled())]
    keys = [key.toString() for action in dict.fromkeys(actions) for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))
