"""The table model of registers: as little work as what is in sight needs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.desktop.models.register_model import RegisterModel
from app.desktop.theme import Theme
from app.desktop.views.register_view import CellView, ColumnView, EditView, RowsView
from app.desktop.widgets.register_table import RegisterTable

COLUMNS = (ColumnView("reference", "No.", 80), ColumnView("title", "Title"))


@dataclass(frozen=True)
class Line:
    key: str


def lines(count: int) -> list[Line]:
    return [Line(str(number)) for number in range(count)]


def cells(row: Line) -> tuple[CellView, ...]:
    return CellView(row.key), CellView(f"Title {row.key}", "1f-03", icon="lock", spoken="sealed")


def edit(row: Line, column: str) -> EditView | None:
    return EditView(f"Title {row.key}") if column == "title" else None


def test_model_keeps_the_rules_of_qt_when_rows_come_and_go(qapp: QApplication) -> None:
    model = RegisterModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for count in (0, 3, 3, 1, 0):
        model.show_rows(RowsView(lines(count), cells, edit))
        assert model.rowCount() == count


def test_only_rows_in_sight_are_made_when_there_are_ten_thousand(theme: Theme) -> None:
    made: list[str] = []

    def counted(row: Line) -> tuple[CellView, ...]:
        made.append(row.key)
        return cells(row)

    table = RegisterTable(theme)
    table.show_columns(COLUMNS)
    table.resize(600, 700)
    table.show()
    table.show_rows(RowsView(lines(10_000), counted))
    table.viewport().grab()
    assert 10 < len(set(made)) < 40
    table.show_current("9000")
    table.viewport().grab()
    assert len(set(made)) < 80
    table.close()


def test_cells_are_not_made_again_until_rows_are_shown_anew(qapp: QApplication) -> None:
    made: list[str] = []

    def counted(row: Line) -> tuple[CellView, ...]:
        made.append(row.key)
        return cells(row)

    model = RegisterModel(COLUMNS)
    model.show_rows(RowsView(lines(2), counted))
    for _ in range(3):
        model.index(0, 1).data(Qt.ItemDataRole.DisplayRole)
    assert made == ["0"]
    model.show_rows(RowsView(lines(2), counted))
    model.index(0, 1).data(Qt.ItemDataRole.DisplayRole)
    assert made == ["0", "0"]


def test_value_is_handed_over_only_when_it_is_another(qapp: QApplication) -> None:
    model = RegisterModel(COLUMNS)
    model.show_rows(RowsView(lines(2), cells, edit))
    heard: list[tuple[str, str, str]] = []
    model.cell_edited.connect(lambda *edited: heard.append(edited))
    assert not model.setData(model.index(1, 1), "Title 1")
    assert not model.setData(model.index(1, 0), "Anything")
    assert model.setData(model.index(1, 1), "Another title")
    assert heard == [("1", "title", "Another title")]
