from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.desktop.pages.home_page import HomePage
from app.desktop.shell import Shell
from app.desktop.specimens import homes
from app.desktop.views.home_view import TileView
from app.desktop.widgets.count_cell import CountCell
from app.desktop.widgets.tile import Tile, tile_status
from tests.desktop.conftest import Heard, click

Press = Callable[..., None]
Hear = Callable[..., Heard]


def tile(page: HomePage, ref: str) -> Tile:
    return next(item for item in page.board.tiles() if item.view.ref == ref)


def test_header_says_what_is_left_and_by_when(home: HomePage) -> None:
    assert home.headline.text() == "31 things left to do"
    assert home.due.text() == "Return due Wednesday 30 September 2026, in 8 days"
    assert (home.progress.value(), home.progress.maximum()) == (192, 204)


def test_every_intention_has_a_tile_that_says_its_counts(home: HomePage) -> None:
    assert len(home.board.tiles()) == 28
    assert tile(home, "2(g)").accessibleName() == "2(g) Learning and skills: 2 Not met · 1 Partly met · 6 Met, Limited"
    assert tile(home, "2(i)").accessibleName() == "2(i) Partners in Wales: Not applicable: Wales only"


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ((("not_answered", 9),), "not_answered"),
        ((("not_answered", 1), ("met", 8)), "in_progress"),
        ((("not_met", 1), ("partly_met", 2), ("met", 6)), "not_met"),
        ((("partly_met", 2), ("met", 6)), "partly_met"),
        ((("met", 6), ("not_applicable", 1)), "met"),
    ],
)
def test_glyph_shows_what_a_person_must_see_first(counts: tuple[tuple[str, int], ...], status: str) -> None:
    view = TileView("1(a)", "Shared sense of purpose", counts)  # type: ignore[arg-type]  # keys of the cases above
    assert tile_status(view) == status


def test_tile_opens_its_intention_by_mouse_and_key(home: HomePage, press: Press, hear: Hear) -> None:
    opened = hear(home.tile_opened)
    click(tile(home, "1(f)"))
    tile(home, "2(g)").setFocus()
    press(Qt.Key.Key_Space)
    assert opened.calls == [("1(f)",), ("2(g)",)]


def test_arrow_keys_go_to_the_tile_beside(home: HomePage, shell: Shell, press: Press) -> None:
    tile(home, "1(a)").setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Right)
    focused = shell.window().focusWidget()
    assert isinstance(focused, Tile)
    assert focused.view.ref.startswith("2(")


def test_cell_of_the_well_opens_its_list(home: HomePage, hear: Hear) -> None:
    opened = hear(home.cell_opened)
    for cell in home.findChildren(CountCell):
        click(cell)
    assert [key for (key,) in opened.calls] == [cell.key for cell in homes.home().cells]


def test_work_goes_on_where_it_was_by_key(home: HomePage, press: Press, hear: Hear) -> None:
    asked = hear(home.continue_asked)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.calls == [("1f-03",)]


def test_command_to_go_on_is_left_out_when_nothing_is_left(home: HomePage) -> None:
    home.show_view(replace(homes.home(), headline="Nothing left to do", next_ref=""))
    assert not home.continue_button.isVisible()
    assert not home.continue_action.isEnabled()


def test_focus_stays_on_its_tile_when_the_view_is_shown_again(home: HomePage, shell: Shell) -> None:
    kept = tile(home, "2(d)")
    kept.setFocus()
    home.show_view(homes.home())
    assert shell.window().focusWidget() is kept


def test_columns_end_evenly_for_every_width(home: HomePage, shell: Shell) -> None:
    for width, columns in ((1280, 4), (1920, 4), (1024, 2)):
        shell.window().resize(width, 900)
        home.board.ensurePolished()
        items = [*home.board.tiles(), home.board.whole()]
        lowest = {item.x(): max(i.geometry().bottom() for i in items if i.x() == item.x()) for item in items}
        assert len(lowest) == columns
        assert max(lowest.values()) - min(lowest.values()) <= 1


def test_tiles_never_overlap(home: HomePage) -> None:
    boxes = [item.geometry() for item in home.board.tiles()]
    assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.intersects(b)]


def test_scope_is_chosen_from_the_header(home: HomePage, hear: Hear) -> None:
    chosen = hear(home.scope_chosen)
    click(home.home_scopes.findChildren(QAbstractButton)[0])
    assert chosen.calls == [("mine",)]


def test_page_scrolls_to_the_tile_that_takes_the_focus(
    home: HomePage, shell: Shell, press: Press, qtbot: QtBot
) -> None:
    shell.window().resize(1280, 720)
    shell.theme.choose_zoom(200)
    qtbot.waitUntil(lambda: home.board.height() >= home.board.minimumSizeHint().height() > 1400)
    last = tile(home, "6(e)")
    tile(home, "6(d)").setFocus()
    press(Qt.Key.Key_Down)
    place = last.mapTo(home.home_scroll.viewport(), last.rect().bottomLeft()).y()
    assert 0 < place < home.home_scroll.viewport().height()


def test_page_that_is_put_away_keeps_its_edge(home: HomePage, shell: Shell, qtbot: QtBot) -> None:
    shell.window().resize(1280, 600)
    qtbot.waitUntil(home.home_scroll.verticalScrollBar().isVisible)
    content = home.home_scroll.widget()
    assert content is not None
    column = content.layout()
    assert column is not None
    beside_the_bar = column.contentsMargins()
    home.hide()
    assert column.contentsMargins() == beside_the_bar


def test_tiles_are_in_line_across_columns_when_the_page_scrolls(home: HomePage, shell: Shell) -> None:
    shell.window().resize(1280, 720)
    QApplication.processEvents()
    assert {each.height() for each in home.board.tiles()} == {48}
    assert tile(home, "1(g)").y() == tile(home, "2(g)").y()


def test_counts_stand_in_one_row_of_taller_cells_when_there_are_more_than_six(home: HomePage, shell: Shell) -> None:
    view = homes.home()
    seventh = replace(view.cells[0], key="seventh")
    home.show_view(replace(view, cells=(*view.cells, seventh)))
    QApplication.processEvents()
    cells = home.well.findChildren(CountCell)
    rows = [sum(cell.y() == top for cell in cells) for top in sorted({cell.y() for cell in cells})]
    assert rows == [7]
    assert cells[0].height() == 84
