"""The mechanism of registers, on specimens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.desktop.clipping import clipped_texts
from app.desktop.pages.register_page import RegisterPage
from app.desktop.scenes.framing import Frame, settle
from app.desktop.scenes.registers import show_actions, show_evidence, show_fresh_actions
from app.desktop.shell import Shell
from app.desktop.specimens import registers
from app.desktop.theme import Scheme
from app.desktop.widgets.button import Button
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed

Press = Callable[..., None]
Hear = Callable[..., Heard]


@pytest.fixture
def actions(shell: Shell) -> RegisterPage:
    shell.window().resize(1280, 800)
    table = show_actions(shell)
    assert table is not None
    table.setFocus()
    page = shell.page("actions")
    assert isinstance(page, RegisterPage)
    return page


def test_keys_go_through_rows_and_enter_goes_to_the_commands(
    actions: RegisterPage, shell: Shell, press: Press, hear: Hear
) -> None:
    chosen = hear(actions.row_chosen)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert chosen.calls == [("A-3DGH",)]
    focused = shell.window().focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Mark as completed…"


def test_detail_key_goes_there_and_back(actions: RegisterPage, shell: Shell, press: Press) -> None:
    press(Qt.Key.Key_F6)
    assert actions.detail.isAncestorOf(shell.window().focusWidget())
    press(Qt.Key.Key_Escape)
    assert shell.window().focusWidget() is actions.table


def test_tab_leaves_the_table(actions: RegisterPage, shell: Shell, press: Press) -> None:
    press(Qt.Key.Key_Tab)
    assert shell.window().focusWidget() is not actions.table


def test_state_is_chosen_in_its_place(actions: RegisterPage, hear: Hear) -> None:
    edited = hear(actions.cell_edited)
    actions.table.ask_edit("state")
    box = next(iter(actions.table.viewport().findChildren(QComboBox)))
    assert [box.itemText(n) for n in range(box.count())] == ["Open", "In progress"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert edited.calls == [("A-7KQ2", "state", "in_progress")]


def test_date_is_typed_in_its_place_and_escape_leaves_it(
    actions: RegisterPage, shell: Shell, press: Press, hear: Hear, qtbot: QtBot
) -> None:
    edited = hear(actions.cell_edited)
    for _ in range(4):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_F2)
    line = editor(actions)
    assert (line.text(), line.accessibleName()) == ("10 September 2026", "Due")
    press(Qt.Key.Key_Escape)
    assert edited.calls == []
    press(Qt.Key.Key_F2)
    editor(actions).setText("1 October 2026")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edited.calls == [("A-7KQ2", "due", "1 October 2026")])
    assert shell.window().focusWidget() is actions.table


def editor(page: RegisterPage) -> QLineEdit:
    """Return the line that is open in a cell."""
    return next(line for line in page.table.viewport().findChildren(QLineEdit) if line.isVisible())


def test_cell_that_cannot_be_changed_opens_no_editor(actions: RegisterPage) -> None:
    actions.table.ask_edit("title")
    assert not actions.table.viewport().findChildren(QLineEdit)


def test_filters_are_said_and_not_done_by_the_page(actions: RegisterPage, qtbot: QtBot, hear: Hear) -> None:
    scope, group = hear(actions.scope_chosen), hear(actions.group_chosen)
    click(actions.scopes.findChildren(QAbstractButton)[1])
    actions.groups.setCurrentIndex(1)
    actions.groups.activated.emit(1)
    with qtbot.waitSignal(actions.filter_typed) as typed:
        actions.filter_field.setText(" tutor ")
    assert (scope.calls, group.calls, typed.args) == ([("overdue",)], [("1(f)",)], ["tutor"])


def test_column_is_sorted_by_mouse_and_key(actions: RegisterPage, press: Press, hear: Hear) -> None:
    sorted_by = hear(actions.sort_chosen)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    actions.table.horizontalHeader().sectionClicked.emit(4)
    assert sorted_by.calls == [("title",), ("due",)]


def test_commands_come_by_button_and_by_the_menu(actions: RegisterPage, hear: Hear) -> None:
    given = hear(actions.command_given)
    click(actions.detail.findChildren(Button)[0])
    offered = [action.text() for action in actions.commands() if action.isVisible() and action.isEnabled()]
    assert given.calls == [("complete",)]
    assert "Withhold it whole…" in offered
    assert "Verify" not in offered


def test_row_stays_current_when_rows_are_shown_anew(actions: RegisterPage) -> None:
    actions.table.show_current("A-9XRT", 3)
    actions.show_view(*registers.actions())
    index = actions.table.currentIndex()
    assert actions.table.register_model is not None
    assert (actions.table.register_model.key_at(index.row()), index.column()) == ("A-9XRT", 3)


def test_cells_are_read_out_with_what_their_glyphs_say(actions: RegisterPage) -> None:
    model = actions.table.register_model
    assert model is not None
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 4).data(role) == "10 September 2026, 12 days overdue"
    assert str(model.index(2, 1).data(role)).endswith(", sealed")
    interface = QAccessible.queryAccessibleInterface(actions.table)
    assert interface.role() == QAccessible.Role.Table


def test_narrow_window_has_tabs_and_escape_leads_back(actions: RegisterPage, shell: Shell, press: Press) -> None:
    shell.window().resize(900, 700)
    assert actions.tabs.isVisible()
    press(Qt.Key.Key_Return)
    assert actions.detail.isVisible()
    assert not actions.table.isVisible()
    press(Qt.Key.Key_Escape)
    assert actions.table.isVisible()
    assert not actions.detail.isVisible()


def test_detail_opens_over_the_page_where_there_is_no_room_beside(
    actions: RegisterPage, shell: Shell, press: Press
) -> None:
    shell.window().resize(1024, 768)
    assert not actions.detail.isVisible()
    press(Qt.Key.Key_F6)
    assert actions.detail.isVisible()
    QApplication.processEvents()
    assert actions.list_part.width() == actions.width()
    press(Qt.Key.Key_Escape)
    assert not actions.detail.isVisible()
    shell.window().resize(1280, 800)
    assert actions.detail.isVisible()


def test_empty_register_says_how_to_begin(shell: Shell, hear: Hear) -> None:
    first = show_fresh_actions(shell)
    page = shell.page("actions")
    assert isinstance(page, RegisterPage)
    assert first is not None
    chosen = hear(page.way_chosen)
    click(first)
    assert chosen.calls == [("add",)]
    assert not page.table.isVisible()


def test_every_input_has_a_name(actions: RegisterPage, shell: Shell) -> None:
    assert not unnamed(shell)


@pytest.mark.parametrize("width", [640, 900, 979, 985, 1100, 1179, 1181, 1600])
@pytest.mark.parametrize("scene", [show_actions, show_evidence])
def test_no_text_is_cut_at_any_width(shell: Shell, width: int, scene: Callable[[Shell], object], qtbot: QtBot) -> None:
    settle(shell, scene, Frame(Scheme.LIGHT, width, 720))  # type: ignore[arg-type]  # both are scenes
    assert clipped_texts(shell) == []


def test_key_of_a_command_gives_it_once(actions: RegisterPage, press: Press, hear: Hear) -> None:
    given = hear(actions.command_given)
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    actions.filter_field.setFocus()
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert given.calls == [("change",), ("change",)]
