"""The delegate of register tables and the row of a level, which the next pages are built of."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView

from app.desktop.models.register_model import CELL_ROLE
from app.desktop.theme import Theme
from app.desktop.views.register_view import CellView
from app.desktop.widgets.cell_delegate import CellDelegate
from app.desktop.widgets.level_row import LevelRow


def table(theme: Theme, cells: list[CellView]) -> QTableView:
    model = QStandardItemModel(1, len(cells))
    view = QTableView()
    model.setParent(view)
    for column, cell in enumerate(cells):
        item = QStandardItem()
        item.setData(cell, CELL_ROLE)
        model.setItem(0, column, item)
    view.setModel(model)
    view.setItemDelegate(CellDelegate(theme, view))
    view.verticalHeader().hide()
    view.setShowGrid(False)
    view.resizeRowsToContents()
    view.resize(400, 120)
    return view


def test_selected_row_is_tinted_with_a_bar_at_its_start(theme: Theme) -> None:
    view = table(theme, [CellView("21"), CellView("10 September 2026", "12 days overdue", "overdue")])
    view.selectRow(0)
    picture = view.viewport().grab().toImage()
    assert view.rowHeight(0) == 52
    assert picture.pixelColor(QPoint(1, 20)) == QColor(theme.tokens.accent)
    assert picture.pixelColor(QPoint(8, 4)) == QColor(theme.tokens.accent_tint)


def test_cell_too_long_for_its_column_is_reported_unless_it_may_be(theme: Theme) -> None:
    cut: list[str] = []
    theme.text_watch = lambda text, needed, room: cut.append(text) if needed > room else None
    long = "A title that is much too long for its column"
    view = table(theme, [CellView(long), CellView(f"{long} of the user", may_elide=True)])
    view.viewport().grab()
    assert cut == [long]


def test_level_row_shows_its_choice(theme: Theme) -> None:
    row = LevelRow(theme)
    row.setText("Moderate")
    row.setProperty("level", "moderate")
    row.setProperty("definition", "Works in the main; weaknesses have actions")
    row.resize(row.sizeHint())
    before = row.grab().toImage()
    row.click()
    assert row.isChecked()
    assert row.grab().toImage() != before
