from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QBoxLayout

from app.desktop.pages.return_page import ReturnPage
from app.desktop.shell import Shell
from app.desktop.specimens import frames, returns
from app.desktop.views.return_view import BlockerView
from app.desktop.widgets.fact_row import FactRow
from tests.desktop.conftest import Heard, click

Hear = Callable[..., Heard]
Press = Callable[..., None]


@pytest.fixture
def page(shell: Shell) -> ReturnPage:
    shell.show_view(frames.shell())
    shell.show_page("return")
    made = shell.page("return")
    assert isinstance(made, ReturnPage)
    made.show_view(returns.blocked_return())
    made.focus_first()
    return made


def rows(page: ReturnPage) -> list[FactRow]:
    return [row for row in page.blockers_card.rows if isinstance(row, FactRow)]


def many() -> tuple[BlockerView, ...]:
    return tuple(BlockerView(key, "refused", f"Statement {key}", "", "Open statement") for key in range(9))


def test_signing_and_printing_wait_and_say_why(page: ReturnPage) -> None:
    assert not page.sign_button.isEnabled()
    assert not page.print_button.isEnabled()
    assert page.return_reason.text() == "2 things to clear first"
    assert page.sign_button.accessibleDescription() == "2 things to clear first"
    assert page.preview.reason.text().startswith("The pages are drawn once")


def test_row_is_opened_by_keyboard_alone(page: ReturnPage, hear: Hear, press: Press) -> None:
    opened = hear(page.blocker_opened)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert opened.calls == [(1,)]


def test_tab_follows_the_page_from_the_top(page: ReturnPage, press: Press) -> None:
    page.show_view(replace(returns.ready_return(), blockers=returns.blocked_return().blockers))
    page.show_pages(returns.pages())
    click(page.staying_link)
    page.print_button.setFocus()
    words = []
    for _ in range(11):
        focused = page.window().focusWidget()
        assert isinstance(focused, QAbstractButton)
        words.append(focused.text() or focused.accessibleName())
        press(Qt.Key.Key_Tab)
    assert words == [
        "Print draft…", "Sign and export…", "Decide", "Open statement", "Hide the list", "Open", "Open", "Open",
        "Check again", "Approve a return…", "Verify a return…",
    ]  # fmt: skip


def test_only_the_first_are_listed_when_there_are_many(page: ReturnPage) -> None:
    page.show_view(replace(returns.blocked_return(), blockers=many()))
    assert [row.title.text() for row in rows(page)][-1] == "3 more"
    more = rows(page)[-1].button
    assert more is not None
    more.click()
    assert len(rows(page)) == 9
    seventh = rows(page)[6].button
    assert seventh is not None
    assert seventh.hasFocus()


def test_focus_stays_in_the_list_when_its_row_is_made_anew(page: ReturnPage) -> None:
    page.show_view(returns.blocked_return())
    first = rows(page)[0].button
    assert first is not None
    assert first.hasFocus()


def test_gates_say_number_name_state(page: ReturnPage) -> None:
    found = [row for row in page.gates_card.rows if isinstance(row, FactRow)]
    said = [(row.title.text(), row.status.text() if row.status else "") for row in found]
    assert said == [
        ("Marking scan", "Decide"),
        ("Nothing to infer", "Waiting"),
        ("Nothing else inside", "Waiting"),
        ("Proof of absence", "Waiting"),
    ]


def test_places_are_listed_on_demand_and_open(page: ReturnPage, hear: Hear) -> None:
    opened = hear(page.place_opened)
    assert page.staying_counts.text() == "6 passages, 1 whole answer, 1 action, 4 evidence items"
    click(page.staying_link)
    row = page.staying_places.rows[1]
    assert isinstance(row, FactRow)
    assert row.button is not None
    assert row.title.text() == "1(e): answer"
    row.button.click()
    assert opened.calls == [(1,)]
    assert page.staying_link.text() == "Hide the list"


def test_pages_are_turned_and_opened_full_size(page: ReturnPage, hear: Hear) -> None:
    asked = hear(page.full_size_asked)
    page.show_view(returns.ready_return())
    page.show_pages(returns.pages())
    assert not page.preview.previous.isEnabled()
    page.preview.next.click()
    assert page.preview.place.text() == "Page 2 of 3"
    assert page.preview.picture.accessibleDescription() == "Page 2 of a return"
    page.full_size_action.trigger()
    assert asked.calls == [(1,)]


def test_pages_go_under_the_rest_when_the_window_is_narrow(page: ReturnPage) -> None:
    page.arrange(1280)
    assert page.columns_row.direction() == QBoxLayout.Direction.LeftToRight
    page.arrange(900)
    assert page.columns_row.direction() == QBoxLayout.Direction.TopToBottom
