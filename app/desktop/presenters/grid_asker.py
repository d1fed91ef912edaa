"""Asks for whole registers as grids: every delivery requirement with its figures, every need in every service."""

from __future__ import annotations

from collections.abc import Callable

from app.desktop.dialogs.grid_dialog import GridDialog
from app.desktop.presenters.asking import Asker
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.grid_view import GridColumnView, GridInput, GridRowView, GridView
from app.domain.errors import UserError
from app.domain.period_content import PeriodContent
from app.domain.registers.grid import CellFaults, Grid
from app.domain.registers.need_grid import need_grid
from app.domain.registers.requirement_grid import DATED_ON, NOT_IN_SLA, requirement_grid
from app.domain.steps import Step
from app.services.filling_grids import fill_needs, fill_requirements

GRIDS = ("delivery_requirement", "need")
"""The registers that can be filled in as a grid."""
_KEYS = "Type a cell and press Enter to go on below, Delete to empty it, Ctrl+V to paste from a spreadsheet."
_REQUIREMENTS = "All the requirements of Annex C. {keys} A letter chooses in Comparison: A, L, E or N."
_NEEDS = (
    "A letter says how a need stands in a service, pressed again the next that begins with it: Adapted, In part, Gap, "
    "Identified, Not identified. Delete empties a cell. Evidence is written in the list."
)
_LEFT_OUT = " What is withheld, whole or in part, is in the list alone."
_NARROW, _WIDE, _CHOICE = 84, 148, 132
_GLYPHS = {
    "Adapted": "met",
    "In part": "partly_met",
    "Gap": "not_met",
    "Identified": "not_answered",
    "Not identified": "not_met",
}


class GridAsker:
    """Belongs to one session and the window it is shown in."""

    def __init__(self, session: Session, shell: Shell, asking: Asker) -> None:
        self._session = session
        self._shell = shell
        self._asking = asking

    def ask(self, kind: str) -> None:
        """Ask for one of `GRIDS`."""
        content = self._session.content()
        view = _requirements(content) if kind == GRIDS[0] else _needs(content)
        dialog = GridDialog(self._shell.loader, view, self._shell.window())
        self._asking.ask_form(dialog, lambda typed: self._take(dialog, kind, view.heading, typed))

    def _take(self, dialog: GridDialog, kind: str, words: str, typed: GridInput) -> None:
        if not typed.cells:
            dialog.accept()
            return

        def work() -> object:
            step = self._job(kind, typed)()
            dialog.accept()
            return step

        self._session.act(words, work, on_refused=lambda error: _refused(dialog, error))

    def _job(self, kind: str, typed: GridInput) -> Callable[[], Step | None]:
        file, period, person = self._session.file, self._session.period_id, self._session.person_id
        if kind == GRIDS[0]:
            return lambda: fill_requirements(file, period, typed.cells, person_id=person)
        return lambda: fill_needs(file, period, typed.cells, typed.columns, person_id=person)


def _refused(dialog: GridDialog, error: UserError) -> None:
    dialog.show_cell_faults(error.sentence, error.by_cell if isinstance(error, CellFaults) else {})


def _requirements(content: PeriodContent) -> GridView:
    grid = requirement_grid(content)
    columns = tuple(
        GridColumnView(each.key, each.title, _units(each.key, bool(each.choices)), each.choices)
        for each in grid.columns
    )
    note = _REQUIREMENTS.format(keys=_KEYS) + (_LEFT_OUT if grid.left_out else "")
    return _view("Delivery requirements", note, columns, grid)


def _units(key: str, has_choices: bool) -> int:
    if key == DATED_ON:
        return _WIDE
    if key == NOT_IN_SLA:
        return _NARROW
    return _CHOICE if has_choices else _NARROW


def _needs(content: PeriodContent) -> GridView:
    grid = need_grid(content)
    columns = tuple(GridColumnView(each.key, each.title, _CHOICE, each.choices) for each in grid.columns)
    note = _NEEDS + (_LEFT_OUT if grid.left_out else "")
    return _view("Individual needs by service", note, columns, grid, "Another service")


def _view(heading: str, note: str, columns: tuple[GridColumnView, ...], grid: Grid, new_column: str = "") -> GridView:
    rows = tuple(GridRowView(row.key, row.title, row.cells) for row in grid.rows)
    return GridView(heading, note, columns, rows, _GLYPHS if new_column else {}, new_column)
