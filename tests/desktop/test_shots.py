from __future__ import annotations

from dataclasses import replace

import pytest

from app.desktop.clipping import clipped_texts
from app.desktop.pages.home_page import HomePage
from app.desktop.scenes.every import SCENES
from app.desktop.scenes.framing import Frame, settle
from app.desktop.shell import Shell
from app.desktop.specimens import homes
from app.desktop.theme import Scheme

SMALL, LARGE = Frame(Scheme.LIGHT, 1280, 720, 200), Frame(Scheme.DARK, 1280, 720)


@pytest.mark.long
@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("frame", [SMALL, LARGE], ids=lambda frame: frame.name)
def test_no_text_is_cut_in_any_scene(shell: Shell, name: str, frame: Frame) -> None:
    settle(shell, SCENES[name], frame)
    assert clipped_texts(shell) == []
    assert shell.window().width() == frame.width


@pytest.mark.parametrize("width", [960, 985, 1100, 1249, 1251, 1366, 1600])
@pytest.mark.parametrize("name", ["home", "checklist", "statement", "statement-whole"])
def test_no_text_is_cut_at_widths_between(shell: Shell, name: str, width: int) -> None:
    settle(shell, SCENES[name], Frame(Scheme.LIGHT, width, 768))
    assert clipped_texts(shell) == []
    assert shell.window().width() == width


def test_painted_text_is_reported_when_it_is_cut(home: HomePage, shell: Shell) -> None:
    view = homes.home()
    first = replace(view.groups[0].tiles[0], title="A title that is far too long for any tile of the board")
    group = replace(view.groups[0], tiles=(first, *view.groups[0].tiles[1:]))
    home.show_view(replace(view, groups=(group, *view.groups[1:])))
    assert any("A title that is far" in cut for cut in clipped_texts(shell))


def test_label_is_reported_when_it_is_cut(home: HomePage, shell: Shell) -> None:
    home.headline.setFixedWidth(40)
    assert any("headline" in cut for cut in clipped_texts(shell))


def test_widget_is_reported_when_it_reaches_past_its_pane(home: HomePage, shell: Shell) -> None:
    shell.zoom_label.move(shell.status_bar.width() - 5, 0)
    assert any("zoom_label reaches past" in cut for cut in clipped_texts(shell))
