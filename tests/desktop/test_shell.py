from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.pages.home_page import HomePage
from app.desktop.shell import Shell
from app.desktop.specimens import frames
from app.desktop.theme import Scheme
from app.desktop.views.shell_view import StatusView
from app.desktop.welcome import cannot_open, welcome
from app.desktop.widgets.button import Button
from app.desktop.widgets.empty_pane import EmptyPane
from app.desktop.widgets.nav_item import NavItem
from app.domain.roles import Role
from tests.desktop.conftest import Heard, click

Press = Callable[..., None]
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_pages_open_by_key_when_a_file_is_on_show(home: HomePage, shell: Shell, press: Press) -> None:
    press(Qt.Key.Key_2, CONTROL)
    assert shell.current_key == "checklist"
    press(Qt.Key.Key_1, CONTROL)
    assert shell.current_key == "home"


def test_page_is_made_only_when_first_shown(shell: Shell) -> None:
    shell.show_view(frames.shell())
    assert shell.pages.count() == 0
    shell.show_page("home")
    assert shell.pages.count() == 1


@pytest.mark.parametrize(("key", "zoom"), [(Qt.Key.Key_Equal, 150), (Qt.Key.Key_Minus, 100), (Qt.Key.Key_0, 100)])
def test_zoom_changes_when_its_keys_are_pressed(
    home: HomePage, shell: Shell, press: Press, key: Qt.Key, zoom: int
) -> None:
    shell.theme.choose_zoom(125)
    press(key, CONTROL)
    assert shell.theme.zoom == zoom
    assert shell.zoom_label.text() == f"Zoom {zoom} %"


def test_scheme_changes_when_chosen_from_the_menu(shell: Shell) -> None:
    shell.theme_dark_action.trigger()
    assert shell.theme.scheme is Scheme.DARK


def test_side_bar_counts_what_is_left_to_do(home: HomePage, shell: Shell) -> None:
    names = [item.accessibleName() for item in shell.findChildren(NavItem)]
    assert names[:2] == ["Home", "Checklist, 21 left to do"]


def test_store_is_locked_by_key_when_it_is_unlocked(
    home: HomePage, shell: Shell, press: Press, hear: Callable[..., Heard]
) -> None:
    locked, unlocked = hear(shell.lock_asked), hear(shell.unlock_asked)
    press(Qt.Key.Key_L, CONTROL)
    shell.show_view(frames.locked_shell())
    press(Qt.Key.Key_L, CONTROL)
    assert (len(locked.calls), len(unlocked.calls)) == (1, 1)


def test_card_says_how_the_store_stands(home: HomePage, shell: Shell) -> None:
    assert shell.store_card.store_title.text() == "Sealed store unlocked"
    shell.show_view(frames.locked_shell())
    assert shell.store_card.store_title.text() == "Sealed store locked"
    assert shell.store_card.store_button.text() == "Unlock…"


def test_banner_is_shown_only_when_the_file_cannot_be_changed(home: HomePage, shell: Shell) -> None:
    assert not shell.banner.isVisible()
    shell.show_view(frames.locked_shell())
    assert shell.banner.isVisible()
    assert "open in another window" in shell.banner.text()


def test_side_bar_is_a_rail_when_there_is_less_room(home: HomePage, shell: Shell) -> None:
    shell.window().resize(1280, 720)
    shell.theme.choose_zoom(200)
    assert shell.side_bar.width() == 104
    assert not shell.store_card.isVisible()
    assert shell.store_rail_button.isVisible()
    assert shell.marking_label.text() == "Up to"


def test_status_says_when_something_was_not_saved(home: HomePage, shell: Shell) -> None:
    shell.show_status(StatusView("2 things not saved", "bad", "Backed up 09:05", "PROTECT"))
    assert shell.saved_status.text() == "2 things not saved"
    assert shell.marking_tag.text() == "PROTECT"


def test_marking_is_hidden_when_nothing_on_show_has_one(home: HomePage, shell: Shell) -> None:
    shell.show_status(StatusView("Saved 09:00"))
    assert not shell.marking_label.isVisible()


def test_page_commands_stand_in_the_menu_bar(home: HomePage, shell: Shell) -> None:
    shell.show_page("checklist")
    assert shell.page_menu.menuAction().isVisible()
    words = [action.text().replace("&", "") for action in shell.page_menu.actions()]
    assert words[:2] == ["Met", "Partly met"]
    shell.show_page("home")
    assert [action.text().replace("&", "") for action in shell.page_menu.actions()] == ["Continue where you were"]


def test_window_without_a_file_offers_only_what_works(shell: Shell, hear: Callable[..., Heard]) -> None:
    chosen = hear(shell.way_chosen)
    shell.show_empty(welcome())
    assert not shell.side_bar.isVisible()
    assert not shell.page_menu.menuAction().isVisible()
    click(shell.findChildren(EmptyPane)[0].findChildren(Button)[0])
    assert chosen.calls == [("begin",)]


def test_title_names_no_file_when_it_could_not_be_opened(home: HomePage, shell: Shell) -> None:
    shell.close_file()
    shell.show_empty(cannot_open(frames.NEWER_FILE))
    assert shell.window().windowTitle() == "Assurance Desk"


def test_items_keep_their_height_when_a_file_has_other_pages(shell: Shell) -> None:
    for view in (frames.shell(), replace(frames.shell(), role=Role.REVIEWER), frames.shell()):
        shell.show_view(view)
        QApplication.processEvents()
        shown = [item for item in shell.nav.findChildren(NavItem) if item.isVisible()]
        assert {item.height() for item in shown} == {shell.theme.u(36)}
        assert shown[1].y() - shown[0].y() == shell.theme.u(38)
