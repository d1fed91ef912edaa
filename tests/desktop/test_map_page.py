"""The heat map on a real file: letters and words, one period or one establishment, copied with numbers and marking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.desktop.pages.map_page import MapPage
from app.domain.heat_map import Aspect
from tests.desktop.review_desks import OnDesk
from tests.services.reviewed_files import next_quarter, second
from tests.services.sent_returns import code_of

Press = Callable[..., None]
REF = second().intentions[0].ref


@pytest.fixture
def page(over_time: OnDesk) -> MapPage:
    """Return the map of the latest period."""
    over_time.shell.show_page("map")
    page = over_time.shell.page("map")
    assert isinstance(page, MapPage)
    page.focus_first()
    return page


def letters(page: MapPage) -> list[list[str]]:
    """Return what stands in the cells."""
    return [[cell.text for cell in row.cells] for row in page.map_table.heat_model.rows]


def test_the_latest_period_is_shown_in_letters_and_words(page: MapPage) -> None:
    assert letters(page) == [["M", "L"]]
    index = page.map_table.heat_model.index(0, 1)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(": Limited")
    assert REF in spoken


def test_the_current_cell_is_said_in_words_by_the_keyboard(page: MapPage, press: Press) -> None:
    press(Qt.Key.Key_Right)
    assert page.map_cell.text().endswith(": Limited")


def test_an_establishment_is_shown_over_its_periods(page: MapPage) -> None:
    page.which_chosen.emit(f"of:{code_of(second())}")
    assert letters(page) == [["M", "L"], ["M", "M"]]
    page.aspect_chosen.emit(Aspect.WITHHELD.value)
    assert [row[0] for row in letters(page)] == ["1", "0"]


def test_a_map_is_copied_with_return_numbers_and_marking(page: MapPage, press: Press) -> None:
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == second().marking
    assert lines[2].split("\t") == ["Establishment", "Name", "Return", "Period", "Whole", REF]
    assert next_quarter().number in lines[3]
    assert lines[3].endswith("Limited")
    assert "copied" in page.map_cell.text()


def test_enter_reads_the_return_of_the_row(page: MapPage, over_time: OnDesk, press: Press) -> None:
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert over_time.shell.current_key == "reading"
    assert next_quarter().number in over_time.page.register_summary.text()
    assert over_time.page.groups.currentData() == REF


def test_a_map_is_not_saved_where_it_cannot_be_and_says_so(page: MapPage, over_time: OnDesk, tmp_path: Path) -> None:
    from app.desktop.presenters.map_presenter import MapPresenter

    presenter = next(child for child in over_time.session.children() if isinstance(child, MapPresenter))
    presenter._on_place_chosen(tmp_path / "absent" / "map.csv")
    assert page.map_cell.text()
    assert "saved" not in page.map_cell.text()
    presenter._on_place_chosen(tmp_path / "map.csv")
    assert next_quarter().number in (tmp_path / "map.csv").read_text(encoding="utf-8-sig")
