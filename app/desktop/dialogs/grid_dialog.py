"""A register as a grid: all its cells in sight, typed into, pasted into, and taken together."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.desktop.dialogs.form_dialog import PROMOTED, FormDialog
from app.desktop.forms import FormLoader, Promoted
from app.desktop.models.grid_model import GridModel
from app.desktop.views.grid_view import GridInput, GridView
from app.desktop.widgets.button import Button
from app.desktop.widgets.grid_table import GridTable

_PROMOTED: Promoted = {**PROMOTED, "GridTable": GridTable}
_MARGIN = 32
_WIDTH, _HEIGHT = 1180, 760
_UNSAVED = "What you typed is not saved yet. Press Cancel again to leave it."


class GridDialog(FormDialog):
    """Emits `given(GridInput)` and stays open: whoever asked accepts it, or says what is wrong, cell by cell.

    Leaving with something typed takes a second Cancel.
    """

    FORM = "grid_dialog"
    PROMOTED = _PROMOTED

    grid: GridTable
    cell_label: QLabel
    column_part: QWidget
    column_label: QLabel
    column_field: QLineEdit
    column_button: Button

    def __init__(self, loader: FormLoader, view: GridView, parent: QWidget | None = None) -> None:
        super().__init__(loader, view.heading, view.note, parent)
        self._view = view
        self._is_leaving = False
        self._model = GridModel(view, self)
        self.grid.show_model(self._model)
        self.grid.setAccessibleName(view.heading)
        self.grid.moved.connect(self._say_fault)
        self._model.changed.connect(self._on_changed)
        self.column_part.setVisible(bool(view.new_column))
        self.column_label.setText(view.new_column)
        self.column_field.setAccessibleName(view.new_column)
        self.column_button.clicked.connect(self._on_column_asked)
        self.column_field.returnPressed.connect(self._on_column_asked)
        for button in (self.accept_button, self.cancel_button, self.column_button):
            button.setAutoDefault(False)  # Enter belongs to the grid
        self._say_fault()
        (self.grid if view.columns else self.column_field).setFocus()

    def read(self) -> GridInput:
        """Return what was changed."""
        return self._model.read()

    def show_cell_faults(self, sentence: str, faults: Mapping[tuple[str, str], str]) -> None:
        """Say what is wrong; the first cell that is wrong is current."""
        self._model.show_faults(faults)
        self.grid.go(self._model.first_fault())
        self._say_fault()
        if not self.form_fault.text():
            self.form_fault.setText(sentence)

    def fit(self) -> None:
        """Take as much of the window as a grid can use."""
        parent = self.parentWidget()
        window = None if parent is None else parent.window()
        u = self._theme.u
        width, height = u(_WIDTH), u(_HEIGHT)
        if window is not None:
            width, height = min(width, window.width() - u(_MARGIN)), min(height, window.height() - u(_MARGIN))
        self.setFixedWidth(width)
        self.resize(width, height)
        self.grid.fit()

    def reject(self) -> None:
        """Leave, unless something would be lost that was not said to be."""
        if self._model.read().cells and not self._is_leaving:
            self._is_leaving = True
            self.form_fault.setText(_UNSAVED)
            return
        super().reject()

    def _on_changed(self) -> None:
        self._is_leaving = False
        self._say_fault()

    def _say_fault(self) -> None:
        self.cell_label.setText(self._model.title_at(self.grid.currentIndex()))
        self.form_fault.setText(self._model.fault_at(self.grid.currentIndex()))

    def _on_column_asked(self) -> None:
        title = " ".join(self.column_field.text().split())
        if not title:
            self.column_field.setFocus()
            return
        choices = self._view.columns[0].choices if self._view.columns else tuple(self._view.glyphs)
        place = self._model.add_column(title.casefold(), title, choices)
        self.column_field.clear()
        self.grid.fit()
        self.grid.go(self._model.index(max(0, self.grid.currentIndex().row()), place))
        self.grid.setFocus()
