"""A register as a grid: typed into, pasted into, and taken whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.grid_dialog import GridDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.specimens.grids import WRONG, figures, needs
from app.desktop.views.grid_view import GridInput
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> GridDialog:
    made = GridDialog(loader, figures(), shell.window())
    made.show()
    return made


def at(dialog: GridDialog, row: int, column: int) -> None:
    assert dialog.grid.grid_model is not None
    dialog.grid.go(dialog.grid.grid_model.index(row, column))


def typed(dialog: GridDialog) -> dict[tuple[str, str], str]:
    given = dialog.read()
    assert isinstance(given, GridInput)
    return dict(given.cells)


def test_figures_are_typed_down_a_column(dialog: GridDialog, qtbot: QtBot, hear: Callable[..., Heard]) -> None:
    given = hear(dialog.given)
    at(dialog, 0, 2)
    for digits in ("5", "12"):
        QTest.keyClicks(dialog.grid, digits[0])
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        QTest.keyClicks(editor, digits[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.grid.state() != QAbstractItemView.State.EditingState)
    at(dialog, 2, 2)
    QTest.keyClick(dialog.grid, Qt.Key.Key_Delete)
    click(dialog.accept_button)
    assert len(given.calls) == 1
    cells = {("CU001", "target"): "5", ("CU016", "target"): "12", ("CU060", "target"): ""}
    assert typed(dialog) == cells


def test_a_letter_takes_the_next_choice_that_begins_with_it(dialog: GridDialog) -> None:
    at(dialog, 2, 1)
    said = []
    for letter in "aalx":
        QTest.keyClicks(dialog.grid, letter)
        said.append(typed(dialog).get(("CU060", "comparator"), "At least"))
    assert said == ["At most", "At least", "Less than", "Less than"]
    at(dialog, 0, 0)
    QTest.keyClicks(dialog.grid, "y")
    assert typed(dialog)["CU001", "not_in_sla"] == "Yes"


def test_a_block_is_pasted_as_a_spreadsheet_gives_it(dialog: GridDialog) -> None:
    at(dialog, 1, 1)
    dialog.grid.paste("Less than\t9\t8\r\nAt least\t95\t91\r\n\t\t\r\nbeyond\t1\r\n")
    assert typed(dialog) == {
        ("CU016", "jul"): "8", ("CU060", "target"): "95", ("CU060", "jul"): "91",
    }  # fmt: skip
    dialog.grid.selectAll()
    assert dialog.grid.copied().splitlines()[2].split("\t")[1:4] == ["At least", "95", "91"]


def test_each_fault_is_said_at_its_cell(dialog: GridDialog) -> None:
    dialog.show_cell_faults("1 cell is wrong.", WRONG)
    index = dialog.grid.currentIndex()
    assert (index.row(), index.column()) == (1, 4)
    assert dialog.form_fault.text() == "This is no figure. Type it as in 92.5."
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "CU016  Positive mandatory drug tests, Aug: about 9. This is no figure. Type it as in 92.5."
    dialog.grid.paste("9")
    assert dialog.form_fault.text() == ""


def test_what_is_typed_is_not_left_by_one_escape(dialog: GridDialog) -> None:
    at(dialog, 0, 2)
    dialog.grid.paste("1")
    dialog.reject()
    assert dialog.isVisible()
    assert "not saved" in dialog.form_fault.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_service_is_added_as_a_column(loader: FormLoader, shell: Shell) -> None:
    dialog = GridDialog(loader, needs(), shell.window())
    dialog.show()
    dialog.column_field.setText(" Visits  and calls ")
    click(dialog.column_button)
    dialog.grid.paste("Gap\nAdapted")
    given = dialog.read()
    assert isinstance(given, GridInput)
    assert given.columns == {"visits and calls": "Visits and calls"}
    assert given.cells == {("age", "visits and calls"): "Gap", ("race", "visits and calls"): "Adapted"}
    dialog.column_field.setText("library")
    click(dialog.column_button)
    assert dialog.grid.currentIndex().column() == 1


def test_everything_is_reached_by_keys_and_has_a_name(dialog: GridDialog) -> None:
    assert unnamed(dialog) == []
    QTest.keyClick(dialog.grid, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.accept_button
    QTest.keyClick(dialog.accept_button, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.cancel_button
