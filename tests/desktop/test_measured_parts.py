"""Parts that take their measure from the room they have: words over two lines, filled rows, marks that grow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.home_page import HomePage
from app.desktop.painting import draw_two_lines, text_width
from app.desktop.shell import Shell
from app.desktop.theme import Theme
from app.desktop.views.register_view import ColumnView
from app.desktop.widgets.fault_mark import FaultMark
from app.desktop.widgets.flow_layout import FlowLayout
from app.desktop.widgets.magnifier import Magnifier
from app.desktop.widgets.register_table import RegisterTable


def drawn(theme: Theme, words: str, width: int) -> QImage:
    """Return words as they stand in two lines of 20."""
    image = QImage(width, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    with QPainter(image) as painter:
        draw_two_lines(painter, theme, QRect(0, 0, width, 40), words, "small")
    return image


def ink(image: QImage, top: int) -> bool:
    """Tell whether anything stands in the line that begins at `top`."""
    return any(image.pixel(x, y) != 0xFFFFFFFF for y in range(top, top + 20) for x in range(image.width()))


def test_long_words_take_a_second_line_and_short_ones_do_not(theme: Theme) -> None:
    words = "Head of Residence and Equality"
    assert ink(drawn(theme, words, 120), 20)
    assert not ink(drawn(theme, words, text_width(theme, words, "small") + 2), 20)


def test_one_word_too_long_for_its_line_is_cut_in_the_first(theme: Theme) -> None:
    image = drawn(theme, "Antidisestablishmentarianism", 60)
    assert ink(image, 0)
    assert not ink(image, 20)


@pytest.mark.parametrize(("width", "widths"), [(300, [92, 92, 100]), (160, [160, 160, 160])])
def test_buttons_fill_their_lines_only_when_they_take_several(
    theme: Theme, qtbot: QtBot, width: int, widths: list[int]
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, fills_lines=True)
    flow.setSpacing(8)
    buttons = [QPushButton(holder) for _ in widths]
    for button, wide in zip(buttons, (92, 92, 100), strict=True):
        button.setFixedHeight(32)
        button.setMinimumWidth(wide)
        flow.addWidget(button)
    flow.setGeometry(QRect(0, 0, width, flow.heightForWidth(width)))
    assert [button.width() for button in buttons] == widths


def test_columns_of_words_grow_only_where_the_text_column_has_plenty(shell: Shell) -> None:
    table = RegisterTable(shell.theme, shell)  # with a parent: what only garbage holds may be freed while it is painted
    table.show_columns((ColumnView("no", "No.", 80), ColumnView("title", "Action"), ColumnView("owner", "Owner", 140)))
    table.resize(560, 300)
    table.show()
    assert [table.columnWidth(place) for place in range(3)] == [80, table.viewport().width() - 220, 140]
    table.resize(1200, 300)
    assert table.columnWidth(0) == 80
    assert table.columnWidth(2) == 210


def test_magnifier_and_mark_grow_with_the_zoom(theme: Theme, qtbot: QtBot) -> None:
    field, sentence = QLineEdit(), QLabel("This is no date.")
    qtbot.addWidget(field)
    qtbot.addWidget(sentence)
    mark = Magnifier(theme, field)
    fault = FaultMark(theme, sentence)
    theme.choose_zoom(200)
    try:
        assert (mark.width(), field.textMargins().left()) == (32, 48)
        assert (fault.width(), sentence.indent()) == (32, 44)
    finally:
        theme.choose_zoom(100)
    assert (mark.width(), fault.width()) == (16, 16)


def test_side_bar_says_that_there_are_more_pages_than_fit(home: HomePage, shell: Shell, qtbot: QtBot) -> None:
    parts = [part for part in shell.nav.children() if isinstance(part, QWidget)]
    above, below = (part for part in parts if type(part).__name__ == "_More")
    shell.window().resize(1280, 500)
    qtbot.waitUntil(lambda: below.isVisible() and not above.isVisible())
    QTest.mouseClick(below, Qt.MouseButton.LeftButton)
    assert above.isVisible()
    shell.window().resize(1280, 900)
    qtbot.waitUntil(lambda: not above.isVisible() and not below.isVisible())


def test_lines_stay_short_in_a_wide_window(checklist: ChecklistPage, shell: Shell, qtbot: QtBot) -> None:
    pane = checklist.question_pane
    shell.window().resize(1920, 900)
    qtbot.waitUntil(lambda: pane.narrative_field.width() == 776)
    field, button = (each.mapToGlobal(QPoint(0, 0)).x() for each in (pane.narrative_field, pane.previous_button))
    assert field == button
