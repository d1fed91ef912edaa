"""How soon 10,000 rows are shown, sorted and filtered, beside a table model that holds nothing but strings."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from app.desktop.models.register_model import RegisterModel
from app.desktop.pages.evidence_page import EVIDENCE
from app.desktop.presenters.evidence_rows import EvidenceRow
from app.desktop.views.register_view import CellView, RowsView
from tests.benchmarks.harness import Comparison, compare

ROWS = 10_000
_NO_INDEX = QModelIndex()
_FIRST = date(2026, 1, 1)


class BareModel(QAbstractTableModel):
    """The least that a table can be: rows of strings, shown as they are."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        super().__init__()
        self.rows = rows

    def show_rows(self, rows: list[tuple[str, ...]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of rows."""
        return len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of columns."""
        return len(EVIDENCE.columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a string."""
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


@dataclass
class Both:
    """The same 10,000 evidence items in our model and in a bare one, each in a plain table view."""

    ours: list[EvidenceRow] = field(default_factory=lambda: [_row(n) for n in range(ROWS)])

    def __post_init__(self) -> None:
        """Build models and views."""
        self.parent = QWidget()
        self.parent.resize(900, 700)
        self.bare = [_strings(row) for row in self.ours]
        self.model = RegisterModel(EVIDENCE.columns, self.parent)
        self.bare_model = BareModel(self.bare)
        self.view, self.bare_view = QTableView(self.parent), QTableView(self.parent)
        self.view.setModel(self.model)
        self.bare_view.setModel(self.bare_model)
        for view in (self.view, self.bare_view):
            view.resize(900, 700)
        self.parent.show()

    def show(self, rows: list[EvidenceRow]) -> None:
        """Show rows in ours, painted."""
        self.model.show_rows(RowsView(rows, _cells))
        self.view.viewport().grab()

    def show_bare(self, rows: list[tuple[str, ...]]) -> None:
        """Show rows in the bare one, painted."""
        self.bare_model.show_rows(rows)
        self.bare_view.viewport().grab()


def _row(number: int) -> EvidenceRow:
    return EvidenceRow(
        f"id{number}", f"E-{number:05}", f"Register number {number}", "register.txt", "1(f)", ("1f-03",),
        _FIRST + timedelta(days=number % 365), True, True, False, False,
    )  # fmt: skip


def _cells(row: EvidenceRow) -> tuple[CellView, ...]:
    return tuple(CellView(words) for words in _strings(row))


def _strings(row: EvidenceRow) -> tuple[str, ...]:
    return row.reference, row.title, ", ".join(row.cited), str(row.dated), "Title leaves"


def show_all(both: Both) -> Comparison:
    """Compare the first sight of all rows."""
    return compare("10,000 rows shown", lambda: both.show(both.ours), lambda: both.show_bare(both.bare), bar=2.0)


def filter_all(both: Both) -> Comparison:
    """Compare a filter over all rows by their words."""

    def ours() -> None:
        both.show([row for row in both.ours if "number 99" in row.title])

    def bare() -> None:
        both.show_bare([row for row in both.bare if "number 99" in row[1]])

    return compare("10,000 rows filtered", ours, bare, bar=2.0)


def sort_all(both: Both) -> Comparison:
    """Compare a new order of all rows, by date backwards."""

    def ours() -> None:
        both.show(sorted(both.ours, key=lambda row: (row.dated or date.max, row.reference), reverse=True))

    def bare() -> None:
        both.show_bare(sorted(both.bare, key=lambda row: (row[3], row[0]), reverse=True))

    return compare("10,000 rows sorted", ours, bare, bar=2.0)


def run() -> None:
    """Compare all three."""
    application = QApplication.instance() or QApplication([])
    both = Both()
    for comparison in (show_all, filter_all, sort_all):
        comparison(both)
    both.parent.close()
    application.processEvents()
